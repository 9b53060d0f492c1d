import { QueryError } from "../query-error";
import type { QueryOutcome } from "../execution/query-runner";
import { toQueryError } from "../engine/engine-error";
import type { TrinoError } from "./client/statement-page";
import { TrinoUnavailableError } from "./client/trino-client";

/** An error of Trino's, as Athena reports it. */
export class TrinoQueryError extends QueryError {
  constructor(
    readonly error: TrinoError,
    message: string,
  ) {
    super(error.name, athenaMessage(error.name, message));
    this.name = "TrinoQueryError";
  }
}

/** What Athena says in addition to Trino, or in place of it, by the error's name. */
const ATHENA_MESSAGES: Readonly<Record<string, readonly [pattern: RegExp, replacement: string]>> = {
  // It doesn't tell whether a column is missing or must not be seen.
  COLUMN_NOT_FOUND: [
    /cannot be resolved$/,
    "cannot be resolved or requester is not authorized to access requested resources",
  ],
  HIVE_PATH_ALREADY_EXISTS: [
    /^(.* already exists: )(\S+)$/,
    "$1$2. You may need to manually clean the data at location '$2' before retrying. Athena will not delete data in your account.",
  ],
  // https://docs.aws.amazon.com/athena/latest/ug/optimize-statement.html
  GENERIC_INTERNAL_ERROR: [
    /^Unexpected FilterNode found in plan; .*WHERE expression$/,
    "The WHERE of OPTIMIZE may only have conditions on partition columns",
  ],
};

function athenaMessage(name: string, message: string): string {
  const own = Object.hasOwn(ATHENA_MESSAGES, name) ? ATHENA_MESSAGES[name] : undefined;
  return own === undefined ? message : message.replace(...own);
}

/**
 * Athena's categories of Trino's types of errors: 1 system, 2 user, 3 other.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
const CATEGORIES: Readonly<Record<TrinoError["type"], 1 | 2 | 3>> = {
  USER_ERROR: 2,
  INTERNAL_ERROR: 1,
  INSUFFICIENT_RESOURCES: 3,
  EXTERNAL: 3,
};

/** The outcome of a statement that failed. */
export function failedOutcome(error: unknown): QueryOutcome {
  if (error instanceof TrinoQueryError) {
    const { code, message, error: own } = error;
    return { state: "FAILED", code, reason: message, category: CATEGORIES[own.type] };
  }
  const { code, message } =
    error instanceof TrinoUnavailableError
      ? new QueryError(
          "GENERIC_INTERNAL_ERROR",
          `${error.message}. See \`lake status\` for its log.`,
        )
      : toQueryError(error);
  return { state: "FAILED", code, reason: message };
}
