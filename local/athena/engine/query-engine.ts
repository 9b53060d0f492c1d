import type { DuckDBValue } from "@duckdb/node-api";

import type { Sql } from "../../duckdb/sql";
import { type QueryError, unsupported } from "../query-error";
import type { ResultColumn } from "../results/column-info";
import type { ResultRow } from "../results/result-writer";
import { valueRenderer } from "../results/value-format";
import type { Expression, Query } from "../sql/syntax-tree";
import { orderDependence } from "../analysis/evaluation-order";
import { knownFailures } from "../analysis/known-failures";
import { once } from "../translation/expressions/typed-sql";
import { QueryTranslator } from "../translation/query-translator";
import type { TranslatedQuery } from "../translation/relations/relation";
import { emptyCatalog } from "../translation/table-catalog";
import { TranslationState } from "../translation/translation-state";
import type { DuckDbSession } from "./duckdb-session";
import { lookUpTables } from "./look-up-tables";
import type { EngineContext } from "./engine-context";
import { toQueryError } from "./engine-error";
import { QueryReads } from "./sources/query-reads";
import { takeRefusal } from "./udf/scalar-udf";
import { TableReader } from "./sources/table-reader";

const INTERRUPT_EVERY_MS = 50;

/** Receives a query's result: the columns, then the rows in chunks. */
export interface ResultSink {
  columns(columns: readonly ResultColumn[]): void;
  rows(rows: readonly ResultRow[]): void;
  /** Called after planning, with the bytes that the query scans. */
  scanned(bytes: number): void;
}

/** A query that would scan more than its workgroup allows. */
export class ScanLimitExceededError extends Error {
  constructor() {
    super("Bytes scanned limit was exceeded");
  }
}

/** An analyzed query and the tables that it scans. */
export interface PreparedQuery {
  readonly query: TranslatedQuery;
  readonly source: Query;
  readonly state: TranslationState;
}

/**
 * Looks up the tables and views that a query names, then analyzes it.
 *
 * @param createdView the view that the query is for: catalog, database and name. @default - none
 */
export async function prepareQuery(
  query: Query,
  context: EngineContext,
  createdView?: readonly string[],
): Promise<PreparedQuery> {
  const catalog = emptyCatalog();
  await lookUpTables(query, context.database, context, catalog);
  context.signal.throwIfAborted();
  const state = new TranslationState(context.now, catalog, createdView);
  const names = { database: context.database, named: new Map<string, () => TranslatedQuery>() };
  const analyzed = new QueryTranslator(state).translate(query, names);
  analyzed.columns.forEach((column) => {
    column.use();
  });
  return { query: { ...analyzed, sql: once(analyzed.sql) }, source: query, state };
}

/** Opens a prepared query's tables in a new session, and runs a function in it. */
export async function withTables<Result>(
  { state: translation, source }: PreparedQuery,
  context: EngineContext,
  run: (session: DuckDbSession, scannedBytes: number) => Promise<Result>,
): Promise<Result> {
  const session = await context.duckDb.session();
  // Repeated, since an interrupt between two statements is lost.
  const interruption = setInterval(() => {
    if (context.signal.aborted) session.interrupt();
  }, INTERRUPT_EVERY_MS);
  const reads = new QueryReads(context);
  const reader = new TableReader(session, reads, context);
  try {
    let scanned = 0;
    for (const scan of translation.scans) {
      context.signal.throwIfAborted();
      scanned += await reader.open(scan);
    }
    context.signal.throwIfAborted();
    if (context.scanLimit !== undefined && scanned > context.scanLimit)
      throw new ScanLimitExceededError();
    takeRefusal();
    const result = await run(session, scanned);
    const refused = takeRefusal();
    if (refused !== undefined) throw refused;
    return result;
  } catch (error) {
    throw orderError(source, translation, error) ?? error;
  } finally {
    clearInterval(interruption);
    session.close();
    await reads.release();
  }
}

/** Runs a query. */
export async function executeQuery(
  query: Query,
  context: EngineContext,
  sink: ResultSink,
): Promise<void> {
  const prepared = await prepareQuery(query, context);
  await withTables(prepared, context, async (session, scannedBytes) => {
    sink.scanned(scannedBytes);
    const { columns } = prepared.query;
    const sql = prepared.query.sql();
    sink.columns(resultColumns(prepared.query));
    const render = columns.map(({ type }) => valueRenderer(type));
    try {
      for await (const chunk of session.stream(sql)) {
        context.signal.throwIfAborted();
        const rows = chunk.getRows();
        sink.rows(
          rows.map((row: readonly DuckDBValue[]) =>
            render.map((text, index) => text(row[index] ?? null)),
          ),
        );
      }
    } catch (error) {
      throw readsRelation(query) ? await planningError(session, sql, error) : error;
    }
  });
}

/** Codes of errors that depend on values. */
const VALUE_ERRORS: readonly string[] = [
  "DIVISION_BY_ZERO",
  "NUMERIC_VALUE_OUT_OF_RANGE",
  "INVALID_CAST_ARGUMENT",
  "INVALID_FUNCTION_ARGUMENT",
];

/** Whether a query may have no rows for an expression to fail in. */
function readsRelation({ body }: Query): boolean {
  return body.kind !== "select" || body.from.length > 0;
}

/**
 * The error of a query that failed. DuckDB evaluates the constant conditions of a CASE while it plans a query, and then
 * fails where Trino does not, since it evaluates them for the rows that need them.
 */
async function planningError(session: DuckDbSession, sql: Sql, error: unknown): Promise<unknown> {
  if (!VALUE_ERRORS.includes(toQueryError(error).code)) return error;
  try {
    await session.plan(sql);
    return error;
  } catch {
    return unsupported(`A constant condition that fails (${toQueryError(error).reason})`);
  }
}

/** The refusal of a query that failed where Trino may not evaluate what did; undefined if it does. */
function orderError(
  query: Query,
  { expressions }: TranslationState,
  error: unknown,
): QueryError | undefined {
  const { code, reason } = toQueryError(error);
  if (!VALUE_ERRORS.includes(code)) return undefined;
  const construct =
    orderDependence(query, knownFailures(expressions)) ??
    // DuckDB's difference of times has 64 bits of microseconds, Trino's of milliseconds.
    (code === "NUMERIC_VALUE_OUT_OF_RANGE" && [...expressions.keys()].some(isDifference)
      ? "A difference of times"
      : undefined);
  if (construct === undefined) return undefined;
  return unsupported(`${construct} where an expression fails (${code}: ${reason})`);
}

function isDifference(node: Expression): boolean {
  return node.kind === "call" && node.name === "date_diff";
}

/** A query's columns; those without a name are `_col0`, `_col1`, … by position. */
function resultColumns(query: TranslatedQuery): ResultColumn[] {
  return query.columns.map(({ name, type }, index) => ({ name: name ?? `_col${index}`, type }));
}
