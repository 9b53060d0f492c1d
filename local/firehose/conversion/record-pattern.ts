import { escapeRegExp } from "../../../formats/escape-reg-exp";
import type { MemberLayout, RecordLayout, ValueLayout } from "./record-layout";
import type { ScalarHiveType } from "../../../formats/scalar-conversion";

const PLAIN = '[^"\\\\\\x00-\\x1f]';
// Escapes that all JSON parsers decode the same way.
const STRING = `"${PLAIN}*(?:\\\\["\\\\/bfnrt]${PLAIN}*)*"`;
const YEAR = "(?:\\d\\d(?:\\d[1-9]|[1-9]0)|(?:\\d[1-9]|[1-9]0)00)";
// 29 February depends on the year, so it takes the slow path.
const MONTH_DAY =
  "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))";
const DATE = `${YEAR}-${MONTH_DAY}`;
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?";
const ISO_TIME = `T${TIME}Z`;
const ANY_TIME = `(?:${ISO_TIME}| ${TIME})`;
const FRACTION = "\\.\\d{1,15}";
const FLOATING = `(?:(?:0|-?[1-9]\\d{0,14})(?:${FRACTION})?)`;
const ANY_SCALAR = `(?:${STRING}|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false)`;

/** Patterns of simple records, for latin1 texts, which have one character per byte. */
export interface SimplePatterns {
  /** One record. */
  readonly record: RegExp;
  /** As many consecutive records as possible that end with a newline. */
  readonly lines: RegExp;
}

/**
 * Builds patterns that match simple records: those with one of these layouts in which each value has exactly the JSON
 * form and range of its column. For such records DuckDB's result equals the converter's. Whether the bytes are valid
 * UTF-8 must be checked separately.
 */
export function simplePatterns(
  layouts: readonly RecordLayout[],
  { isExact = false }: { readonly isExact?: boolean } = {},
): SimplePatterns {
  const documents = layouts.map(({ members }) => struct(members, isExact ? ISO_TIME : ANY_TIME));
  const document = `(?:${documents.join("|")})\\r?`;
  return {
    record: new RegExp(`${document}\\n?`, "y"),
    lines: new RegExp(`(?:${document}\\n)+`, "y"),
  };
}

function struct(members: readonly MemberLayout[], time: string): string {
  // Any member may be missing, but not all: DuckDB 1.5 reads a file of {} as structs instead of nulls. A comma must be
  // followed by another key.
  const rendered = members.map(({ key, value }) => {
    const escaped = escapeRegExp(key);
    return `(?:"${escaped}": ?(?:${render(value, time)}|null)(?:, ?(?=")|(?=\\})))?`;
  });
  return `\\{(?!\\})${rendered.join("")}\\}`;
}

function render(layout: ValueLayout, time: string): string {
  switch (layout.kind) {
    case "scalar":
      return scalar(layout.type, time);
    case "array":
      return `\\[(?:(?:${render(layout.element, time)}|null)(?:, ?(?!\\])|(?=\\])))*\\]`;
    case "struct":
      return struct(layout.members, time);
    case "dropped":
      return ANY_SCALAR;
    case "unknown":
      return "null";
  }
}

function scalar(type: ScalarHiveType, time: string): string {
  switch (type.kind) {
    case "boolean":
      return "true|false";
    case "tinyint":
      return integer(2);
    case "smallint":
      return integer(4);
    case "int":
      return integer(9);
    case "bigint":
      return integer(18);
    case "float":
    case "double":
      return FLOATING;
    case "string":
      return STRING;
    // A character has at least one byte.
    case "varchar":
      return `"${PLAIN}{0,${type.length}}"`;
    case "char":
      return `"(?:${PLAIN}{0,${type.length - 1}}[^" \\\\\\x00-\\x1f])?"`;
    case "date":
      return `"${DATE}"`;
    case "timestamp":
      return `"${DATE}${time}"`;
    // DuckDB reads neither exact decimals nor base64 from JSON.
    case "decimal":
    case "binary":
      return "null";
  }
}

function integer(digits: number): string {
  return `(?:0|-?[1-9]\\d{0,${digits - 1}})`;
}
