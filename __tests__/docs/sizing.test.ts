import { dollars, number } from "../../cli/cost/cost-line";
import { priceTableOf } from "../../cli/cost/prices";
import { sizeLake } from "../../cli/cost/sizing";
import { MIB, GIB } from "../../cli/cost/usage";
import { documentedTable } from "./support/generated-table";
import { environmentOf, synthesizeLake } from "../support/plans/synth";

const EVENT_BYTES = 500;
const rates = [100, 1_000, 10_000, 100_000, 1_000_000];

const prod = environmentOf("prod");
/** In its first month, a lake has the folders of that month. */
const FIRST_DAY = new Date("2025-01-01");
const resources = Object.entries(synthesizeLake(prod).resources).map(([address, values]) => ({
  address,
  type: address.split(".")[0] ?? "",
  values,
}));
const sized = rates.map((eventsPerSecond) => {
  const load = { eventsPerSecond, eventBytes: EVENT_BYTES };
  return { eventsPerSecond, ...sizeLake(resources, load, priceTableOf(prod.region), FIRST_DAY) };
});

const wholeDollars = (cents: number) => dollars(Math.round(cents / 100) * 100).replace(".00", "");
const size = (bytes: number) =>
  bytes < GIB ? `${number(Math.round(bytes / MIB))} MiB` : `${number(Math.round(bytes / GIB))} GiB`;

const tables = {
  stream: {
    header: [
      "events per second",
      "MB per second",
      "events per record",
      "shards",
      "monthly cost, shards",
      "monthly cost, on-demand",
      "cheaper",
      "monthly cost, one event per record",
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
      "events per second",
      "buffer",
      "interval",
      "Parquet object",
      "objects per hour",
      "partition granularity",
      "Parquet per hour",
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

describe("the page about sizing", () => {
  it.each(Object.entries(tables))("has the %s table that the code computes", (name, table) => {
    // Out of date? Run: npm run docs:sizing
    expect(documentedTable("operate/sizing.md", name, table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });
});
