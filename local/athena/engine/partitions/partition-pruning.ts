import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { NULL_PARTITION_VALUE } from "../../../glue/catalog/partition-folders";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { CatalogColumn } from "../catalog-table";
import type { DuckDbSession } from "../duckdb-session";
import { partitionValue } from "./partition-value";
import type { TablePartition } from "./table-partition";

/** A column name for the index of a value, different from the keys' names. */
function indexName(keys: readonly CatalogColumn[]): Sql {
  let name = "$index";
  while (keys.some((key) => key.name === name)) name += "$";
  return identifier(name);
}

/** The possible values of a partition key, and a query's conditions on that key alone. */
export interface KeyValues {
  readonly key: CatalogColumn;
  readonly values: readonly string[];
  /** DuckDB's SQL, over a column with the key's name. */
  readonly conditions: readonly Sql[];
}

/** Keeps the values of each key that meet its conditions; one query for all keys. */
export async function pruneValues(
  session: DuckDbSession,
  keys: readonly KeyValues[],
): Promise<(readonly string[])[]> {
  const queries = keys.flatMap(({ key, values, conditions }, index) =>
    conditions.length === 0
      ? []
      : [SQL`SELECT ${literal(index)}, * FROM (${matchingIndexes([{ key, values }], conditions)})`],
  );
  if (queries.length === 0) return keys.map(({ values }) => values);
  const reader = await session.rows(SQL`${join(queries, SQL` UNION ALL `)} ORDER BY 1, 2`);
  const matches = reader.getRows().map((row) => row.map(Number));
  return keys.map(({ values, conditions }, index) =>
    conditions.length === 0
      ? values
      : matches.flatMap(([keyIndex, valueIndex = -1]) =>
          keyIndex === index ? (values[valueIndex] ?? []) : [],
        ),
  );
}

/**
 * Keeps the partitions that meet the conditions.
 *
 * @param conditions DuckDB's SQL, over columns with the partition keys' names
 */
export async function prunePartitions(
  session: DuckDbSession,
  keys: readonly CatalogColumn[],
  partitions: readonly TablePartition[],
  conditions: readonly Sql[],
): Promise<readonly TablePartition[]> {
  if (conditions.length === 0 || partitions.length === 0) return partitions;
  const columns = keys.map((key, index) => ({
    key,
    values: partitions.map(({ values }) => values[index] ?? ""),
  }));
  const reader = await session.rows(SQL`${matchingIndexes(columns, conditions)} ORDER BY 1`);
  return reader.getRows().flatMap(([index]) => partitions[Number(index)] ?? []);
}

/** SQL for the indexes, from 0, of the rows that meet the conditions; a column of values for each key. */
function matchingIndexes(
  columns: readonly Pick<KeyValues, "key" | "values">[],
  conditions: readonly Sql[],
): Sql {
  const rows = columns[0]?.values.length ?? 0;
  const index = indexName(columns.map(({ key }) => key));
  const lists = columns.map(
    ({ key, values }) => SQL`unnest(${typedList(key, values)}) AS ${identifier(key.name)}`,
  );
  const where = join(
    conditions.map((condition) => SQL`(${condition})`),
    SQL` AND `,
  );
  return SQL`SELECT ${index} FROM (SELECT unnest(range(${literal(rows)})) AS ${index}, ${join(lists)}) WHERE ${where}`;
}

/** Partition values as a DuckDB list of the key's type. */
export function typedList(key: CatalogColumn, values: readonly string[]): Sql {
  const items = values.map((value) =>
    literal(value === NULL_PARTITION_VALUE ? null : partitionValue(key, value)),
  );
  return SQL`CAST([${join(items)}] AS ${duckDbTypeOf(key.type)}[])`;
}
