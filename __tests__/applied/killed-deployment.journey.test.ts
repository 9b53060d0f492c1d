import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../local/processes/free-port";
import { LakeCommand } from "../support/emulator/lake-command";
import type { Started } from "../support/emulator/lake-command";
import { planExitCode } from "../support/emulator/terraform";
import { processesOf } from "../support/test-run/leftover-processes";
import { until } from "../support/until";

const MINUTE = 60_000;

/** So many resources are made when a run is killed: some are under way, and most are missing. */
const RESOURCES = 10;

describe("a deployment by Terraform itself, killed in the middle", () => {
  const lake = new LakeCommand();
  const applyOutput = path.join(lake.home, "embedded-aws", "terraform", "apply.jsonl");
  let port: string;

  beforeAll(async () => {
    port = String(await freePort());
  });

  afterAll(() => lake.run("down"), 3 * MINUTE);

  it(
    "is done by the next runs, though the first lost its Terraform too and the second was killed again",
    async () => {
      const first = lake.start("up", "--port", port);
      await untilMade(RESOURCES);
      kill(first, /terraform|tofu/);
      // Of the second run only what it makes itself counts.
      rmSync(applyOutput);

      const second = lake.start("up");
      let said = "";
      second.process.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
      await untilMade(RESOURCES);
      expect(said).not.toContain("replaced");
      kill(second);

      const third = await lake.run("up");
      process.stdout.write(`killed deployment, third run:\n${third.stderr}`);
      expect(third).toMatchObject({ exitCode: 0 });
      expect(third.stderr).toContain("✔ Wait for the Terraform of a `lake up` that was killed");
      expect(said + third.stderr).not.toMatch(/already exists|409|-lock=false|force-unlock/i);
      expect(await planExitCode(lake.home, `http://127.0.0.1:${port}`)).toBe("no changes");
    },
    18 * MINUTE,
  );

  /** Waits until Terraform says so of the run at hand. */
  async function untilMade(resources: number): Promise<void> {
    const made = () =>
      existsSync(applyOutput)
        ? readFileSync(applyOutput, "utf8").match(/"type":"apply_complete"/g)?.length
        : 0;
    await until(`${resources} resources`, () => (made() ?? 0) >= resources, 6 * MINUTE);
  }

  /** Kills a command, and other processes of the home by their command lines. */
  function kill(started: Started, others?: RegExp): void {
    started.process.kill("SIGKILL");
    if (others === undefined) return;
    const found = processesOf(lake.home).filter(({ command }) => others.test(command));
    expect(found.length).toBeGreaterThan(1);
    for (const { pid } of found) process.kill(pid, "SIGKILL");
  }
});
