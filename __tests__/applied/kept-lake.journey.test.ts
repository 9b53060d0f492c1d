import { existsSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../local/processes/free-port";
import { LakeCommand } from "../support/emulator/lake-command";
import { planExitCode } from "../support/emulator/terraform";
import { processesOf } from "../support/test-run/leftover-processes";
import { until } from "../support/until";

const MINUTE = 60_000;
const DATASET = "sample_events";

/** The first `up` takes at least ten times as long on an idle machine. A busy one slows down what does not wait. */
const LEAST_RATIO = 2;

interface Rows {
  readonly rows: readonly (readonly string[])[];
}

// One lake, whose processes end in each way.
describe("a lake that is kept", () => {
  const lake = new LakeCommand(undefined, true);
  let port: string;
  let firstUpMs: number;

  beforeAll(async () => {
    port = String(await freePort());
    const began = performance.now();
    const up = await lake.run("up", "--port", port);
    firstUpMs = performance.now() - began;
    expect(up).toMatchObject({ exitCode: 0 });
    expect(up.stderr).toContain("Apply the stack");
  }, 15 * MINUTE);

  afterAll(() => lake.run("down", "--delete", "--yes"), 5 * MINUTE);

  it(
    "comes back after every process was killed, without Terraform, with each event that was published",
    async () => {
      await publish(300);
      const killed = processesOf(lake.home);
      expect(killed.length).toBeGreaterThan(1);
      for (const { pid } of killed) process.kill(pid, "SIGKILL");

      const upMs = await upAgain();
      process.stdout.write(
        `first up: ${Math.round(firstUpMs)} ms; after a kill: ${Math.round(upMs)} ms\n`,
      );
      expect(firstUpMs / upMs).toBeGreaterThan(LEAST_RATIO);
      await publish(200, "--wait");
      expect(await count()).toBe("500");
    },
    10 * MINUTE,
  );

  it(
    "comes back after `lake down`, with its rows",
    async () => {
      expect(await lake.run("down")).toMatchObject({ exitCode: 0 });
      await until("the end of its processes", () => processesOf(lake.home).length === 0);
      await upAgain();
      expect(await count()).toBe("500");
    },
    10 * MINUTE,
  );

  it(
    "comes back as it was when it was saved, and Terraform finds nothing to change after all of that",
    async () => {
      expect(await lake.run("snapshot", "save", "prepared")).toMatchObject({ exitCode: 0 });
      await publish(100, "--wait");
      expect(await count()).toBe("600");
      const load = await lake.run("snapshot", "load", "prepared", "--yes");
      expect(load).toMatchObject({ exitCode: 0 });
      expect(load.stderr).toContain("will be replaced: ");
      await upAgain();
      expect(await count()).toBe("500");
      expect(await planExitCode(lake.home, `http://127.0.0.1:${port}`)).toBe("no changes");
    },
    10 * MINUTE,
  );

  it(
    "is deleted when that is asked for, and says what it held",
    async () => {
      const { exitCode, stdout } = await lake.run("down", "--delete", "--yes");
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^Deleted: [^]*\d+\s+objects?/m);
      expect(existsSync(path.join(lake.home, "embedded-aws"))).toBe(false);
    },
    5 * MINUTE,
  );

  async function upAgain(): Promise<number> {
    const began = performance.now();
    const up = await lake.run("up");
    const tookMs = performance.now() - began;
    expect(up).toMatchObject({ exitCode: 0 });
    expect(up.stderr).not.toMatch(/Initialize Terraform|Apply the stack/);
    expect(up.stdout).toContain("Nothing has changed since the last deployment.");
    expect(up.stdout).toContain(`http://127.0.0.1:${port}`);
    const [address = ""] = /http:\S+#token=\S+/.exec(up.stdout) ?? [];
    expect((await fetch(address)).status).toBe(200);
    return tookMs;
  }

  async function publish(events: number, ...options: readonly string[]): Promise<void> {
    const command = ["publish", "--count", String(events), "--dataset", DATASET, ...options];
    expect(await lake.run(...command)).toMatchObject({ exitCode: 0 });
  }

  async function count(): Promise<string | undefined> {
    const { rows } = await lake.json<Rows>("query", `SELECT count(*) FROM ${DATASET}`);
    return rows[0]?.[0];
  }
});
