import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { NULL_PARTITION_VALUE } from "../../../glue/catalog/partition-folders";
import { QueryError } from "../../query-error";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { typeName } from "../../types/trino-type";
import type { CatalogColumn } from "../catalog-table";
import type { DuckDbSession } from "../duckdb-session";
import type { TablePartition } from "./table-partition";

/** A name for where a value stands among the others, which none of the columns has. */
function indexName(keys: readonly CatalogColumn[]): Sql {
  let name = "$place";
  while (keys.some((key) => key.name === name)) name += "$";
  return identifier(name);
}

/** Values that a partition key may have, and what a query asks of that key alone. */
export interface KeyValues {
  readonly key: CatalogColumn;
  readonly values: readonly string[];
  /** DuckDB's SQL over a column with the key's name. */
  readonly conditions: readonly Sql[];
}

/** Leaves out the values of each key that the conditions on it exclude; all keys in one question. */
export async function pruneValues(
  session: DuckDbSession,
  keys: readonly KeyValues[],
): Promise<(readonly string[])[]> {
  const questions = keys.flatMap(({ key, values, conditions }, place) =>
    conditions.length === 0
      ? []
      : [SQL`SELECT ${literal(place)}, * FROM (${matchingIndexes([{ key, values }], conditions)})`],
  );
  if (questions.length === 0) return keys.map(({ values }) => values);
  const reader = await session.rows(SQL`${join(questions, SQL` UNION ALL `)} ORDER BY 1, 2`);
  const kept = reader.getRows().map((row) => row.map(Number));
  return keys.map(({ values, conditions }, place) =>
    conditions.length === 0
      ? values
      : kept.flatMap(([keyPlace, valuePlace = -1]) =>
          keyPlace === place ? (values[valuePlace] ?? []) : [],
        ),
  );
}

/**
 * Leaves out the partitions that can't hold a row that the query wants.
 *
 * @param conditions DuckDB's SQL over columns with the partition keys' names
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
  return reader.getRows().flatMap(([place]) => partitions[Number(place)] ?? []);
}

/** SQL for the places, from 0, of the rows that the conditions keep; a column of values for each key. */
function matchingIndexes(
  columns: readonly Pick<KeyValues, "key" | "values">[],
  conditions: readonly Sql[],
): Sql {
  const rows = columns[0]?.values.length ?? 0;
  const place = indexName(columns.map(({ key }) => key));
  const lists = columns.map(
    ({ key, values }) => SQL`unnest(${typedList(key, values)}) AS ${identifier(key.name)}`,
  );
  const where = join(
    conditions.map((condition) => SQL`(${condition})`),
    SQL` AND `,
  );
  return SQL`SELECT ${place} FROM (SELECT unnest(range(${literal(rows)})) AS ${place}, ${join(lists)}) WHERE ${where}`;
}

/** Partition values as a list of DuckDB's with the key's type. */
export function typedList(key: CatalogColumn, values: readonly string[]): Sql {
  const items = values.map((value) => {
    if (value === NULL_PARTITION_VALUE) return literal(null);
    checkPartitionValue(key, value);
    return literal(value);
  });
  return SQL`CAST([${join(items)}] AS ${duckDbTypeOf(key.type)}[])`;
}

function checkPartitionValue(key: CatalogColumn, value: string): void {
  const whole = ["tinyint", "smallint", "integer", "bigint"].includes(key.type.kind);
  const fits = whole
    ? /^[+-]?\d+$/.test(value)
    : key.type.kind !== "date" || /^\d{4}-\d{1,2}-\d{1,2}$/.test(value);
  if (fits) return;
  throw new QueryError(
    "HIVE_INVALID_PARTITION_VALUE",
    `Invalid partition value '${value}' for ${typeName(key.type).toUpperCase()} partition key: ${key.name}`,
  );
}
