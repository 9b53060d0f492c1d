import { BIGINT, BLOB, BOOLEAN, type DuckDBBlobValue, VARCHAR } from "@duckdb/node-api";

import { javaRegExp, javaReplacement } from "./java-regexp";
import { levenshteinDistance } from "./levenshtein-distance";
import { udf, type ScalarUdfs } from "./scalar-udf";
import { decodeUtf8 } from "./utf8-text";

/** String functions, and those of Java's regular expressions. Lists are returned as JSON. */
export const STRING_UDFS: ScalarUdfs = {
  // TRY does not catch DuckDB's error().
  trino_fail: udf([VARCHAR], VARCHAR, (message: string) => {
    throw new Error(message);
  }),
  trino_levenshtein: udf([VARCHAR, VARCHAR], BIGINT, (a: string, b: string) =>
    BigInt(levenshteinDistance([...a], [...b])),
  ),
  trino_from_utf8: udf([BLOB], VARCHAR, ({ bytes }: DuckDBBlobValue) => decodeUtf8(bytes)),
  trino_reverse: udf([VARCHAR], VARCHAR, (text: string) => [...text].reverse().join("")),
  trino_regexp_like: udf(
    [VARCHAR, VARCHAR],
    BOOLEAN,
    (text: string, pattern: string) => matchesOf(text, pattern).next().done !== true,
  ),
  trino_regexp_extract: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) => {
      const expression = javaRegExp(pattern);
      requireGroup(groupCount(expression), group);
      const { value: first } = matchesOf(text, pattern).next();
      return first === undefined ? null : (groupOf(first, group) ?? null);
    },
  ),
  trino_regexp_extract_all: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) =>
      JSON.stringify([...matchesOf(text, pattern)].map((match) => groupOf(match, group) ?? null)),
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
    BigInt([...matchesOf(text, pattern)].length),
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
  for (const match of matchesOf(text, pattern)) {
    parts.push(text.slice(end, match.index));
    if (replace !== undefined) parts.push(replace(match));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function groupOf(match: RegExpExecArray, group: bigint): string | undefined {
  requireGroup(match.length - 1, group);
  return match[Number(group)];
}

function requireGroup(count: number, group: bigint): void {
  if (group >= 0n && group <= BigInt(count)) return;
  throw new Error(
    `INVALID_FUNCTION_ARGUMENT: Pattern has ${count} groups. Cannot access group ${group}`,
  );
}

/** The matches in a text. The compiled expression is shared and has a state, which is set back before each use. */
function matchesOf(text: string, pattern: string): RegExpStringIterator<RegExpExecArray> {
  const expression = javaRegExp(pattern);
  expression.lastIndex = 0;
  return text.matchAll(expression);
}

const GROUP_COUNTS = new WeakMap<RegExp, number>();

/** The number of an expression's groups: an alternative that matches nothing shows them all. */
function groupCount(expression: RegExp): number {
  const known = GROUP_COUNTS.get(expression);
  if (known !== undefined) return known;
  const empty = new RegExp(`${expression.source}|`, expression.flags).exec("");
  const count = (empty?.length ?? 1) - 1;
  GROUP_COUNTS.set(expression, count);
  return count;
}
