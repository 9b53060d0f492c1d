import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { copyProject } from "./project-copy";
import { endAll, processesOf } from "../test-run/leftover-processes";

/** Result of a command. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running program. */
export interface Started {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Its output so far. */
  readonly stdout: () => string;
}

/** Homes of this test file. */
const homes: string[] = [];

// Nothing that a test file started survives it, not even the embedded AWS of a home whose `lake up` was slow.
afterAll(() => {
  for (const home of homes) endAll(processesOf(home));
});

/** The copy of the project in which this test file runs `lake`. */
let copy: string | undefined;

/**
 * Runs `lake` in a home of its own, isolated from the embedded AWS of the developer and of other tests, and in a copy of the
 * project with the datasets of the tests.
 */
export class LakeCommand {
  readonly home = mkdtempSync(path.join(tmpdir(), "lake-"));

  /**
   * @param project the copy, if a test changes its own. @default - one of this test file
   * @param hasConsole whether `up` serves the console, too: seconds of a processor
   */
  constructor(
    private readonly project = (copy ??= copyProject()),
    private readonly hasConsole = false,
  ) {
    homes.push(this.home);
  }

  /** Starts a command without waiting. */
  start(...args: readonly string[]): Started {
    const program = path.join(this.project, "cli", "lake.mjs");
    const environment = { LAKE_HOME: this.home };
    const options = args[0] === "up" && !this.hasConsole ? ["--no-console"] : [];
    const words = [program, ...args, ...options];
    return startProcess(process.execPath, words, environment, this.project);
  }

  /** Runs a command until it exits. */
  run(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** Runs a command that must succeed, with `--json`, and returns its document. */
  async json<Document>(...args: readonly string[]): Promise<Document> {
    const { exitCode, stdout, stderr } = await this.run(...args, "--json");
    if (exitCode !== 0)
      throw new Error(`lake ${args.join(" ")} exited with ${exitCode}:\n${stdout}\n${stderr}`);
    // The caller knows the type of the document.
    return JSON.parse(stdout) as Document;
  }
}

/** Starts a program with additional environment variables, and collects its output. */
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
