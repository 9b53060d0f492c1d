import { cpus } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { renderTable } from "../cli/terminal/output";
import { messageOf } from "../errors/message-of";
import { measureDemo, measureUnitTests } from "./cases/project-commands";
import { measureDelivery } from "./cases/delivery";
import { measureEndToEnd } from "./cases/end-to-end";
import type { Figure } from "./harness/benchmark-result";
import { FIGURE_COLUMNS, figureRow } from "./harness/result-row";
import { measurePackage } from "./cases/publisher-package";
import { writePage } from "./harness/performance-page";
import type { BenchRun } from "./harness/performance-page";
import { measurePlan } from "./cases/plan";
import { measurePublisher } from "./cases/publisher";
import { measureQuery } from "./cases/query";
import { measureSynth } from "./cases/synth";

const ROUNDS = 5;
const FEW_ROUNDS = 3;
const END_TO_END_RECORDS = 40_000;

interface Options {
  readonly docs?: boolean;
  readonly json?: boolean;
  readonly only?: string;
  readonly records: number;
}

/** What can be measured, by name, in the order in which it is. */
const measurements: Readonly<Record<string, (options: Options) => Promise<readonly Figure[]>>> = {
  synth: () => measureSynth(ROUNDS),
  plan: () => measurePlan(FEW_ROUNDS),
  publisher: () => measurePublisher(ROUNDS),
  package: () => measurePackage(ROUNDS),
  delivery: ({ records }) => measureDelivery(records, ROUNDS),
  query: () => measureQuery(ROUNDS),
  "end-to-end": () => measureEndToEnd(END_TO_END_RECORDS, FEW_ROUNDS),
  "unit-tests": async () => [await measureUnitTests()],
  demo: async () => [await measureDemo()],
};

/** Measures in one run on this machine; only the ratios say something about another one. */
async function main(options: Options): Promise<void> {
  // The AWS SDK announces in each run that it will leave Node.js 20.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const figures: Figure[] = [];
  const failures: string[] = [];
  for (const [name, measure] of Object.entries(measurements)) {
    if (options.only !== undefined && options.only !== name) continue;
    process.stderr.write(`Measure ${name} …\n`);
    try {
      figures.push(...(await measure(options)));
    } catch (error) {
      // What the other parts take minutes to measure is not lost.
      failures.push(`${name} could not be measured: ${messageOf(error)}`);
    }
  }
  const date = new Date().toISOString().slice(0, "yyyy-MM-dd".length);
  const run: BenchRun = { date, cores: cpus().length, node: process.version, figures };
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(run, null, 2)}\n`
      : `${renderTable(FIGURE_COLUMNS, figures.map(figureRow))}\n`,
  );
  failures.forEach((failure) => process.stderr.write(`${failure}\n`));
  if (options.docs === true && failures.length === 0) await writePage(run);
  if (failures.length > 0 || !figures.every(({ holds }) => holds)) process.exitCode = 1;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Allowed are whole numbers from 1.");
}

new Command("bench")
  .description("Measures what people wait for, each thing beside its floor or its peer.")
  .option("--json", "print JSON")
  .addOption(new Option("--only <name>", "measure one thing").choices(Object.keys(measurements)))
  .addOption(
    new Option("--docs", "write table and picture of docs/develop/performance.md").conflicts(
      "only",
    ),
  )
  .option("--records <number>", "records for the delivery engine", wholeNumber, 1_000_000)
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
