import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";
import { median } from "./median";

/** A program whose whole run is timed. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** @default - the project's folder */
  readonly folder?: string;
}

/** Time and memory of a command. */
export interface Timing {
  readonly milliseconds: number;
  /** Peak resident memory of the largest of its Node.js processes. */
  readonly peakMemoryMb: number;
}

/** One run of a command. */
export interface CommandRun extends Timing {
  readonly stderr: string;
}

/**
 * Runs commands alternately, so that other load on the machine affects all of them.
 *
 * @param rounds counted runs of each command, after one that warms up
 * @returns the median time and the greatest memory of each command, by its name
 */
export async function timeInterleaved<Name extends string>(
  commands: Readonly<Record<Name, Command>>,
  rounds: number,
): Promise<Readonly<Record<Name, Timing>>> {
  const entries = Object.entries<Command>(commands).map(([name, command]) => ({
    name,
    command,
    runs: [] as CommandRun[],
  }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { command, runs } of entries) {
      const run = await runCommand(command);
      if (round > 0) runs.push(run);
    }
  }
  const timings = entries.map(({ name, runs }): [string, Timing] => [
    name,
    {
      milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
      peakMemoryMb: Math.max(...runs.map(({ peakMemoryMb }) => peakMemoryMb)),
    },
  ]);
  // It has an entry for each name of `commands`.
  return Object.fromEntries(timings) as Record<Name, Timing>;
}

/** The same folder for all runs: an environment that changed would defeat caches that depend on it. */
const memoryFolder = path.join(tmpdir(), `bench-memory-${process.pid}`);

/**
 * Runs a command and waits for its exit.
 *
 * @throws Error with the command's output when it exits with another code than 0
 */
export async function runCommand({
  program,
  args,
  environment,
  folder = projectFolder,
}: Command): Promise<CommandRun> {
  mkdirSync(memoryFolder);
  const began = performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...environment,
      NODE_OPTIONS: `--require ${path.join(projectFolder, "bench/harness/record-peak-memory.cjs")}`,
      BENCH_MEMORY_FOLDER: memoryFolder,
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
  const peaks = readdirSync(memoryFolder).map((file) =>
    Number(readFileSync(path.join(memoryFolder, file))),
  );
  rmSync(memoryFolder, { recursive: true });
  if (exitCode !== 0) {
    throw new Error(`${program} ${args.join(" ")} exited with ${exitCode}:\n${stdout}${stderr}`);
  }
  return { milliseconds, peakMemoryMb: Math.max(0, ...peaks), stderr };
}
