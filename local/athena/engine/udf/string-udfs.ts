import { BIGINT, BOOLEAN, VARCHAR } from "@duckdb/node-api";

import { javaRegExp, javaReplacement } from "./java-regexp";
import { udf, type ScalarUdfs } from "./scalar-udf";

/** String functions, and those of Java's regular expressions. Lists are returned as JSON. */
export const STRING_UDFS: ScalarUdfs = {
  // TRY does not catch DuckDB's error().
  trino_fail: udf([VARCHAR], VARCHAR, (message: string) => {
    throw new Error(message);
  }),
  trino_reverse: udf([VARCHAR], VARCHAR, (text: string) => [...text].reverse().join("")),
  // Unlike test(), search() and matchAll() do not change lastIndex of the shared expression.
  trino_regexp_like: udf(
    [VARCHAR, VARCHAR],
    BOOLEAN,
    (text: string, pattern: string) => text.search(javaRegExp(pattern)) >= 0,
  ),
  trino_regexp_extract: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) => {
      const [first] = text.matchAll(javaRegExp(pattern));
      return first === undefined ? null : (groupOf(first, group) ?? null);
    },
  ),
  trino_regexp_extract_all: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) =>
      JSON.stringify(
        [...text.matchAll(javaRegExp(pattern))].map((match) => groupOf(match, group) ?? null),
      ),
  ),
  trino_regexp_replace: udf(
    [VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, pattern: string, replacement: string) => {
      const replace = javaReplacement(replacement);
      return splitAtMatches(text, pattern, (match) => replace(match, match.groups ?? {})).join("");
    },
  ),
  trino_regexp_split: udf([VARCHAR, VARCHAR], VARCHAR, (text: string, pattern: string) =>
    JSON.stringify(splitAtMatches(text, pattern)),
  ),
  trino_regexp_count: udf([VARCHAR, VARCHAR], BIGINT, (text: string, pattern: string) =>
    BigInt([...text.matchAll(javaRegExp(pattern))].length),
  ),
};

/** Splits the text at the matches, with the replacements of the matches in between, if there are any. */
function splitAtMatches(
  text: string,
  pattern: string,
  replace?: (match: RegExpExecArray) => string,
): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(javaRegExp(pattern))) {
    parts.push(text.slice(end, match.index));
    if (replace !== undefined) parts.push(replace(match));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function groupOf(match: RegExpExecArray, group: bigint): string | undefined {
  if (group < 0n || group >= BigInt(match.length)) {
    throw new Error(
      `INVALID_FUNCTION_ARGUMENT: Pattern has ${match.length - 1} groups. Cannot access group ${group}`,
    );
  }
  return match[Number(group)];
}
