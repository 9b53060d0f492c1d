import { UserError } from "../../../../errors/user-error";

/**
 * The error for `trino` with authorization: the server has one identity for all queries, so it would read what their
 * callers may not.
 */
export function trinoReadsAsItself(): UserError {
  return new UserError(
    'The SQL engine "trino" does not read with the permissions of the caller, so it can\'t be combined with --enforce-iam.',
    "Use --sql-engine duckdb with --enforce-iam, or --sql-engine trino without it.",
  );
}
