import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import type { PartitioningOptions } from "../../../model/dataset/partition-keys";
import type { PartitionSettings } from "../../../model/environment/settings/partition-settings";
import type { SchemaChangeKind } from "../../../model/schema-evolution/schema-change-rules";
import { schemaOf } from "../../../model/schema-evolution/schema-lock";
import type { PublishedSchema } from "../../../model/schema-evolution/schema-lock";

/** An example of a change: its title, and the schemas before and after. */
export interface SchemaChangeExample {
  readonly title: string;
  readonly before: PublishedSchema;
  readonly after: PublishedSchema;
}

const crawler: PartitionSettings = { type: "crawler" };
const base = { id: column.string(), amount: column.int(), buyer: person("name", "age") };

/** One for every kind, so that no kind is untested or missing in the documentation. */
export const schemaChangeExamples: Readonly<Record<SchemaChangeKind, SchemaChangeExample>> = {
  "storage-changed": {
    title: "Another format of the table",
    before: schemaOf({ name: "orders", description: "Orders.", columns: base }),
    after: schemaOf({
      ...{ name: "orders", description: "Orders.", columns: base },
      storage: "iceberg",
    }),
  },
  "column-added": example("A column added at the end", base, { ...base, note: column.string() }),
  "field-added": example("A field added at the end of a struct", base, {
    ...base,
    buyer: person("name", "age", "email"),
  }),
  "field-recased": example("A field name in another case", base, {
    ...base,
    buyer: person("Name", "age"),
  }),
  "column-inserted": example("A column added before another", base, {
    note: column.string(),
    ...base,
  }),
  "column-removed": example("A column removed", base, { id: base.id, amount: base.amount }),
  "column-renamed": example("A column renamed", base, {
    order_id: base.id,
    amount: base.amount,
    buyer: base.buyer,
  }),
  "columns-reordered": example("Columns reordered", base, {
    amount: base.amount,
    id: base.id,
    buyer: base.buyer,
  }),
  "column-key-changed": example("Another JSON key of a column", base, {
    ...base,
    amount: column.int({ from: "Amount $" }),
  }),
  "field-inserted": example("A field added before another", base, {
    ...base,
    buyer: person("name", "email", "age"),
  }),
  "field-removed": example("A field removed", base, { ...base, buyer: person("name") }),
  "field-renamed": example("A field renamed", base, { ...base, buyer: person("name", "years") }),
  "fields-reordered": example("Fields reordered", base, {
    ...base,
    buyer: person("age", "name"),
  }),
  "type-widened": example("A wider number type", base, { ...base, amount: column.bigint() }),
  "type-stored-alike": example("Another type with the same Parquet type", base, {
    ...base,
    id: column.varchar(20),
  }),
  "type-changed": example("Another type", base, { ...base, amount: column.string() }),
  "partition-keys-changed": {
    title: "Partitions by day instead of hour, by other fields, or in another order",
    before: partitionedBy({}),
    after: partitionedBy({ partitionGranularity: "day" }),
  },
  "dynamic-partitioning-switched": {
    title: "The first partition field added, or the last one removed",
    before: partitionedBy({ partitionGranularity: "day" }),
    after: partitionedBy({
      partitionGranularity: "day",
      partitionBy: [{ name: "size", path: "amount" }],
    }),
  },
  "partition-values-widened": {
    title: "Declared values of a partition field added",
    before: partitionedBy({ partitionBy: [{ name: "size", path: "amount", values: ["1"] }] }),
    after: partitionedBy({ partitionBy: [{ name: "size", path: "amount", values: ["1", "2"] }] }),
  },
  "partition-values-narrowed": {
    title: "Declared values of a partition field removed",
    before: partitionedBy({ partitionBy: [{ name: "size", path: "amount", values: ["1", "2"] }] }),
    after: partitionedBy({ partitionBy: [{ name: "size", path: "amount", values: ["2"] }] }),
  },
  "partition-keys-removed": {
    title: "All partition keys removed",
    before: partitionedBy({ partitionGranularity: "day" }),
    after: { ...partitionedBy({}), partitionKeys: {} },
  },
  "environment-added": {
    title: "An environment added",
    before: deployedTo({ dev: crawler }),
    after: deployedTo({ dev: crawler, prod: since("2025-01-01") }),
  },
  "environment-removed": {
    title: "An environment removed",
    before: deployedTo({ dev: crawler, prod: crawler }),
    after: deployedTo({ dev: crawler }),
  },
  "environment-keys-changed": {
    title: "Projection instead of a crawler, or the other way round",
    before: deployedTo({ prod: crawler }),
    after: deployedTo({ prod: since("2025-01-01") }),
  },
  "projection-widened": {
    title: "An earlier first day",
    before: deployedTo({ prod: since("2025-01-01") }),
    after: deployedTo({ prod: since("2024-01-01") }),
  },
  "projection-narrowed": {
    title: "A later first day",
    before: deployedTo({ prod: since("2025-01-01") }),
    after: deployedTo({ prod: since("2026-01-01") }),
  },
};

function since(day: string): PartitionSettings {
  return { type: "projection", since: day };
}

function deployedTo(environments: Readonly<Record<string, PartitionSettings>>): PublishedSchema {
  const dataset = { name: "orders", description: "Orders.", columns: base };
  const named = Object.entries(environments);
  return schemaOf(
    dataset,
    named.map(([name, partitions]) => ({ name, partitions })),
  );
}

function partitionedBy(choice: PartitioningOptions): PublishedSchema {
  return schemaOf({ name: "orders", description: "Orders.", columns: base, ...choice });
}

function example(title: string, before: Columns, after: Columns): SchemaChangeExample {
  const [was, is] = [before, after].map((columns) =>
    schemaOf({ name: "orders", description: "Orders.", columns }),
  );
  if (was === undefined || is === undefined) throw new Error(`No schemas for ${title}`);
  return { title, before: was, after: is };
}

function person(...fields: readonly string[]) {
  return column.struct(Object.fromEntries(fields.map((name) => [name, column.string()])));
}
