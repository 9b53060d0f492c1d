import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { projectFolder } from "../../local/home/lake-home";
import type { BenchmarkResult } from "./benchmark-result";

/** One run of a benchmark. */
export interface BenchmarkRun {
  /** `yyyy-MM-dd` */
  readonly date: string;
  readonly cores: number;
  /** Version of Node.js. */
  readonly node: string;
  readonly results: readonly BenchmarkResult[];
}

/** The newest recorded run of each benchmark, by its name. */
export type RecordedRuns = Readonly<Record<string, BenchmarkRun>>;

const FILE = path.join(projectFolder, "bench", "results.json");

/** Replaces the recorded runs of the benchmarks that ran, and keeps those of the others. @returns all of them */
export async function recordRuns(runs: RecordedRuns): Promise<RecordedRuns> {
  const recorded = { ...readRecordedRuns(), ...runs };
  writeFileSync(FILE, await format(JSON.stringify(recorded), { parser: "json" }));
  return recorded;
}

/** The committed runs. */
export function readRecordedRuns(): RecordedRuns {
  if (!existsSync(FILE)) return {};
  // Written by recordRuns alone.
  return JSON.parse(readFileSync(FILE, "utf8")) as RecordedRuns;
}
