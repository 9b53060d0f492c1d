import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dollars, number } from "../../cli/cost/cost-line";
import { priceTableOf } from "../../cli/cost/prices";
import { sizeLake } from "../../cli/cost/sizing";
import { MIB, GIB } from "../../cli/cost/usage";
import { documentedTable, readTable } from "../support/plans/generated-table";
import { environmentOf, synthesizeLake } from "../support/plans/synth";

const EVENT_BYTES = 500;
const rates = [100, 1_000, 10_000, 100_000, 1_000_000];

const prod = environmentOf("prod");
const resources = Object.entries(synthesizeLake(prod).resources).map(([address, values]) => ({
  address,
  type: address.split(".")[0] ?? "",
  values,
}));
const sized = rates.map((eventsPerSecond) => {
  const load = { eventsPerSecond, eventBytes: EVENT_BYTES };
  return { eventsPerSecond, ...sizeLake(resources, load, priceTableOf(prod.region)) };
});

const wholeDollars = (cents: number) => dollars(Math.round(cents / 100) * 100).replace(".00", "");
const size = (bytes: number) =>
  bytes < GIB ? `${number(Math.round(bytes / MIB))} MiB` : `${number(Math.round(bytes / GIB))} GiB`;

const tables = {
  stream: {
    header: [
      "events a second",
      "MB a second",
      "events in a record",
      "shards",
      "a month with shards",
      "a month on-demand",
      "cheaper",
      "one event in a record",
    ],
    rows: sized.map(({ eventsPerSecond, eventsPerRecord, shards, cents }) => [
      number(eventsPerSecond),
      number((eventsPerSecond * EVENT_BYTES) / 1e6),
      number(eventsPerRecord),
      number(shards),
      wholeDollars(cents.provisioned),
      wholeDollars(cents.onDemand),
      cents.provisioned <= cents.onDemand ? "shards" : "on-demand",
      wholeDollars(cents.unpacked),
    ]),
  },
  delivery: {
    header: [
      "events a second",
      "buffer",
      "interval",
      "Parquet object",
      "objects an hour",
      "partitions by",
      "Parquet of an hour",
    ],
    rows: sized.map((each) => [
      number(each.eventsPerSecond),
      `${each.buffering.sizeMiB} MiB`,
      `${each.buffering.intervalSeconds} s`,
      size(each.objectBytes),
      number(Math.round(each.objectsPerHour)),
      each.partitionGranularity,
      size(each.parquetBytesPerHour),
    ]),
  },
};

describe("the page about performance", () => {
  it.each(Object.entries(tables))("sizes the %s as the code does", (name, table) => {
    // Stale? Write it anew: npm run docs:sizing
    expect(documentedTable("develop/performance.md", name, table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });

  it("draws what its table of figures says", () => {
    // One of them is of another run? Write both: npm run bench -- --docs
    const picture = readFileSync(join(__dirname, "../../docs/develop/performance.svg"), "utf8");
    const bars = picture.matchAll(/"end">(.*)<\/text>[^]*?<text[^>]*>([\d.]+), (.*)<\/text>/g);
    const [, ...rows] = readTable("develop/performance.md", "figures");
    const bounded = rows.flatMap(([what, measured = "", , , ratio = "", verdict = ""]) => {
      const [bound] = verdict.split(":");
      const value = parseFloat((ratio === "" ? measured : ratio).replaceAll(",", ""));
      return bound === "shown" ? [] : [[what, value, bound]];
    });
    expect(bounded.length).toBeGreaterThan(0);
    expect([...bars].map(([, what, value, bound]) => [what, Number(value), bound])).toEqual(
      bounded,
    );
  });
});
