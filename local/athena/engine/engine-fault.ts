import { QueryError } from "../query-error";

/** Faults of DuckDB's that have a counterpart on Athena. */
const COUNTERPARTS: readonly (readonly [RegExp, string, string | undefined])[] = [
  [
    /More than one row returned by a subquery/i,
    "SUBQUERY_MULTIPLE_ROWS",
    "Scalar sub-query has returned multiple rows",
  ],
  [/^Out of Range Error: (.*)/s, "NUMERIC_VALUE_OUT_OF_RANGE", undefined],
  [/^Conversion Error: (.*)/s, "INVALID_CAST_ARGUMENT", undefined],
  [
    /Map keys (?:must be unique|can not be NULL)/i,
    "INVALID_FUNCTION_ARGUMENT",
    "Duplicate or null map keys are not allowed",
  ],
  [/^Out of Memory Error: (.*)/s, "EXCEEDED_LOCAL_MEMORY_LIMIT", undefined],
  [/^Invalid Input Error: (.*(?:parquet|json|file).*)/is, "HIVE_BAD_DATA", undefined],
];

/** The fault of a query as Athena would name it. */
export function engineFault(error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const own = /(?:^|: )([A-Z][A-Z_]{5,}): ([^]*)/.exec(message);
  if (own?.[1] !== undefined) return new QueryError(own[1], firstParagraph(own[2]));
  for (const [pattern, code, reason] of COUNTERPARTS) {
    const match = pattern.exec(message);
    if (match !== null) return new QueryError(code, reason ?? firstParagraph(match[1]));
  }
  if (error instanceof Error && isServiceFault(error)) return serviceFault(error);
  return new QueryError(
    "NOT_SUPPORTED",
    `The embedded Athena can't run this query; it would run on AWS (${firstParagraph(message)})`,
  );
}

/** Whether a running query was interrupted. */
export function isInterruption(error: unknown): boolean {
  return error instanceof Error && /INTERRUPT|interrupted/i.test(error.message);
}

function isServiceFault(error: Error): boolean {
  return "$metadata" in error || "$fault" in error;
}

function serviceFault(error: Error): QueryError {
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
