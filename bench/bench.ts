import "../errors/require-node.cjs";
import { cpus } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { renderTable } from "../cli/terminal/layout/render-table";
import { messageOf } from "../errors/message-of";
import { measureDemo, measureReview, measureUnitTests } from "./cases/project-commands";
import { measureConsole } from "./cases/console/first-view";
import { measureDelivery } from "./cases/delivery";
import { measureEndToEnd } from "./cases/end-to-end";
import type { BenchmarkResult } from "./harness/benchmark-result";
import { RESULT_COLUMNS, resultRow } from "./harness/result-table";
import { measurePublisherPackage } from "./cases/publisher-package";
import { writePerformancePage } from "./harness/performance-page";
import { recordRuns } from "./harness/recorded-runs";
import type { BenchmarkRun } from "./harness/recorded-runs";
import { measurePlan } from "./cases/plan";
import { measurePlanning, measureTranslation } from "./cases/queries/planning";
import { measurePublisher } from "./cases/publisher";
import { measureQuery } from "./cases/queries/query";
import { measureFirstUp } from "./cases/first-up";
import { measureMemory } from "./cases/memory";
import { measureObjects } from "./cases/s3-objects";
import { measureStreams } from "./cases/streams";
import { measureTableScale } from "./cases/queries/table-scale";
import { measureStart } from "./cases/start";
import { measureSynth } from "./cases/synth";

const ROUNDS = 5;
const ROUNDS_OF_SLOW_BENCHMARKS = 3;
const END_TO_END_RECORDS = 40_000;

interface Options {
  readonly docs?: boolean;
  readonly json?: boolean;
  readonly only?: readonly string[];
  readonly records: number;
}

/** The benchmarks by name, in the order in which they run. */
const benchmarks: Readonly<
  Record<string, (options: Options) => Promise<readonly BenchmarkResult[]>>
> = {
  synth: () => measureSynth(ROUNDS),
  plan: () => measurePlan(ROUNDS_OF_SLOW_BENCHMARKS),
  publisher: () => measurePublisher(ROUNDS),
  package: () => measurePublisherPackage(ROUNDS),
  delivery: ({ records }) => measureDelivery(records, ROUNDS),
  s3: () => measureObjects(ROUNDS),
  streams: () => measureStreams(ROUNDS),
  query: () => measureQuery(ROUNDS),
  scale: () => measureTableScale(ROUNDS_OF_SLOW_BENCHMARKS),
  planning: async () => [await measurePlanning(ROUNDS), await measureTranslation(ROUNDS)],
  "end-to-end": () => measureEndToEnd(END_TO_END_RECORDS, ROUNDS_OF_SLOW_BENCHMARKS),
  memory: () => measureMemory(),
  start: () => measureStart(ROUNDS),
  up: () => measureFirstUp(ROUNDS_OF_SLOW_BENCHMARKS),
  "unit-tests": async () => [await measureUnitTests()],
  console: async () => [await measureConsole(ROUNDS)],
  review: async () => [await measureReview(ROUNDS_OF_SLOW_BENCHMARKS)],
  demo: async () => [await measureDemo()],
};

/** Runs the benchmarks on this machine; only their ratios can be compared with those of another one. */
async function main(options: Options): Promise<void> {
  // The AWS SDK warns in each process that it will drop Node.js 20.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const runs: Record<string, BenchmarkRun> = {};
  const failures: string[] = [];
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (options.only?.includes(name) === false) continue;
    process.stderr.write(`Run ${name} …\n`);
    try {
      runs[name] = runOf(await measure(options));
    } catch (error) {
      // The results of the other benchmarks, which take minutes, are kept.
      failures.push(`${name} failed: ${messageOf(error)}`);
    }
  }
  const results = Object.values(runs).flatMap((run) => run.results);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(runOf(results), null, 2)}\n`
      : `${renderTable(RESULT_COLUMNS, results.map(resultRow))}\n`,
  );
  failures.forEach((failure) => process.stderr.write(`${failure}\n`));
  if (options.docs === true) {
    const recorded = await recordRuns(runs);
    await writePerformancePage(Object.keys(benchmarks).flatMap((name) => recorded[name] ?? []));
  }
  if (failures.length > 0 || !results.every(({ meetsLimit }) => meetsLimit)) process.exitCode = 1;
}

function runOf(results: readonly BenchmarkResult[]): BenchmarkRun {
  const date = new Date().toISOString().slice(0, "yyyy-MM-dd".length);
  return { date, cores: cpus().length, node: process.version, results };
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

new Command("bench")
  .description(
    "Runs the benchmarks, each against its baseline, and fails when one misses its limit.",
  )
  .option("--json", "print JSON")
  .addOption(new Option("--only <names...>", "run these").choices(Object.keys(benchmarks)))
  .option("--docs", "record the results, and write the page docs/develop/performance.md of all")
  .option("--records <number>", "records of the delivery benchmark", wholeNumber, 1_000_000)
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
