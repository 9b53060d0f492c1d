import { UnquotableTextError } from "../../duckdb/sql";
import { InvalidMetadataError, UnreadFeatureError } from "../../iceberg/iceberg-errors";
import { QueryError, unsupported, unsupportedReason } from "../query-error";
import { messageOf } from "../../../errors/message-of";

/** Athena's message for a query that exceeds a memory or disk limit. */
export const RESOURCES_EXHAUSTED = "Query exhausted resources at this scale factor";

/** DuckDB's error messages, with Athena's error code and message; undefined keeps DuckDB's message. */
const DUCKDB_ERRORS: readonly (readonly [RegExp, string, string | undefined])[] = [
  [
    /More than one row returned by a subquery/i,
    "SUBQUERY_MULTIPLE_ROWS",
    "Scalar sub-query has returned multiple rows",
  ],
  [/No magic bytes found/i, "HIVE_BAD_DATA", "Not valid Parquet file: expected magic number PAR1"],
  [
    // DuckDB's message has a path of this machine.
    /^(?:IO|Permission) Error: /,
    "GENERIC_INTERNAL_ERROR",
    "A file of the embedded Athena can't be opened",
  ],
  [
    /^Out of Range Error: (?:STDDEV|VAR|COVAR|CORR|REGR)\w*.* is out of range/i,
    "NOT_SUPPORTED",
    unsupportedReason("A statistic of NaN, or of numbers beyond the range of a double,"),
  ],
  [
    /Date out of range|not in timestamp range|Interval value \S+ \w+ out of range|Could not convert Month to Micros/i,
    "NOT_SUPPORTED",
    unsupportedReason("A date beyond the range of DuckDB's"),
  ],
  [/^Out of Range Error: (.*)/s, "NUMERIC_VALUE_OUT_OF_RANGE", undefined],
  [/^Conversion Error: (.*)/s, "INVALID_CAST_ARGUMENT", undefined],
  [
    /Map keys (?:must be unique|can not be NULL)/i,
    "INVALID_FUNCTION_ARGUMENT",
    "Duplicate or null map keys are not allowed",
  ],
  [
    /The map key list does not align with/,
    "INVALID_FUNCTION_ARGUMENT",
    "Key and value arrays must be the same length",
  ],
  [
    /^Invalid Input Error: Invalid UTF8 Codepoint (-?\d+)/,
    "INVALID_FUNCTION_ARGUMENT",
    "Not a valid Unicode code point",
  ],
  [/max_temp_directory_size|No space left on device/, "EXCEEDED_SPILL_LIMIT", RESOURCES_EXHAUSTED],
  [/^Out of Memory Error: /, "EXCEEDED_LOCAL_MEMORY_LIMIT", RESOURCES_EXHAUSTED],
  [
    /Max expression depth|Maximum recursion depth|call stack size exceeded|memory exhausted at or near/i,
    "NOT_SUPPORTED",
    unsupportedReason("An expression of so many operators or calls"),
  ],
  [/^Invalid Input Error: (.*(?:parquet|json|file).*)/is, "HIVE_BAD_DATA", undefined],
];

const INTEGER_TYPES: Readonly<Record<string, string>> = {
  INT8: "tinyint",
  INT16: "smallint",
  INT32: "integer",
  INT64: "bigint",
};

/** Trino's error for a numeric overflow; undefined for other errors. */
function overflowError(message: string): QueryError | undefined {
  const sum = /Overflow in (\w+) of (INT\d+) \((.*)\)/.exec(message);
  const type = INTEGER_TYPES[sum?.[2] ?? ""];
  if (sum !== null && type !== undefined) {
    return new QueryError("NUMERIC_VALUE_OUT_OF_RANGE", `${type} ${sum[1]} overflow: ${sum[3]}`);
  }
  const cast =
    /with value (\S+) can't be cast .* out of range for the destination type (INT\d+)/.exec(
      message,
    );
  const target = INTEGER_TYPES[cast?.[2] ?? ""];
  if (cast === null || target === undefined) return undefined;
  return new QueryError("NUMERIC_VALUE_OUT_OF_RANGE", `Out of range for ${target}: ${cast[1]}`);
}

