/** A place in the query's text; both count from 1, as Athena does. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A query that can't run, in Athena's words: `TABLE_NOT_FOUND: line 1:15: Table '…' does not exist`. */
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

  /** The text without the code, as a refused StartQueryExecution carries it. */
  get locatedReason(): string {
    return located(this.reason, this.position);
  }
}

/** A query that runs on AWS and not here. */
export function unsupported(what: string, position?: Position): QueryError {
  return new QueryError(
    "NOT_SUPPORTED",
    `${what} is not supported by the embedded Athena; it would run on AWS`,
    position,
  );
}

function located(reason: string, position: Position | undefined): string {
  return position === undefined ? reason : `line ${position.line}:${position.column}: ${reason}`;
}
