import { identifier, SQL } from "../../../duckdb/sql";
import { type Position, QueryError, unsupported } from "../../query-error";
import { BIGINT, TIMESTAMP_TZ, type TrinoType, VARCHAR } from "../../types/trino-type";
import type { TranslatedRelation } from "./relation";
import type { Field } from "../field";
import type { TranslationState } from "../translation-state";
import type { CatalogTable } from "../../engine/catalog-table";
import type { CatalogEntry } from "../catalog-entry";
import { PARTITIONS_SUFFIX } from "../../analysis/resolve-table-name";
import type { HiddenColumn } from "./table-scan";

/** Analyzes a table. */
export function tableRelation(
  { table }: Extract<CatalogEntry, { kind: "table" }>,
  relation: readonly string[],
  state: TranslationState,
): TranslatedRelation {
  const scan = state.scan(table);
  const alias = state.alias();
  const field = (name: string) => ({
    name,
    relation,
    column: Symbol(name),
    sql: () => SQL`${alias()}.${identifier(name)}`,
  });
  const fields: Field[] = [
    ...table.columns.map(({ name, type, unread }) => ({
      ...field(name),
      ...(type.kind === "varbinary" && {
        // DuckDB looks for a constant's text in a Parquet file's Bloom filter, and finds no bytes beyond ASCII.
        sql: () => SQL`[${alias()}.${identifier(name)}][1]`,
      }),
      type,
      ...(table.iceberg !== undefined && { partition: { scan, column: name } }),
      use: () => {
        if (unread !== undefined) throw unsupported(unread);
        scan.columns.add(name);
      },
    })),
    ...table.partitionKeys.map(({ name, type }) => ({
      ...field(name),
      type,
      partition: { scan, column: name },
    })),
    ...hiddenColumns(table).map(([name, type]) => ({
      ...field(name),
      type,
      hidden: true,
      use: () => {
        scan.hiddenColumns.add(name);
      },
    })),
  ];
  return { sql: () => SQL`${scan.relation} AS ${alias()}`, fields };
}

/**
 * The columns of a file that `*` leaves out.
 *
 * @see https://trino.io/docs/current/connector/hive.html#metadata-columns
 */
export function hiddenColumns(
  table: Pick<CatalogTable, "partitionKeys" | "iceberg">,
): readonly (readonly [name: HiddenColumn, type: TrinoType])[] {
  // $partition is refused for tables of Iceberg.
  if (table.iceberg !== undefined) {
    return [
      ["$path", VARCHAR],
      ["$file_modified_time", TIMESTAMP_TZ],
    ];
  }
  return [
    ["$path", VARCHAR],
    ["$file_size", BIGINT],
    ["$file_modified_time", TIMESTAMP_TZ],
    ...(table.partitionKeys.length === 0 ? [] : [["$partition", VARCHAR] as const]),
  ];
}

/** Analyzes `"events$partitions"`, which has a row for each partition. */
export function partitionsRelation(
  database: string,
  name: string,
  position: Position,
  state: TranslationState,
): TranslatedRelation {
  const entry = state.entry(database, name.slice(0, -PARTITIONS_SUFFIX.length), position);
  if (entry.kind !== "table" || entry.table.partitionKeys.length === 0) {
    const reason = `Table 'awsdatacatalog.${database}.${name}' does not exist`;
    throw new QueryError("TABLE_NOT_FOUND", reason, position);
  }
  const scan = state.scan(entry.table);
  scan.partitionsOnly = true;
  const alias = state.alias();
  const fields = entry.table.partitionKeys.map((key) => ({
    name: key.name,
    relation: ["awsdatacatalog", database, name],
    column: Symbol(key.name),
    type: key.type,
    sql: () => SQL`${alias()}.${identifier(key.name)}`,
    partition: { scan, column: key.name },
  }));
  return { sql: () => SQL`${scan.relation} AS ${alias()}`, fields };
}
