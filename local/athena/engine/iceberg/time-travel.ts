import { SQL, type Sql } from "../../../duckdb/sql";
import type { TableVersion } from "../../../iceberg/scan/snapshot-at";
import { Scope } from "../../analysis/scope";
import { QueryError } from "../../query-error";
import type { QueryPeriod } from "../../sql/syntax-tree";
import type { CatalogEntry } from "../../translation/catalog-entry";
import { DuckDbExpressionTranslator } from "../../translation/expressions/duckdb-expression-translator";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import type { Field } from "../../translation/field";
import { emptyCatalog } from "../../translation/table-catalog";
import { TranslationState } from "../../translation/translation-state";
import { typeName } from "../../types/trino-type";
import type { EngineContext } from "../engine-context";
import { icebergTable } from "./iceberg-table";

/**
 * A table as it was at a time or in a version.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-time-travel-and-version-travel-queries.html
 */
export async function entryAt(
  entry: CatalogEntry,
  period: QueryPeriod,
  context: Pick<EngineContext, "duckDb" | "now">,
): Promise<CatalogEntry | QueryError> {
  try {
    if (entry.kind !== "table" || entry.table.iceberg === undefined) {
      throw new QueryError("NOT_SUPPORTED", "This connector does not support versioned tables");
    }
    const { database, definition, iceberg, name } = entry.table;
    const version = await versionOf(period, context);
    const table = icebergTable(database, definition, iceberg.metadata, version);
    if (table === undefined) throw notFound(version, `"${database}"."${name}"`);
    return { kind: "table", table };
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}

async function versionOf(
  { kind, end }: QueryPeriod,
  { duckDb, now }: Pick<EngineContext, "duckDb" | "now">,
): Promise<TableVersion> {
  const state = new TranslationState(now, emptyCatalog());
  const value = new DuckDbExpressionTranslator({
    state,
    scope: new Scope<Field>([]),
    windows: new Map(),
    translateQuery: () => {
      throw new QueryError("EXPRESSION_NOT_CONSTANT", "A subquery is no constant expression", end);
    },
  }).translate(end);
  if (value.type.kind === "unknown") throw isNull(end);
  const sql = kind === "VERSION" ? versionSql(value) : microsecondsSql(value);
  if (sql === undefined && kind === "VERSION") {
    const reason = `Unsupported type for table version: ${typeName(value.type)}`;
    throw new QueryError("NOT_SUPPORTED", reason, end);
  }
  if (sql === undefined) {
    const reason = `Type ${typeName(value.type)} invalid. Temporal pointers must be of type Timestamp, Timestamp with Time Zone, or Date.`;
    throw new QueryError("TYPE_MISMATCH", reason, end);
  }
  const session = await duckDb.session();
  try {
    const text = (await session.rows(SQL`SELECT CAST(${sql} AS VARCHAR)`)).getRows()[0]?.[0];
    if (typeof text !== "string") throw isNull(end);
    if (kind === "TIMESTAMP") return atTime(Number(BigInt(text) / 1000n), now, end);
    return value.type.kind === "bigint"
      ? { kind: "id", snapshotId: BigInt(text) }
      : { kind: "ref", name: text };
  } finally {
    session.close();
  }
}

function versionSql({ sql, type }: TypedSql): Sql | undefined {
  return type.kind === "bigint" || type.kind === "varchar" ? sql() : undefined;
}

function microsecondsSql({ sql, type }: TypedSql): Sql | undefined {
  switch (type.kind) {
    case "date":
    case "timestamp":
      return SQL`epoch_us(CAST(${sql()} AS TIMESTAMP))`;
    case "timestamp with time zone":
      return SQL`epoch_us((${sql()}).i)`;
    default:
      return undefined;
  }
}

function isNull(position: QueryPeriod["end"]): QueryError {
  return new QueryError("INVALID_ARGUMENTS", "Pointer value cannot be NULL", position);
}

function atTime(at: number, now: Date, position: QueryPeriod["end"]): TableVersion {
  if (at < now.getTime()) return { kind: "time", at };
  const reason = `Pointer value '${new Date(at).toISOString()}' is not in the past`;
  throw new QueryError("INVALID_ARGUMENTS", reason, position);
}

function notFound(version: TableVersion, table: string): QueryError {
  switch (version.kind) {
    case "id":
      return invalid(`Iceberg snapshot ID does not exists: ${version.snapshotId}`);
    case "ref":
      return invalid(`Cannot find snapshot with reference name: ${version.name}`);
    default:
      return invalid(`No version history table ${table} at or before the time`);
  }
}

function invalid(reason: string): QueryError {
  return new QueryError("INVALID_ARGUMENTS", reason);
}
