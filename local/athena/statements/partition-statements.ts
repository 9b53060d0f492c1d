import type { PartitionInput } from "@aws-sdk/client-glue";

import {
  createPartitions,
  deletePartitions,
  listPartitions,
} from "../../glue/catalog/catalog-partitions";
import { NULL_PARTITION_VALUE, partitionFolder } from "../../glue/catalog/partition-folders";
import { formatS3Location, parseS3Folder } from "../../glue/catalog/s3-location";
import type { CatalogTable } from "../engine/catalog-table";
import { partitionValue } from "../engine/partitions/partition-value";
import { QueryError } from "../query-error";
import type { QualifiedName } from "../sql/syntax-tree";
import type { PartitionSpec, StatementOf } from "../sql/statement";
import { checkLocation } from "./hive/create-external-table";
import {
  EMPTY_RESULT,
  rejectIceberg,
  requireBaseTable,
  type StatementContext,
  type StatementResult,
} from "./statement-context";

/** ALTER TABLE … ADD PARTITION. */
export async function addPartitions(
  { name, ifNotExists, partitions }: StatementOf<"addPartitions">,
  context: StatementContext,
): Promise<StatementResult> {
  const table = await requirePartitionedTable(name, context);
  const { glue } = context.clients;
  const known = new Set(
    (await listPartitions(glue, glueName(table))).map(({ Values }) => JSON.stringify(Values)),
  );
  const inputs: PartitionInput[] = [];
  for (const { spec, location } of partitions) {
    const values = specValues(table, spec, name);
    checkValues(table, values, name);
    if (location !== undefined) checkLocation(location, name);
    if (known.has(JSON.stringify(values))) {
      if (ifNotExists) continue;
      throw new QueryError(
        "ALREADY_EXISTS",
        `Partition already exists: [${values.join(", ")}]`,
        name,
      );
    }
    known.add(JSON.stringify(values));
    const root = formatS3Location(parseS3Folder(table.definition.StorageDescriptor?.Location));
    inputs.push(
      partitionInput(
        table,
        values,
        location ?? root + partitionFolder(partitionKeys(table), values),
      ),
    );
  }
  await createPartitions(glue, glueName(table), inputs);
  return EMPTY_RESULT;
}

/** ALTER TABLE … DROP PARTITION; the partitions' objects are kept. */
export async function dropPartitions(
  { name, ifExists, specs }: StatementOf<"dropPartitions">,
  context: StatementContext,
): Promise<StatementResult> {
  const table = await requirePartitionedTable(name, context);
  const { glue } = context.clients;
  const registered = await listPartitions(glue, glueName(table));
  const dropped = specs.flatMap((spec) => {
    const values = specValues(table, spec, name);
    const found = registered.find(
      ({ Values }) => JSON.stringify(Values) === JSON.stringify(values),
    );
    if (found !== undefined) return [found];
    if (ifExists) return [];
    throw new QueryError(
      "PARTITION_NOT_FOUND",
      `Partition not found: [${values.join(", ")}]`,
      name,
    );
  });
  await deletePartitions(glue, glueName(table), dropped);
  return EMPTY_RESULT;
}

/** A table that can have partitions. @throws QueryError INVALID_TABLE for another one */
export async function requirePartitionedTable(
  name: QualifiedName,
  context: StatementContext,
): Promise<CatalogTable> {
  const table = await requireBaseTable(name, context);
  rejectIceberg(table, name);
  if (table.partitionKeys.length > 0) return table;
  throw new QueryError(
    "INVALID_TABLE",
    `Table ${table.database}.${table.name} is not a partitioned table`,
    name,
  );
}

function specValues(table: CatalogTable, spec: PartitionSpec, name: QualifiedName): string[] {
  const keys = table.partitionKeys.map((key) => key.name);
  const values = keys.flatMap((key) => spec.get(key) ?? []);
  if (values.length === keys.length && spec.size === keys.length) return values;
  throw new QueryError(
    "INVALID_PARTITION",
    `The partition specification must have the keys ${keys.join(", ")}, got ${[...spec.keys()].join(", ")}`,
    name,
  );
}

/**
 * Checks the values of a partition that is added, as Hive does.
 *
 * @throws QueryError INVALID_PARTITION for an empty value, or one that is not of its key's type
 * @see https://github.com/apache/hive/blob/rel/release-2.3.9/ql/src/java/org/apache/hadoop/hive/ql/parse/BaseSemanticAnalyzer.java
 */
function checkValues(
  { partitionKeys: keys }: CatalogTable,
  values: readonly string[],
  name: QualifiedName,
): void {
  keys.forEach((key, index) => {
    const value = values[index] ?? "";
    if (value === "") {
      const reason = `The partition key ${key.name} needs a value, got an empty one`;
      throw new QueryError("INVALID_PARTITION", reason, name);
    }
    if (value === NULL_PARTITION_VALUE) return;
    try {
      partitionValue(key, value);
    } catch (error) {
      if (!(error instanceof QueryError) || error.code === "NOT_SUPPORTED") throw error;
      throw new QueryError("INVALID_PARTITION", error.reason, name);
    }
  });
}

/** Glue's definition of a partition: the table's storage at another location. */
export function partitionInput(
  { definition }: CatalogTable,
  values: readonly string[],
  location: string,
): PartitionInput {
  return {
    Values: [...values],
    StorageDescriptor: { ...definition.StorageDescriptor, Location: location },
  };
}

/** The keys of a table, with their types in Hive. */
export function partitionKeys(table: CatalogTable) {
  return table.partitionKeys.map(({ name, hiveType }) => ({ name, type: hiveType }));
}

/** A table as calls of partitions name it. */
export function glueName({ database, name }: CatalogTable) {
  return { DatabaseName: database, TableName: name };
}
