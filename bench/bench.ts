import { cpus } from "node:os";
import { Command } from "commander";
import { renderTable } from "../cli/output";
import { measureDelivery } from "./delivery";
import type { DeliveryFigures } from "./delivery";
import { measureEndToEnd } from "./end-to-end";
import type { EndToEndFigures } from "./end-to-end";

const ROUNDS = 5;
const END_TO_END_RECORDS = 40_000;
const END_TO_END_ROUNDS = 3;

interface Options {
  readonly json?: boolean;
  readonly records: string;
}

/** Measures everything in one run on this machine; only the ratios say something about another one. */
async function main({ json, records }: Options): Promise<void> {
  // The AWS SDK announces in each run that it will leave Node.js 20.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  process.stderr.write(`Delivery engine beside DuckDB, ${ROUNDS} rounds …\n`);
  const delivery = await measureDelivery(Number(records), ROUNDS);
  process.stderr.write(`Publish to queryable, ${END_TO_END_ROUNDS} rounds …\n`);
  const endToEnd = await measureEndToEnd(END_TO_END_RECORDS, END_TO_END_ROUNDS);
  const { length: cores } = cpus();
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ cores, node: process.version, delivery, endToEnd }, null, 2)}\n`
      : `${deliveryTable(delivery)}\n\n${endToEndTable(endToEnd)}\n`,
  );
  if (!delivery.every(({ holds }) => holds)) process.exitCode = 1;
}

function deliveryTable(figures: readonly DeliveryFigures[]): string {
  return renderTable(
    ["delivery engine", "records", "DuckDB alone", "engine", "ratio", "peak memory", "verdict"],
    figures.map((line) => [
      line.name,
      line.good + line.bad,
      `${line.duckDbMs} ms`,
      `${line.engineMs} ms`,
      `${line.ratio.toFixed(2)} (at least ${line.leastRatio})`,
      `${line.memoryMb} MB (below ${line.mostMemoryMb})`,
      line.holds ? "holds" : "MISSED",
    ]),
  );
}

function endToEndTable(figures: EndToEndFigures): string {
  const { bound } = figures;
  const ofBound = (rate: number) => (rate / bound).toFixed(2);
  return renderTable(
    [`end to end, ${figures.records} records`, "records/s", "of the bound"],
    [
      ["moto alone: PutRecords", figures.motoPutRecords, null],
      ["moto alone: GetRecords", figures.motoGetRecords, null],
      ["the bound: one after the other", bound, ofBound(bound)],
      ["embedded AWS: PutRecords", figures.publish, null],
      [
        `embedded AWS: publish to queryable, buffers of ${figures.bufferingIntervalSeconds} s`,
        figures.publishToQueryable,
        ofBound(figures.publishToQueryable),
      ],
    ],
  );
}

new Command("bench")
  .description("Measures the delivery engine beside DuckDB, and the embedded AWS end to end.")
  .option("--json", "print JSON")
  .option("--records <number>", "records for the delivery engine", "1000000")
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
