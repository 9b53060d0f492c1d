import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/runtime/lake-home";
import { median } from "./median";

/** A program to be timed as a whole. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** @default - the project's folder */
  readonly folder?: string;
}

/** What one run took. */
export interface CommandRun {
  readonly milliseconds: number;
  /** Most that one of its Node.js processes ever held. */
  readonly peakMemoryMb: number;
  readonly stderr: string;
}

/**
 * Runs commands in turns, so that what else the machine does meets all of them, and gives the median of each.
 *
 * @param rounds counted runs of each command, after one that warms up
 */
export async function timeInTurns(
  commands: readonly Command[],
  rounds: number,
): Promise<{ milliseconds: number; peakMemoryMb: number }[]> {
  const runs = commands.map((): CommandRun[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, command] of commands.entries()) {
      const run = await runCommand(command);
      if (round > 0) runs[index]?.push(run);
    }
  }
  return runs.map((each) => ({
    milliseconds: median(each.map(({ milliseconds }) => milliseconds)),
    peakMemoryMb: Math.max(...each.map(({ peakMemoryMb }) => peakMemoryMb)),
  }));
}

/** One folder for all runs: what differed from run to run in their environment would keep them from being repeated. */
const notes = path.join(tmpdir(), `bench-memory-${process.pid}`);

/**
 * Runs a command to its end.
 *
 * @throws with what it printed when it fails
 */
export async function runCommand({
  program,
  args,
  environment,
  folder = projectFolder,
}: Command): Promise<CommandRun> {
  mkdirSync(notes);
  const began = performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...environment,
      NODE_OPTIONS: `--require ${path.join(projectFolder, "bench/harness/record-peak-memory.cjs")}`,
      BENCH_MEMORY_FOLDER: notes,
    },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const milliseconds = performance.now() - began;
  const peaks = readdirSync(notes).map((file) => Number(readFileSync(path.join(notes, file))));
  rmSync(notes, { recursive: true });
  if (exitCode !== 0) {
    throw new Error(`${program} ${args.join(" ")} ended with ${exitCode}:\n${stdout}${stderr}`);
  }
  return { milliseconds, peakMemoryMb: Math.max(0, ...peaks), stderr };
}
