import {
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  type DuckDBResultReader,
  StatementType,
} from "@duckdb/node-api";

import type { Sql } from "./sql";

/** Reads the rows of a SELECT. */
export function readRows(connection: DuckDBConnection, query: Sql): Promise<DuckDBResultReader> {
  return withStatement(connection, query, StatementType.SELECT, (prepared) =>
    prepared.runAndReadAll(),
  );
}

/** Starts a SELECT whose rows are fetched in chunks. */
export function streamRows(connection: DuckDBConnection, query: Sql): Promise<DuckDBResult> {
  return withStatement(connection, query, StatementType.SELECT, (prepared) => prepared.stream());
}

/** Plans a SELECT without running it. */
export async function planRows(connection: DuckDBConnection, query: Sql): Promise<void> {
  await withStatement(connection, query, StatementType.SELECT, () => Promise.resolve());
}

/** Creates a view or a macro. */
export async function runCreate(connection: DuckDBConnection, statement: Sql): Promise<void> {
  await withStatement(connection, statement, StatementType.CREATE, (prepared) => prepared.run());
}

/** Writes a file by COPY. @returns the number of rows */
export async function runCopy(connection: DuckDBConnection, statement: Sql): Promise<number> {
  const reader = await withStatement(connection, statement, StatementType.COPY, (prepared) =>
    prepared.runAndReadAll(),
  );
  return Number(reader.getRows()[0]?.[0] ?? 0);
}

/** Changes a setting, which is only possible until `openDuckDb` locks the configuration. */
export async function runSet(connection: DuckDBConnection, statement: Sql): Promise<void> {
  await withStatement(connection, statement, StatementType.SET, (prepared) => prepared.run());
}

/**
 * The only place where SQL reaches DuckDB. It runs exactly one statement, of the type that the caller expects.
 *
 * @throws Error for anything else, before any of it has run
 */
async function withStatement<Result>(
  connection: DuckDBConnection,
  { text }: Sql,
  type: StatementType,
  run: (prepared: DuckDBPreparedStatement) => Promise<Result>,
): Promise<Result> {
  // DuckDB ignores everything after a NUL.
  if (text.includes("\0")) throw rejected("a statement with a NUL character");
  const statements = await connection.extractStatements(text);
  if (statements.count !== 1) throw rejected(`${statements.count} statements at once`);
  const prepared = await statements.prepare(0);
  try {
    if (prepared.statementType !== type) {
      const [received, expected] = [prepared.statementType, type].map((id) => StatementType[id]);
      throw rejected(`a statement of type ${received}, expected ${expected}`);
    }
    return await run(prepared);
  } finally {
    prepared.destroySync();
  }
}

function rejected(what: string): Error {
  return new Error(`GENERIC_INTERNAL_ERROR: Invalid SQL for DuckDB: ${what}`);
}
