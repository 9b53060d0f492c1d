import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endProcess } from "../../../local/processes/end-process";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";
import {
  processStatus,
  findProcesses,
  identifyProcess,
  parsePsLines,
} from "../../../local/processes/process-identity";
import type { ProcessIdentity } from "../../../local/processes/process-identity";
import { isAlive } from "../../../local/processes/signals";
import { writeRunFile } from "../../../local/home/run-file";
import { stopEmulator } from "../../../local/lifecycle/stop-emulator";

const PATIENCE = { patienceMs: 2_000 };

describe("a recorded process", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "identity-"));
  const home = lakeHome({ LAKE_HOME: folder });
  let child: ChildProcess;
  let recorded: ProcessIdentity;

  beforeEach(async () => {
    child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"]);
    await once(child.stdout ?? child, "data");
    const found = identifyProcess(child.pid ?? 0);
    if (typeof found === "string") throw new Error(found);
    recorded = found;
  });

  afterEach(() => {
    child.kill("SIGKILL");
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it("is ended if it is the same", async () => {
    expect(processStatus(recorded)).toBe("same");
    await endProcess(recorded, "the test's", PATIENCE);
    expect(processStatus(recorded)).toBe("gone");
  });

  it("is ended also if it is suspended", async () => {
    child.kill("SIGSTOP");
    await endProcess(recorded, "the test's", PATIENCE);
    expect(processStatus(recorded)).toBe("gone");
  });

  it.each([
    ["another start time", { startTime: "another boot 1" }],
    ["other arguments", { commandLine: "node daemon.ts" }],
  ])("is not ended if its number has %s", async (_, other) => {
    const otherProcess = { ...recorded, ...other };
    expect(processStatus(otherProcess)).toBe("other");
    await endProcess(otherProcess, "the test's", PATIENCE);
    expect(processStatus(recorded)).toBe("same");
  });

  it("is not ended, and reported, if it can't be compared", async () => {
    const unknown = { ...recorded, startTime: "", commandLine: "" };
    await expect(endProcess(unknown, "the test's", PATIENCE)).rejects.toMatchObject({
      message: expect.stringContaining("was not ended") as unknown,
      advice: expect.stringContaining(`kill ${recorded.pid}`) as unknown,
    });
    expect(processStatus(recorded)).toBe("same");
  });

  it("is not ended by `down` if the run file has another process's number", async () => {
    writeRunFile(home, {
      ...recorded,
      startTime: "another boot 1",
      endpointUrl: "http://127.0.0.1:9",
      startedAt: new Date().toISOString(),
      enforceIam: false,
      controlPlane: { ...recorded, commandLine: "python moto_launcher.py" },
    });
    await stopEmulator(home);
    expect(isAlive(recorded.pid)).toBe(true);
    expect(processStatus(recorded)).toBe("same");
  });

  it("is found by its arguments", () => {
    expect(findProcesses(/^\S*node\S* -e console\.log\(1\); setInterval/)).toContainEqual(recorded);
  });
});

describe("a background process without a run file", () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "unnamed-"));
  });

  afterEach(() => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  const home = () => lakeHome({ LAKE_HOME: path.join(folder, "home") });
  /** Arguments that `startEmulator` passes. */
  function daemonArguments(): string[] {
    const program = path.join(folder, "local", "daemon.ts");
    mkdirSync(path.dirname(program));
    writeFileSync(program, "console.log(1); setInterval(() => {}, 1000);");
    const options = ["--home", home().folder, "--port", "4566", "--moto-python", "python3"];
    return ["--require", "tsx/cjs", program, ...options];
  }

  async function start(command: string, args: readonly string[]): Promise<number> {
    child = spawn(command, args, { cwd: projectFolder, stdio: ["pipe", "pipe", "inherit"] });
    await once(child.stdout ?? child, "data");
    return child.pid ?? 0;
  }

  it("is ended also if the path of Node.js contains spaces", async () => {
    const node = path.join(folder, "Application Support", "fnm - 20", "bin", "node");
    mkdirSync(path.dirname(node), { recursive: true });
    symlinkSync(process.execPath, node);
    const pid = await start(node, daemonArguments());
    expect(await stopEmulator(home())).toBe(true);
    expect(identifyProcess(pid)).toBe("gone");
  });

  it("is not confused with another program that has its command line as an argument", async () => {
    const text = [process.execPath, ...daemonArguments()].join(" ");
    const pid = await start("sh", ["-c", "echo 1; read line; :", text]);
    expect(await stopEmulator(home())).toBe(false);
    expect(isAlive(pid)).toBe(true);
  });
});

describe("the output of ps", () => {
  it("is parsed with the start time in macOS's format", () => {
    const lines = [
      "  812 Sat Nov 28 17:46:25 2026     /usr/local/bin/node --require tsx/cjs daemon.ts",
      "    1 Mon Nov  2 07:06:05 2026     /sbin/launchd",
      "",
    ];
    expect(parsePsLines(lines.join("\n"))).toEqual([
      {
        pid: 812,
        startTime: "Sat Nov 28 17:46:25 2026",
        commandLine: "/usr/local/bin/node --require tsx/cjs daemon.ts",
      },
      { pid: 1, startTime: "Mon Nov  2 07:06:05 2026", commandLine: "/sbin/launchd" },
    ]);
  });
});
