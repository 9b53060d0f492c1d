/** A position in the query's text, counted from 1 as Athena does. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** An error of a query as Athena reports it: `TABLE_NOT_FOUND: line 1:15: Table '…' does not exist`. */
export class QueryError extends Error {
  constructor(
    /** Athena's error code, for example `COLUMN_NOT_FOUND`. */
    readonly code: string,
    readonly reason: string,
    readonly position?: Position,
  ) {
    super(`${code}: ${located(reason, position)}`);
    this.name = "QueryError";
  }

  /** The message without the code, as StartQueryExecution returns a syntax error. */
  get locatedReason(): string {
    return located(this.reason, this.position);
  }
}

/** The error of a statement that would run on AWS, and runs here with the other engine only. */
export function unsupported(what: string, position?: Position): QueryError {
  return new QueryError("NOT_SUPPORTED", unsupportedReason(what), position);
}

/** What {@link unsupported} says, for functions that fail while the statement runs. */
export function unsupportedReason(what: string): string {
  return `${what} is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino`;
}

/** The error of a statement that would run on AWS, and runs here with neither engine. */
export function unsupportedByBoth(what: string, position?: Position): QueryError {
  return new QueryError(
    "NOT_SUPPORTED",
    `${what} is not supported by the embedded Athena, with either SQL engine; it would run on AWS`,
    position,
  );
}

/** Athena's error for a statement that it does not have, whether Trino has it or not. @param statement its first words */
export function statementNotInAthena(statement?: string, position?: Position): QueryError {
  const named = statement === undefined ? "" : `: Athena has no ${statement}`;
  return new QueryError(
    "NOT_SUPPORTED",
    `Queries of this type are not supported${named}`,
    position,
  );
}

function located(reason: string, position: Position | undefined): string {
  return position === undefined ? reason : `line ${position.line}:${position.column}: ${reason}`;
}
