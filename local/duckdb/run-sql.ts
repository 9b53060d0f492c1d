import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBPreparedStatement,
  type DuckDBResultReader,
  ResultReturnType,
  StatementType,
} from "@duckdb/node-api";

import { type Sql, SQL } from "./sql";

/** Reads the rows of a SELECT. */
export function readRows(connection: DuckDBConnection, query: Sql): Promise<DuckDBResultReader> {
  return withStatement(connection, query, StatementType.SELECT, (prepared) =>
    prepared.runAndReadAll(),
  );
}

/**
 * Streams the rows of a SELECT in chunks.
 *
 * @throws Error if the query fails, also after some of its rows
 */
export async function* streamRows(
  connection: DuckDBConnection,
  query: Sql,
): AsyncGenerator<DuckDBDataChunk, void> {
  const result = await withStatement(connection, query, StatementType.SELECT, (prepared) =>
    prepared.stream(),
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    yield chunk;
  }
  // The bindings end a stream that fails like a whole one, and keep its error to themselves: running it again throws it.
  if (result.returnType !== ResultReturnType.INVALID) return;
  await withStatement(
    connection,
    SQL`EXPLAIN ANALYZE ${query}`,
    StatementType.EXPLAIN,
    (prepared) => prepared.run(),
  );
  throw new Error(
    "GENERIC_INTERNAL_ERROR: The query failed after some of its rows, and not when it was run again",
  );
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
