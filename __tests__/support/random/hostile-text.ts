import { anyCharacter } from "./any-character";
import type { Arbitrary } from "./seeded-fast-check";
import fc from "./seeded-fast-check";

/** A file that an attack would read, and one that it would create. */
export interface Prey {
  readonly path: string;
  readonly target: string;
}

/** Texts that close quotes, start comments or statements, or have a meaning in DuckDB, S3 or JavaScript. */
export function hostileTexts({ path, target }: Prey): readonly string[] {
  const read = `(SELECT any_value(content) FROM read_text('${path}'))`;
  return [
    "'",
    '"',
    "''",
    '""',
    "`",
    "\\",
    "\\'",
    '\\"',
    "$$",
    "$1",
    "$tag$",
    "?",
    ":a",
    "@",
    ";",
    "--",
    "-- '",
    "/*",
    "*/",
    "/* ' */",
    "#",
    "%",
    "%s%n%Y",
    "_",
    "{}",
    "[1]",
    "*?[a-z]",
    "a,b",
    "a=b",
    "a.b",
    "a:b",
    "a/b",
    "a b",
    " a ",
    "\n",
    "\r\n",
    "\t",
    "\u000b\u00a0\u2003\u3000\u200b\u2028\ufeff",
    "\u202egnp",
    "ü😀",
    "\0",
    "a\0b",
    "'\0'",
    "\ud800",
    "a\udc00b",
    "NULL",
    "null",
    "true",
    "1e400",
    "r1",
    "item",
    "c0",
    "scan0",
    "entry",
    "__proto__",
    "constructor",
    "file_index",
    "filename",
    "$path",
    "$place",
    "__HIVE_DEFAULT_PARTITION__",
    "../../../../etc/passwd",
    "%2e%2e%2f",
    "${year}",
    "!{timestamp:yyyy}",
    "E'\\x27'",
    "U&'\\0027'",
    `' || ${read} || '`,
    `" || ${read} || "`,
    `') || ${read} || ('`,
    `", ${read} AS "`,
    `'; COPY (SELECT 1) TO '${target}'; --`,
    `"; COPY (SELECT 1) TO '${target}'; --`,
    `'); COPY (SELECT 1) TO '${target}'; --`,
    `) TO '${target}' (FORMAT csv); --`,
    `'; ATTACH '${target}' AS other; --`,
    `' UNION ALL SELECT content FROM read_text('${path}') --`,
    `'], columns = {a: 'VARCHAR'}) UNION ALL SELECT content FROM read_text('${path}') --`,
    `read_text('${path}')`,
    path,
    `'${path}'`,
    `file://${path}`,
    "'; SET enable_external_access = true; --",
    "'; PRAGMA database_list; --",
    "'; INSTALL httpfs; LOAD httpfs; --",
    "getenv('HOME')",
    "x".repeat(5000),
    "'".repeat(5000),
  ];
}

/** Those texts, parts of them in any order, and any text. */
export function hostileText(prey: Prey): Arbitrary<string> {
  const texts = fc.constantFrom(...hostileTexts(prey).filter((text) => text.length < 1000));
  return fc.oneof(
    { weight: 2, arbitrary: fc.array(texts, { minLength: 1, maxLength: 3 }).map(joined) },
    { weight: 1, arbitrary: fc.string({ unit: anyCharacter, minLength: 1, maxLength: 12 }) },
  );
}

function joined(texts: readonly string[]): string {
  return texts.join("");
}

/** A megabyte between quotes. */
export const MEGABYTE = `'"${"x".repeat(1_000_000)}"' --`;
