import { identifier, SQL } from "../../../duckdb/sql";
import { type Position, QueryError, unsupportedByBoth } from "../../query-error";
import type { QualifiedName } from "../../sql/syntax-tree";
import { BIGINT, TIMESTAMP_TZ, type TrinoType, VARCHAR } from "../../types/trino-type";
import type { TranslatedRelation } from "./relation";
import type { Field } from "../field";
import type { TranslationState } from "../translation-state";
import type { CatalogTable } from "../../engine/catalog-table";
import type { CatalogEntry } from "../catalog-entry";
import type { HiddenColumn } from "./table-scan";

/** Suffix of the metadata table of a table's partitions. */
export const PARTITIONS_SUFFIX = "$partitions";

/** Translates a table. */
export function tableRelation(
  { table }: Extract<CatalogEntry, { kind: "table" }>,
  relation: readonly string[],
  state: TranslationState,
): TranslatedRelation {
  const scan = state.scan(table);
  const alias = state.alias();
  const field = (name: string) => ({ name, relation, sql: SQL`${alias}.${identifier(name)}` });
  const fields: Field[] = [
    ...table.columns.map(({ name, type }) => ({
      ...field(name),
      type,
      use: () => {
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
  return { sql: SQL`${scan.view} AS ${alias}`, fields };
}

/**
 * The columns of a file that `*` leaves out.
 *
 * @see https://trino.io/docs/current/connector/hive.html#metadata-columns
 */
export function hiddenColumns(
  table: Pick<CatalogTable, "partitionKeys">,
): readonly (readonly [name: HiddenColumn, type: TrinoType])[] {
  return [
    ["$path", VARCHAR],
    ["$file_size", BIGINT],
    ["$file_modified_time", TIMESTAMP_TZ],
    ...(table.partitionKeys.length === 0 ? [] : [["$partition", VARCHAR] as const]),
  ];
}

/** Translates `"events$partitions"`, which has a row for each partition. */
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
    type: key.type,
    sql: SQL`${alias}.${identifier(key.name)}`,
    partition: { scan, column: key.name },
  }));
  return { sql: SQL`${scan.view} AS ${alias}`, fields };
}

/** The table that the Data Catalog has under a name: of `"events$partitions"`, `events`. @throws QueryError */
export function lookedUpTable(
  name: QualifiedName,
  defaultDatabase: string | undefined,
): { database: string; table: string } {
  const { database, table } = resolveTableName(name, defaultDatabase);
  return table.endsWith(PARTITIONS_SUFFIX)
    ? { database, table: table.slice(0, -PARTITIONS_SUFFIX.length) }
    : { database, table };
}

/** Resolves a table's database and name. @throws QueryError MISSING_SCHEMA_NAME, or NOT_SUPPORTED for another catalog */
export function resolveTableName(
  name: QualifiedName,
  defaultDatabase: string | undefined,
): { database: string; table: string } {
  const [table = "", database = defaultDatabase, catalog = "awsdatacatalog"] = name.parts
    .map((part) => part.toLowerCase())
    .reverse();
  if (catalog !== "awsdatacatalog") {
    throw unsupportedByBoth(`The data catalog '${catalog}'`, name);
  }
  if (database === undefined) {
    throw new QueryError(
      "MISSING_SCHEMA_NAME",
      "Schema must be specified when session schema is not set",
      name,
    );
  }
  return { database, table };
}
