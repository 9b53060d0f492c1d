import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import type { Dataset } from "../../../model/dataset/dataset";
import type { PartitionSettings } from "../../../model/environment/settings/partition-settings";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import type { Block, SynthesizedStack } from "../../support/plans/synth";

const table = "aws_glue_catalog_table.web_orders_event_table";
const delivery = "aws_kinesis_firehose_delivery_stream.web_orders_delivery_stream";

const orders: Dataset = defineDataset({
  name: "web_orders",
  description: "Orders.",
  columns: { order_id: column.string(), country: column.string(), paid: column.boolean() },
});
const projection: PartitionSettings = { type: "projection", since: "2026-01-01" };
const years: PartitionSettings = { type: "projection", years: { first: 2026, last: 2030 } };

function lakeOf(changes: Partial<Dataset>, partitions?: PartitionSettings): SynthesizedStack {
  return synthesizeLake(environmentOf("dev", partitions && { partitions }), [
    { ...orders, ...changes },
  ]);
}

/** The blocks as the modules render them. */
interface Delivery extends Block {
  readonly extended_s3_configuration: Block & { readonly s3_backup_configuration: Block };
}
interface Table extends Block {
  readonly parameters: Readonly<Record<string, string>>;
  readonly partition_keys: readonly { readonly name: string; readonly type: string }[];
}

const deliveryOf = (lake: SynthesizedStack) => lake.resource(delivery) as Delivery;
const tableOf = (lake: SynthesizedStack) => lake.resource(table) as Table;
const keysOf = (lake: SynthesizedStack) =>
  tableOf(lake).partition_keys.map(({ name, type }) => `${name} ${type}`);

const hourly = lakeOf({});

describe("a dataset by day", () => {
  const daily = lakeOf({ partitionGranularity: "day" });

  it("has a prefix and a partition for each day", () => {
    expect(deliveryOf(daily).extended_s3_configuration.prefix).toBe(
      "data/web_orders/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/",
    );
    expect(keysOf(daily)).toEqual(["year bigint", "month bigint", "day bigint"]);
  });

  it("has its source records and its errors by hour, like every dataset", () => {
    const [was, is] = [hourly, daily].map((lake) => deliveryOf(lake).extended_s3_configuration);
    expect(is?.error_output_prefix).toBe(was?.error_output_prefix);
    expect(is?.s3_backup_configuration).toEqual(was?.s3_backup_configuration);
    const errorTable = "aws_glue_catalog_table.web_orders_error_table";
    expect(daily.resource(errorTable)).toEqual(hourly.resource(errorTable));
  });

  it("has no saved query by hour", () => {
    const queries = Object.keys(daily.resourcesOf("aws_athena_named_query"));
    expect(queries).not.toContain("web_orders_saved_queries_events_per_hour");
    expect(queries).toContain("web_orders_saved_queries_latest_events");
  });
});

describe("a dataset by fields", () => {
  const partitionBy = [
    { name: "land", path: "country", values: ["de", "fr"] },
    { name: "is_paid", path: "paid", values: ["true", "false"] },
  ];
  const crawled = lakeOf({ partitionBy });
  const projected = lakeOf({ partitionBy }, projection);

  it("has field keys below the time keys, in the prefix and in the table", () => {
    const { prefix } = deliveryOf(crawled).extended_s3_configuration;
    expect(prefix).toBe(
      "data/web_orders/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/land=!{partitionKeyFromQuery:land}/is_paid=!{partitionKeyFromQuery:is_paid}/",
    );
    expect(keysOf(crawled)).toEqual([
      "year bigint",
      "month bigint",
      "day bigint",
      "hour bigint",
      "land string",
      "is_paid string",
    ]);
  });

  it("is partitioned by Firehose, with no parameter that equals its default", () => {
    expect(deliveryOf(crawled).extended_s3_configuration).toMatchObject({
      dynamic_partitioning_configuration: { enabled: true },
      processing_configuration: {
        enabled: true,
        processors: [
          {
            type: "MetadataExtraction",
            parameters: [
              { parameter_name: "JsonParsingEngine", parameter_value: "JQ-1.6" },
              {
                parameter_name: "MetadataExtractionQuery",
                parameter_value: expect.stringMatching(
                  /^\{land:\(.*\),is_paid:\(.*\)\}$/,
                ) as string,
              },
            ],
          },
        ],
      },
      buffering_size: 64,
    });
  });

  it("is the only one with dynamic partitioning", () => {
    expect(deliveryOf(hourly).extended_s3_configuration).not.toHaveProperty(
      "dynamic_partitioning_configuration",
    );
    expect(deliveryOf(hourly).extended_s3_configuration).not.toHaveProperty(
      "processing_configuration",
    );
  });

  it("projects its declared values", () => {
    expect(tableOf(projected).parameters).toMatchObject({
      "projection.land.values": "de,fr,unknown",
      "projection.is_paid.values": "true,false,unknown",
    });
  });

  it("updates the query in place when a value is declared", () => {
    const [land, isPaid] = partitionBy;
    const wider = lakeOf({
      partitionBy: [{ ...land, values: ["de", "fr", "it"] }, isPaid] as typeof partitionBy, // Both are there.
    });
    const [was, is] = [crawled, wider].map((lake) => deliveryOf(lake).extended_s3_configuration);
    expect(is).toEqual({ ...was, processing_configuration: is?.processing_configuration });
    expect(is?.processing_configuration).not.toEqual(was?.processing_configuration);
  });
});

