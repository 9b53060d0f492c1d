import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/runtime/lake-home";
import { runCommand, timeInTurns } from "../harness/timed-command";
import type { Command } from "../harness/timed-command";
import { bundleDatasetSynth } from "./dataset-synth-bundle";
import { figure } from "../harness/benchmark-result";
import type { Figure } from "../harness/benchmark-result";
import { median } from "../harness/median";

const EMPTY_APP = "bench/programs/empty-app.mjs";
const MANY = 100;
const SOME = 10;

/** How long people wait for a synth, and how it grows. */
export async function measureSynth(rounds: number): Promise<Figure[]> {
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

async function measureApp(folder: string, rounds: number): Promise<Figure[]> {
  const node = (file: string, environment: NodeJS.ProcessEnv): Command => ({
    program: process.execPath,
    args: [path.join(projectFolder, file)],
    environment: { CDKTF_OUTDIR: path.join(folder, "out"), ...environment },
  });
  const [empty, warm, anew] = await timeInTurns(
    [
      node(EMPTY_APP, { CDKTF_OUTDIR: path.join(folder, "empty") }),
      node("synth.mjs", {}),
      node("synth.mjs", { LAKE_SYNTH_CACHE: "off" }),
    ],
    rounds,
  );
  const against = "node loading cdktf, one empty stack";
  const unit = "ms";
  const floor = empty?.milliseconds ?? NaN;
  return [
    figure({
      what: "the app's synth, all environments, nothing changed",
      against,
      measured: warm?.milliseconds ?? NaN,
      peer: floor,
      unit,
      bound: { atMost: 2 },
    }),
    figure({
      what: "the app's synth, all environments, everything anew",
      against,
      measured: anew?.milliseconds ?? NaN,
      peer: floor,
      unit,
    }),
    figure({
      what: "peak memory of the app's synth, everything anew",
      against,
      measured: anew?.peakMemoryMb ?? NaN,
      peer: empty?.peakMemoryMb,
      unit: "MB",
      bound: { atMost: 2.5 },
    }),
  ];
}

async function measureCdktf(folder: string, rounds: number): Promise<Figure> {
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
  const synth = (of: string): Command => ({
    program: "npx",
    args: ["cdktf", "synth"],
    environment: { CI: "1", CHECKPOINT_DISABLE: "1" },
    folder: of,
  });
  const [ours, peer] = await timeInTurns([synth(projectFolder), synth(empty)], rounds);
  return figure({
    what: "npx cdktf synth, nothing changed",
    against: "npx cdktf synth of an empty JavaScript app",
    measured: ours?.milliseconds ?? NaN,
    peer: peer?.milliseconds,
    unit: "ms",
    bound: { atMost: 1.25 },
  });
}

async function measureDatasets(folder: string, rounds: number): Promise<Figure[]> {
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
    figure({
      what: `synth of ${MANY} datasets`,
      against: "of 1 dataset",
      measured: time(MANY),
      peer: time(1),
      unit: "ms",
      bound: { atMost: 12 },
    }),
    figure({
      what: `each dataset from ${SOME} to ${MANY}`,
      against: `each from 1 to ${SOME}: linear is 1`,
      measured: (time(MANY) - time(SOME)) / (MANY - SOME),
      peer: (time(SOME) - time(1)) / (SOME - 1),
      unit: "ms",
      bound: { atMost: 1.5 },
    }),
  ];
}