/** Translates any error of a query, for example DuckDB's or the AWS SDK's, to the error that Athena would report. */
export function toQueryError(error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  if (error instanceof UnquotableTextError) return new QueryError("NOT_SUPPORTED", error.message);
  if (error instanceof UnreadFeatureError) return unsupported(error.message);
  if (error instanceof InvalidMetadataError) {
    return new QueryError("ICEBERG_INVALID_METADATA", error.message);
  }
  const system = systemError(error);
  if (system !== undefined) return system;
  const message = messageOf(error).replace(/^Error: /, "");
  const own = /(?:^|: )([A-Z][A-Z_]{5,}): ([^]*)/.exec(message);
  if (own?.[1] !== undefined) return new QueryError(own[1], firstParagraph(own[2]));
  const tooLarge = overflowError(message);
  if (tooLarge !== undefined) return tooLarge;
  for (const [pattern, code, reason] of DUCKDB_ERRORS) {
    const match = pattern.exec(message);
    if (match !== null) return new QueryError(code, reason ?? firstParagraph(match[1]));
  }
  if (error instanceof Error && isServiceError(error)) return serviceError(error);
  const construct = constructOf(message);
  return new QueryError(
    "NOT_SUPPORTED",
    `${unsupportedReason(construct)} (${firstParagraph(message)})`,
  );
}

/** Constructs that DuckDB's binder refuses, by its messages. */
const REFUSED_CONSTRUCTS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /Referenced (?:table|column) "[^"]*" not found/,
    () => "A lambda that uses a column of another relation than its subquery's",
  ],
  [
    /must appear in the GROUP BY clause/,
    () => "A GROUP BY key with a lambda or a JSON path in another expression",
  ],
  [/TRY can not be used .*subquer/i, () => "A subquery inside of TRY"],
  [/TRY can not be used .*volatile/i, () => "random() inside of TRY"],
  [
    /lambda.*(?:subquer|aggregate|window)/i,
    () => "A subquery, aggregate or window inside of a lambda",
  ],
  [/function call '"?(\S+?)"?\(/, ([, name]) => `An argument of DuckDB's ${name}`],
  [/^Not implemented Error: ([^\n.!]*)/, ([, what]) => `What DuckDB reports as '${what}'`],
  [/^(\w+ Error): ([^\n]{1,80})/, ([, , what]) => `What DuckDB refuses with '${what}'`],
];

/** The construct that a message of DuckDB is about. */
function constructOf(message: string): string {
  for (const [pattern, describe] of REFUSED_CONSTRUCTS) {
    const match = pattern.exec(message);
    if (match !== null) return describe(match);
  }
  return "A construct that DuckDB refuses";
}

/** The error of a failed system call, without the paths in its message. */
function systemError(error: unknown): QueryError | undefined {
  if (typeof error !== "object" || error === null || !("syscall" in error)) return undefined;
  const code = "code" in error ? String(error.code) : "unknown";
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new QueryError("EXCEEDED_SPILL_LIMIT", `${RESOURCES_EXHAUSTED}: the disk is full`);
  }
  return new QueryError("GENERIC_INTERNAL_ERROR", `A file of the embedded Athena: ${code}`);
}

/** Whether a running query was interrupted. */
export function isInterruption(error: unknown): boolean {
  // Anchored: the message of another error may quote the words from a query.
  return /^(?:Error: )?(?:Failed to [a-z ]+: )?INTERRUPT Error: /.test(messageOf(error));
}

function isServiceError(error: Error): boolean {
  return "$metadata" in error || "$fault" in error;
}

function serviceError(error: Error): QueryError {
  const denied = /AccessDenied|UnauthorizedOperation|not authorized/i.test(
    `${error.name} ${error.message}`,
  );
  return new QueryError(
    denied ? "PERMISSION_DENIED" : "HIVE_METASTORE_ERROR",
    `${error.message} (${error.name})`,
  );
}

function firstParagraph(text = ""): string {
  return (text.split("\n\n")[0] ?? text).trim();
}