describe("a projected dataset", () => {
  it("has one folder and one key for each hour", () => {
    const lake = lakeOf({}, projection);
    expect(deliveryOf(lake).extended_s3_configuration.prefix).toBe(
      "data/web_orders/arrival_hour=!{timestamp:yyyy-MM-dd-HH}/",
    );
    expect(keysOf(lake)).toEqual(["arrival_hour string"]);
  });

  it("has the fields' folders below", () => {
    const partitionBy = [{ name: "land", path: "country", values: ["de"] }];
    const lake = lakeOf({ partitionBy, partitionGranularity: "day" }, projection);
    expect(deliveryOf(lake).extended_s3_configuration.prefix).toBe(
      "data/web_orders/arrival_date=!{timestamp:yyyy-MM-dd}/land=!{partitionKeyFromQuery:land}/",
    );
    expect(keysOf(lake)).toEqual(["arrival_date string", "land string"]);
  });

  it("has a range that ends after now and is as long as events are kept", () => {
    const lake = synthesizeLake(
      environmentOf("dev", {
        partitions: { type: "projection" },
        lakeLifecycle: { expireAfterDays: 30 },
        stream: { retentionHours: 48 },
      }),
      [orders],
    );
    expect(tableOf(lake).parameters["projection.arrival_hour.range"]).toBe("NOW-34DAYS,NOW+1HOURS");
  });

  it("is not synthesized without a day where events are kept", () => {
    expect(() => lakeOf({}, { type: "projection" })).toThrow(
      "environments.dev.partitions.since is missing: required where events don't expire.",
    );
  });
});

describe("a change of an environment's partitions", () => {
  const choices: readonly (readonly [string, Partial<Dataset>])[] = [
    ["by hour", {}],
    ["by day", { partitionGranularity: "day" }],
    ["by a field", { partitionBy: [{ name: "land", path: "country", values: ["de"] }] }],
  ];

  it.each(choices)("destroys nothing but the crawler of a dataset %s", (_what, changes) => {
    const [crawled, projected] = [lakeOf(changes), lakeOf(changes, projection)];
    const gone = Object.keys(crawled.resources).filter((each) => !(each in projected.resources));
    // Only the crawler and its monitoring, which hold no data.
    expect(gone.filter((address) => !address.includes("crawl"))).toEqual([]);
    expect(gone).toContain("aws_glue_crawler.web_orders_crawler");
    const kept = Object.keys(projected.resources);
    expect(kept.filter((address) => !(address in crawled.resources))).toEqual([]);
    expect(differing(crawled, projected)).toEqual([table, delivery]);
    // Both are updated in place: the provider replaces neither for its keys and properties, nor for its prefix.
    const [was, is] = [crawled.resource(table), projected.resource(table)];
    expect({ ...is, parameters: 0, partition_keys: 0 }).toEqual({
      ...was,
      parameters: 0,
      partition_keys: 0,
    });
    const [before, after] = [crawled, projected].map(
      (lake) => deliveryOf(lake).extended_s3_configuration,
    );
    expect({ ...after, prefix: "" }).toEqual({ ...before, prefix: "" });
  });

  it.each(choices)("to years keeps the folders of a dataset %s", (_what, changes) => {
    const [crawled, projected] = [lakeOf(changes), lakeOf(changes, years)];
    expect(differing(crawled, projected)).toEqual([table]);
    const [was, is] = [crawled.resource(table), projected.resource(table)];
    expect({ ...is, parameters: null }).toEqual({ ...was, parameters: null });
  });

  /** Addresses of resources that store or move data and differ between both. */
  function differing(before: SynthesizedStack, after: SynthesizedStack): string[] {
    return Object.keys(after.resources).filter(
      (address) =>
        /^aws_(s3|kinesis|glue)_/.test(address) &&
        JSON.stringify(after.resources[address]) !== JSON.stringify(before.resources[address]),
    );
  }
});
