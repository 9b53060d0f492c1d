import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { destroy, update } from "../support/plan-changes";
import { plan, planWith } from "../support/corpus-plan";

type Column = readonly [name: string, type: string];
const columns: readonly Column[] = [
  ["event_id", "string"],
  ["amount", "int"],
];

const table = (of: readonly Column[], more: Values = {}): Values => ({
  name: "events",
  database_name: "lake",
  table_type: "EXTERNAL_TABLE",
  parameters: { classification: "parquet" },
  partition_keys: [{ name: "day", type: "string" }],
  storage_descriptor: [
    {
      location: "s3://lake-events/events/",
      columns: of.map(([name, type]) => ({ name, type })),
      input_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      output_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      ...more,
    },
  ],
});
const changed = (after: Values, before = table(columns)) =>
  plan(update("aws_glue_catalog_table.events", before, after));
/** Outputs of the stack of an Iceberg dataset: no change of its columns is one of its table. */
const locked = (before: number | null, after: number) => {
  const output = (name: string, was: unknown, is: unknown) => ({
    [name]: {
      actions: [
        was === null ? ("create" as const) : was === is ? ("no-op" as const) : ("update" as const),
      ],
      ...{ before: was, after: is, before_sensitive: false, after_sensitive: false },
    },
  });
  return planWith({
    output_changes: {
      ...output("orders_table_name", before === null ? null : "orders", "orders"),
      ...output("orders_schema_version", before, after),
    },
  });
};
const ICEBERG = "https://github.com/hashicorp/terraform-provider-aws/issues/36641";
const SCHEMA = "https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html";

/** Tables of the catalog, and what a plan costs. */
export const tables: readonly CorpusCase[] = [
  {
    name: "adds a column at the end of a table",
    verdict: "safe",
    source: `${SCHEMA}: Parquet is read by name, and may have more columns`,
    why: "Old files read as NULL.",
    plan: changed(table([...columns, ["currency", "string"]])),
  },
  {
    name: "removes a column of a table",
    verdict: "look closely",
    source: SCHEMA,
    why: "Queries that name it fail.",
    plan: changed(table(columns.slice(0, 1))),
  },
  {
    name: "renames a column of a table",
    verdict: "look closely",
    source: SCHEMA,
    why: "Old files have no column of the new name.",
    plan: changed(
      table([
        ["id", "string"],
        ["amount", "int"],
      ]),
    ),
  },
  {
    name: "changes the type of a column",
    verdict: "look closely",
    source: SCHEMA,
    why: "Old files have the old type, and queries of them fail.",
    plan: changed(
      table([
        ["event_id", "string"],
        ["amount", "string"],
      ]),
    ),
  },
  {
    name: "points a table to another place",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html",
    why: "Queries read other data, and no longer the old.",
    plan: changed(table(columns, { location: "s3://other/events/" })),
  },
  {
    name: "describes a table",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html: Description",
    why: "A description changes no query.",
    plan: changed({ ...table(columns), description: "One row an event" }),
  },
  {
    name: "has another schema of an Iceberg table, which Terraform does not apply",
    verdict: "look closely",
    source: ICEBERG,
    why: "Firehose skips the keys of new and renamed columns until the table has evolved.",
    plan: locked(2, 3),
  },
  {
    name: "creates an Iceberg table whose schema has changed since its first version",
    verdict: "look closely",
    source: ICEBERG,
    why: "The table has the first columns until it has evolved.",
    plan: locked(null, 3),
  },
  {
    name: "creates an Iceberg table with the first version of its schema",
    verdict: "safe",
    source: ICEBERG,
    why: "The table has all columns.",
    plan: locked(null, 1),
  },
  {
    name: "destroys a table of the catalog",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/drop-table.html: of an external table only the metadata is removed",
    why: "Queries fail; the objects stay.",
    plan: plan(destroy("aws_glue_catalog_table.events", table(columns))),
  },
  {
    name: "gives a stream fifty times as many shards",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html: at most double at once; https://aws.amazon.com/kinesis/data-streams/pricing/",
    why: "It fails, or costs $540 a month more.",
    plan: plan(
      update(
        "aws_kinesis_stream.events",
        {
          name: "events",
          shard_count: 1,
          retention_period: 24,
          encryption_type: "KMS",
          stream_mode_details: [{ stream_mode: "PROVISIONED" }],
        },
        { shard_count: 50 },
      ),
    ),
  },
];
