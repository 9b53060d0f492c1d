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

/** Begins a SELECT whose rows are fetched as they come. */
export function streamRows(connection: DuckDBConnection, query: Sql): Promise<DuckDBResult> {
  return withStatement(connection, query, StatementType.SELECT, (prepared) => prepared.stream());
}

/** Makes a view or a macro. */
export async function create(connection: DuckDBConnection, statement: Sql): Promise<void> {
  await withStatement(connection, statement, StatementType.CREATE, (prepared) => prepared.run());
}

/** Writes a file by COPY. @returns its rows */
export async function copy(connection: DuckDBConnection, statement: Sql): Promise<number> {
  const reader = await withStatement(connection, statement, StatementType.COPY, (prepared) =>
    prepared.runAndReadAll(),
  );
  return Number(reader.getRows()[0]?.[0] ?? 0);
}

/** Changes a setting, which only a DuckDB that is being opened lets happen. */
export async function runSettings(connection: DuckDBConnection, statement: Sql): Promise<void> {
  await withStatement(connection, statement, StatementType.SET, (prepared) => prepared.run());
}

/**
 * The one place where SQL reaches DuckDB. It runs exactly one statement, of the kind that the caller means to run.
 *
 * @throws Error for anything else, of which nothing has run then
 */
async function withStatement<Result>(
  connection: DuckDBConnection,
  { text }: Sql,
  type: StatementType,
  run: (prepared: DuckDBPreparedStatement) => Promise<Result>,
): Promise<Result> {
  // DuckDB would read up to the NUL only.
  if (text.includes("\0")) throw refused("a statement with a NUL character");
  const statements = await connection.extractStatements(text);
  if (statements.count !== 1) throw refused(`${statements.count} statements at once`);
  const prepared = await statements.prepare(0);
  try {
    if (prepared.statementType !== type) {
      const [got, wanted] = [prepared.statementType, type].map((each) => StatementType[each]);
      throw refused(`a statement of type ${got}, expected ${wanted}`);
    }
    return await run(prepared);
  } finally {
    prepared.destroySync();
  }
}

function refused(what: string): Error {
  return new Error(`GENERIC_INTERNAL_ERROR: DuckDB was given ${what}`);
}
