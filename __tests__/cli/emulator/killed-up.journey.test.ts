import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../../local/processes/free-port";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";
import { findProcesses } from "../../../local/processes/process-identity";
import { isAlive } from "../../../local/processes/signals";
import { readRunFile } from "../../../local/home/run-file";
import type { RunningEmulator } from "../../../local/home/run-file";
import { FakeTerraform } from "./support/fake-terraform";
import { startProcess } from "../../support/emulator/lake-command";
import type { Ended, Started } from "../../support/emulator/lake-command";
import { endAll, processesOf } from "../../support/test-run/leftover-processes";
import { unfolded } from "../support/wide-screen";
import { until } from "../../support/until";

const MINUTE = 60_000;

// Each test goes on where the one before ended, as somebody's day with the tool does.
describe("`lake up`, killed at any time", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "killed-up-"));
  const home = lakeHome({ LAKE_HOME: path.join(parent, "home") });
  const terraform = new FakeTerraform(parent, home.folder);
  let port: string;

  beforeAll(async () => {
    port = String(await freePort());
  });

  afterAll(() => {
    endAll(processesOf(home.folder));
    rmSync(parent, { recursive: true, force: true });
  });

  const lake = (...args: readonly string[]): Started =>
    startProcess(process.execPath, [path.join(projectFolder, "cli", "lake.mjs"), ...args], {
      LAKE_HOME: home.folder,
      ...terraform.environment,
    });

  /** Starts `up`, and waits until it is in the middle of its apply. */
  async function heldUp(): Promise<Started> {
    terraform.hold();
    const up = lake("up", "--port", port, "--enforce-iam", "--refresh");
    await until("the apply to begin", () => terraform.applying, 4 * MINUTE);
    return up;
  }

  function emulator(): RunningEmulator {
    const running = readRunFile(home);
    if (running === undefined) throw new Error("None runs");
    return running;
  }

  it(
    "lets no other command in while it works, and says so in one line",
    async () => {
      const up = await heldUp();
      const others = await Promise.all([
        lake("up", "--port", port).ended,
        lake("up", "--port", String(await freePort())).ended,
        lake("down").ended,
      ]);
      for (const { exitCode, stdout, stderr } of others) {
        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
        expect(stderr).toMatch(/^error: `lake up` \(process \d+, since [^)]*\) is running in /m);
        expect(stderr.match(/^error/gm)).toHaveLength(1);
      }
      expect(daemons()).toHaveLength(1);
      await killWithTerraform(up);
    },
    6 * MINUTE,
  );

  it(
    "continues a first deployment that was killed half-way, though nobody reads on",
    async () => {
      const before = emulator();
      terraform.release();
      // As `npx lake up 2>&1 | head -1` does.
      const up = lake("up");
      up.process.stderr.once("data", () => {
        up.process.stderr.destroy();
        up.process.stdout.destroy();
      });
      expect(await exitOf(up)).toBe(0);
      // What it holds would be lost with it.
      expect(emulator()).toEqual(before);
      expect(daemons()).toHaveLength(1);
    },
    6 * MINUTE,
  );

  it(
    "waits for a Terraform that goes on though its command was killed, and keeps the data",
    async () => {
      const before = emulator();
      const up = await heldUp();
      up.process.kill("SIGKILL");
      await exitOf(up);
      const next = lake("up");
      let said = "";
      next.process.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
      // Without a terminal the step is reported after 10 s.
      await until("the command to wait for Terraform", () =>
        said.includes("Wait for the Terraform"),
      );
      terraform.release();
      const { exitCode, stderr } = await next.ended;
      expect({ exitCode, stderr }).toMatchObject({
        exitCode: 0,
        stderr: expect.stringContaining(
          "✔ Wait for the Terraform of a `lake up` that was killed",
        ) as unknown,
      });
      expect(emulator().pid).toBe(before.pid);
    },
    6 * MINUTE,
  );

  it(
    "goes on with the last state of Terraform if that is lost, and deletes nothing",
    async () => {
      const before = emulator();
      const state = path.join(home.terraformFolder, "local.tfstate");
      const kept = readFileSync(state, "utf8");
      rmSync(state);
      const { exitCode, stderr } = await lake("up").ended;
      expect(exitCode).toBe(0);
      expect(stderr).toContain(
        "was missing. That of the last completed deployment takes its place",
      );
      expect(stderr).not.toMatch(/-lock=false|force-unlock/);
      expect(readFileSync(state, "utf8")).toBe(kept);
      expect(emulator().pid).toBe(before.pid);
    },
    6 * MINUTE,
  );

  it(
    "does not make commands wait indefinitely for a stopped embedded AWS: each reports it",
    async () => {
      const { pid } = emulator();
      process.kill(pid, "SIGSTOP");
      const commands = [
        ["up"],
        ["status"],
        ["crawl"],
        ["publish", "--count", "1"],
        ["query", "SELECT 1"],
      ];
      const ended = await Promise.all(commands.map((words) => lake(...words).ended));
      process.kill(pid, "SIGCONT");
      for (const { exitCode, stdout, stderr } of ended) {
        expect(exitCode).toBe(1);
        expect(unfolded(stdout + stderr)).toMatch(
          new RegExp(
            `The embedded AWS \\(process ${pid}\\) did not respond at http\\S+ within \\d+ s`,
          ),
        );
        expect(stdout + stderr).toContain("npx lake down && npx lake up");
      }
    },
    6 * MINUTE,
  );

  it(
    "is what every command advises if the control plane died",
    async () => {
      const { pid, controlPlane } = emulator();
      process.kill(controlPlane.pid, "SIGKILL");
      await until("the end of the emulator", () => !isAlive(pid));
      const commands = [["status"], ["logs"], ["crawl"], ["review", "--env", "local"]];
      const ended = await Promise.all(commands.map((words) => lake(...words).ended));
      for (const { exitCode, stdout, stderr } of ended) {
        expect(exitCode).toBe(1);
        expect(unfolded(stdout + stderr)).toMatch(
          /ended at \S+\. The control plane \(moto\) was killed by SIGKILL/,
        );
        expect(stdout + stderr).toContain("npx lake up");
      }
    },
    6 * MINUTE,
  );

  it(
    "ends soon, and leaves nothing running, when the embedded AWS is killed under it",
    async () => {
      const up = await heldUp();
      const killed = emulator();
      process.kill(killed.pid, "SIGKILL");
      const { exitCode, stderr } = await up.ended;
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /The embedded AWS started at \S+ was killed\. The deployment was in progress/,
      );
      expect(stderr).toContain("npx lake up");
      await until("the end of the control plane", () => !isAlive(killed.controlPlane.pid));
      expect(processesWith("apply")).toEqual([]);
      terraform.release();
    },
    6 * MINUTE,
  );

  it(
    "is taken back by `down` also when its run file is gone and its process is stopped",
    async () => {
      // Killed before it is ready: nobody wrote down that it is there.
      const up = lake("up", "--port", port);
      await until("an emulator", () => daemons().length === 1);
      const [daemon] = daemons();
      up.process.kill("SIGKILL");
      await exitOf(up);
      process.kill(daemon?.pid ?? 0, "SIGSTOP");
      rmSync(home.runFile, { force: true });
      expect(await lake("down").ended).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining("Stopped") as unknown,
      });
      expect(daemons()).toEqual([]);
      await until("the end of moto", () => processesWith("moto_launcher.py").length === 0);
    },
    6 * MINUTE,
  );

  const daemons = () => findProcesses(new RegExp(`daemon\\.ts --home ${home.folder} `));
  /** Of this home, with this text in their arguments. */
  const processesWith = (text: string) =>
    processesOf(home.folder).filter(({ command }) => command.includes(text));

  async function killWithTerraform(up: Started): Promise<void> {
    up.process.kill("SIGKILL");
    await exitOf(up);
    for (const { pid } of processesWith("apply")) spawnSync("kill", ["-KILL", String(pid)]);
    await until("the end of Terraform", () => processesWith("apply").length === 0);
  }
});

/** A child of the command may keep its output open. */
async function exitOf({ process: child, ended }: Started): Promise<Ended["exitCode"]> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return Promise.race([
    ended.then(({ exitCode }) => exitCode),
    new Promise<number | null>((resolve) => child.once("exit", resolve)),
  ]);
}
