import { join, literal, SQL } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { coerce, typed } from "../../translation/expressions/typed-sql";
import { TIMESTAMP, TIMESTAMP_TZ, VARCHAR } from "../../types/trino-type";
import { toFormatPieces, toParsePattern } from "./date-pattern";
import { JODA_SYNTAX } from "./joda-pattern";
import { MYSQL_SYNTAX } from "./mysql-pattern";
import type { FunctionCall } from "../function-call";
import type { FunctionRule } from "../signature";
import { wallClock } from "./wall-clock";
import { macroCall } from "../../engine/macros/macro-call";

type Pattern = typeof JODA_SYNTAX;

/** Formats a date or timestamp with a literal pattern, which is parsed in the analysis. */
const formatted =
  (pattern: Pattern): FunctionRule =>
  (call) => {
    call.requireArity(2);
    const value = call.arg(0);
    const wall = wallClock(value);
    if (wall === undefined) throw call.noMatchingSignature();
    const zoned = value.type.kind === "timestamp with time zone";
    const parts = toFormatPieces(pattern, patternText(call, 1), call.argNode(1));
    if (parts.length === 0 || (!zoned && parts.some((part) => "zone" in part))) {
      const what =
        parts.length === 0 ? "is empty" : `has a time zone, which ${value.type.kind} has not`;
      const reason = `The pattern of ${call.node.name} ${what}`;
      throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, call.argNode(1));
    }
    return typed(VARCHAR, () => {
      // Joda has milliseconds: Trino rounds to them.
      const isDate = value.type.kind === "date";
      const clock = isDate ? wall() : SQL`trino_round_timestamp(${wall()}, 3)`;
      const pieces = parts.map((piece) => {
        if ("strftime" in piece) return SQL`strftime(${clock}, ${literal(piece.strftime)})`;
        if ("year" in piece) {
          const format = `%0${piece.digits}d`;
          if (piece.year === "era") {
            // The year before the year 1 is 0 elsewhere.
            return SQL`printf(${literal(format)}, CASE WHEN year(${clock}) <= 0 THEN 1 - year(${clock}) ELSE year(${clock}) END)`;
          }
          const year = piece.year === "year" ? SQL`year` : SQL`isoyear`;
          // A sign is not one of the digits.
          return SQL`CASE WHEN ${year}(${clock}) < 0 THEN printf(${literal(`-${format}`)}, -${year}(${clock})) ELSE printf(${literal(format)}, ${year}(${clock})) END`;
        }
        return piece.zone === "id"
          ? SQL`trino_joda_zone(${value.sql()}.z)`
          : SQL`trino_offset(${coerce(value, TIMESTAMP_TZ)}, ${literal(piece.zone === "colon")})`;
      });
      return SQL`(${join(pieces, SQL` || `)})`;
    });
  };

function parsePattern(language: Pattern, call: FunctionCall): string {
  const pattern = toParsePattern(language, patternText(call, 1), call.argNode(1));
  if (pattern !== "") return pattern;
  const reason = `The pattern of ${call.node.name} is empty`;
  throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, call.argNode(1));
}

function patternText(call: FunctionCall, index: number): string {
  const pattern = call.stringLiteral(index);
  if (pattern === undefined)
    throw unsupported(`A pattern of ${call.node.name} that is not a literal`, call.node);
  return pattern;
}

/**
 * Trino parses `%Y-%m-%d` as it casts to a date, with years of more than four digits.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/operator/scalar/DateTimeFunctions.java (dateParse)
 */
const MYSQL_DATE = "%C4-%m2-%d2";
const JODA_DATE = "%Y4-%m2-%d2";

/** Functions that format and parse dates and timestamps. */
export const TIME_FORMAT_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  date_format: formatted(MYSQL_SYNTAX),
  format_datetime: formatted(JODA_SYNTAX),
  date_parse: (call) => {
    call.requireArity(2);
    const parsed = parsePattern(MYSQL_SYNTAX, call);
    const pattern = parsed === MYSQL_DATE ? JODA_DATE : parsed;
    const text = call.argAs(0, VARCHAR);
    return typed(TIMESTAMP, () => SQL`trino_parse_datetime(${text.sql()}, ${literal(pattern)}).i`);
  },
  parse_datetime: (call) => {
    call.requireArity(2);
    const pattern = parsePattern(JODA_SYNTAX, call);
    const text = call.argAs(0, VARCHAR);
    return typed(TIMESTAMP_TZ, () => SQL`trino_parse_datetime(${text.sql()}, ${literal(pattern)})`);
  },
  to_iso8601: (call) => {
    call.requireArity(1);
    const value = call.arg(0);
    const { sql, type } = value;
    if (type.kind === "date") {
      return typed({ kind: "varchar", length: 16 }, () => macroCall(SQL`trino_date_text`, sql()));
    }
    const clock = wallClock(value);
    if (
      clock === undefined ||
      (type.kind !== "timestamp" && type.kind !== "timestamp with time zone")
    ) {
      throw call.noMatchingSignature();
    }
    const { precision } = type;
    const local = () =>
      SQL`replace(trino_timestamp_text(${clock()}, ${literal(precision)}), ' ', 'T')`;
    // The length of Trino's type: years have up to six digits and a sign.
    const fraction = precision === 0 ? 0 : precision + 1;
    if (type.kind === "timestamp") return typed({ kind: "varchar", length: 22 + fraction }, local);
    return typed({ kind: "varchar", length: 28 + fraction }, () => {
      const offset = SQL`CASE WHEN ${sql()}.z = 'UTC' THEN 'Z' ELSE trino_offset(${sql()}, true) END`;
      return SQL`(${local()} || ${offset})`;
    });
  },
};
