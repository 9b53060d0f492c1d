import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";
import { runCommand, timeInterleaved } from "../harness/timed-command";
import type { Command } from "../harness/timed-command";
import { bundleDatasetSynth } from "./dataset-synth-bundle";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";

const EMPTY_APP = "bench/programs/empty-app.mjs";
const MANY = 100;
const SOME = 10;

/** Measures the time of a synth and how it grows with the number of datasets. */
export async function measureSynth(rounds: number): Promise<BenchmarkResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-synth-"));
  try {
    return [
      ...(await measureApp(folder, rounds)),
      await measureCdktf(folder, rounds),
      ...(await measureDatasets(folder, rounds)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureApp(folder: string, rounds: number): Promise<BenchmarkResult[]> {
  const node = (file: string, environment: NodeJS.ProcessEnv): Command => ({
    program: process.execPath,
    args: [path.join(projectFolder, file)],
    environment: { CDKTF_OUTDIR: path.join(folder, "out"), ...environment },
  });
  const { empty, cached, uncached } = await timeInterleaved(
    {
      empty: node(EMPTY_APP, { CDKTF_OUTDIR: path.join(folder, "empty") }),
      cached: node("synth.mjs", {}),
      uncached: node("synth.mjs", { LAKE_SYNTH_CACHE: "off" }),
    },
    rounds,
  );
  const baseline = (measured: number) => ({ name: "Node.js, cdktf and one empty stack", measured });
  const unit = "ms";
  return [
    benchmarkResult({
      name: "app synth, all environments, no input changed",
      measured: cached.milliseconds,
      unit,
      baseline: baseline(empty.milliseconds),
      limit: { atMost: 2 },
    }),
    benchmarkResult({
      name: "app synth, all environments, without the cache",
      measured: uncached.milliseconds,
      unit,
      baseline: baseline(empty.milliseconds),
    }),
    benchmarkResult({
      name: "peak memory of the app synth, without the cache",
      measured: uncached.peakMemoryMb,
      unit: "MB",
      baseline: baseline(empty.peakMemoryMb),
      limit: { atMost: 2.5 },
    }),
  ];
}

async function measureCdktf(folder: string, rounds: number): Promise<BenchmarkResult> {
  const empty = path.join(folder, "empty-project");
  mkdirSync(empty);
  symlinkSync(path.join(projectFolder, "node_modules"), path.join(empty, "node_modules"));
  writeFileSync(
    path.join(empty, "cdktf.json"),
    JSON.stringify({
      language: "typescript",
      app: `node ${path.join(projectFolder, EMPTY_APP)}`,
      projectId: "empty",
    }),
  );
  const synth = (project: string): Command => ({
    program: "npx",
    args: ["cdktf", "synth"],
    environment: { CI: "1", CHECKPOINT_DISABLE: "1" },
    folder: project,
  });
  const { thisProject, emptyProject } = await timeInterleaved(
    { thisProject: synth(projectFolder), emptyProject: synth(empty) },
    rounds,
  );
  return benchmarkResult({
    name: "npx cdktf synth, no input changed",
    measured: thisProject.milliseconds,
    unit: "ms",
    baseline: {
      name: "npx cdktf synth of an empty JavaScript app",
      measured: emptyProject.milliseconds,
    },
    limit: { atMost: 1.25 },
  });
}

async function measureDatasets(folder: string, rounds: number): Promise<BenchmarkResult[]> {
  const program = await bundleDatasetSynth();
  const times = new Map<number, number[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const count of [1, SOME, MANY]) {
      const target = path.join(folder, `datasets-${count}-${round}`);
      const { milliseconds } = await runCommand({
        program: process.execPath,
        args: [program, String(count), target, "dev"],
      });
      if (round > 0) times.set(count, [...(times.get(count) ?? []), milliseconds]);
      rmSync(target, { recursive: true });
    }
  }
  const time = (count: number) => median(times.get(count) ?? []);
  return [
    benchmarkResult({
      name: `synth of ${MANY} datasets`,
      measured: time(MANY),
      unit: "ms",
      baseline: { name: "synth of 1 dataset", measured: time(1) },
      limit: { atMost: 12 },
    }),
    benchmarkResult({
      name: `time per added dataset, from ${SOME} to ${MANY}`,
      measured: (time(MANY) - time(SOME)) / (MANY - SOME),
      unit: "ms",
      baseline: {
        name: `time per added dataset, from 1 to ${SOME} (1 is linear)`,
        measured: (time(SOME) - time(1)) / (SOME - 1),
      },
      limit: { atMost: 1.5 },
    }),
  ];
}
