import { BIGINT, BOOLEAN, VARCHAR } from "@duckdb/node-api";

import { javaRegExp, javaReplacement } from "./java-regexp";
import { udf, type ScalarUdfs } from "./scalar-udf";

/** Functions of text and of Java's regular expressions. Lists are handed over as JSON. */
export const STRING_UDFS: ScalarUdfs = {
  // DuckDB's own error() can't stand inside TRY.
  trino_fail: udf([VARCHAR], VARCHAR, (message: string) => {
    throw new Error(message);
  }),
  trino_reverse: udf([VARCHAR], VARCHAR, (text: string) => [...text].reverse().join("")),
  // Unlike test(), search() and matchAll() leave nothing behind in the expression, which all rows share.
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
      return between(text, pattern, (match) => replace(match, match.groups ?? {})).join("");
    },
  ),
  trino_regexp_split: udf([VARCHAR, VARCHAR], VARCHAR, (text: string, pattern: string) =>
    JSON.stringify(between(text, pattern)),
  ),
  trino_regexp_count: udf([VARCHAR, VARCHAR], BIGINT, (text: string, pattern: string) =>
    BigInt([...text.matchAll(javaRegExp(pattern))].length),
  ),
};

/** The text around the matches, and between each two what the match becomes, if it becomes anything. */
function between(
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
