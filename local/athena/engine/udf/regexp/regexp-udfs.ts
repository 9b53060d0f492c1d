import { BIGINT, BOOLEAN, VARCHAR } from "@duckdb/node-api";

import { type ScalarUdfs, udf } from "../scalar-udf";
import { javaRegexp, type RegexpMatch } from "./java-regexp";
import { replacementText } from "./java-replacement";
import { invalidPattern } from "./pattern-error";

/** Functions of regular expressions. Lists are returned as JSON. */
export const REGEXP_UDFS: ScalarUdfs = {
  trino_regexp_like: udf(
    [VARCHAR, VARCHAR],
    BOOLEAN,
    (text: string, pattern: string) => firstMatch(text, pattern) !== undefined,
  ),
  trino_regexp_extract: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) => {
      requireGroup(pattern, group);
      return firstMatch(text, pattern)?.groups[Number(group)] ?? null;
    },
  ),
  trino_regexp_extract_all: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) => {
      requireGroup(pattern, group);
      const matches = [...javaRegexp(pattern).matches(text)];
      return JSON.stringify(matches.map(({ groups }) => groups[Number(group)] ?? null));
    },
  ),
  trino_regexp_replace: udf(
    [VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, pattern: string, replacement: string) =>
      splitAtMatches(text, pattern, (match) => replacementText(replacement, match)).join(""),
  ),
  // The text before each match, and the match's groups; those are null for the text after the last one.
  trino_regexp_pieces: udf([VARCHAR, VARCHAR], VARCHAR, (text: string, pattern: string) => {
    const matches = [...javaRegexp(pattern).matches(text)];
    const texts = splitAtMatches(text, pattern);
    const groups = matches.map((match) => match.groups.slice(1).map((group) => group ?? null));
    return JSON.stringify(texts.map((before, index) => ({ t: before, g: groups[index] ?? null })));
  }),
  trino_regexp_split: udf([VARCHAR, VARCHAR], VARCHAR, (text: string, pattern: string) =>
    JSON.stringify(splitAtMatches(text, pattern)),
  ),
  trino_regexp_count: udf([VARCHAR, VARCHAR], BIGINT, (text: string, pattern: string) =>
    BigInt([...javaRegexp(pattern).matches(text)].length),
  ),
};

/** Splits the text at the matches, with the replacements of the matches in between, if there are any. */
function splitAtMatches(
  text: string,
  pattern: string,
  replace?: (match: RegexpMatch) => string,
): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of javaRegexp(pattern).matches(text)) {
    parts.push(text.slice(from, match.start));
    if (replace !== undefined) parts.push(replace(match));
    from = match.end;
  }
  return [...parts, text.slice(from)];
}

function firstMatch(text: string, pattern: string): RegexpMatch | undefined {
  for (const match of javaRegexp(pattern).matches(text)) return match;
  return undefined;
}

function requireGroup(pattern: string, group: bigint): void {
  const { groupCount } = javaRegexp(pattern);
  if (group < 0n) throw invalidPattern("Group cannot be negative");
  if (group <= BigInt(groupCount)) return;
  throw invalidPattern(`Pattern has ${groupCount} groups. Cannot access group ${group}`);
}
