import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { endAll, processesOf } from "../test-run/leftover-processes";

/** How a command ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs. */
export interface Started {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  readonly stdout: () => string;
}

/** Homes of this test file. */
const homes: string[] = [];

// However its tests end, nothing that a file started goes on: the embedded AWS of a home whose `lake up` was slow neither.
afterAll(() => {
  for (const home of homes) endAll(processesOf(home));
});

/** Runs `lake` in a home of its own, so that a test meets neither the developer's embedded AWS nor another test's. */
export class LakeCommand {
  readonly home = mkdtempSync(path.join(tmpdir(), "lake-"));

  constructor() {
    homes.push(this.home);
  }

  /** Starts a command and does not wait. */
  start(...args: readonly string[]): Started {
    return startProcess(process.execPath, [path.join(projectFolder, "cli", "lake.mjs"), ...args], {
      LAKE_HOME: this.home,
    });
  }

  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** Runs a command that must succeed, with `--json`, and returns its document. */
  async json<Document>(...args: readonly string[]): Promise<Document> {
    const { exitCode, stdout, stderr } = await this.run(...args, "--json");
    if (exitCode !== 0)
      throw new Error(`lake ${args.join(" ")} ended with ${exitCode}:\n${stderr}`);
    // The caller names the document that the command promises.
    return JSON.parse(stdout) as Document;
  }
}

/** Starts a program with more environment variables, and collects what it prints. */
export function startProcess(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd = projectFolder,
): Started {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...environment } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return { process: child, ended, stdout: () => stdout };
}
