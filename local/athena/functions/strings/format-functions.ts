import { join, literal, numericLiteral, SQL, type Sql } from "../../../duckdb/sql";
import { type Position, QueryError, unsupported } from "../../query-error";
import { javaText } from "../../translation/expressions/varchar-text";
import { typed, type TypedSql } from "../../translation/expressions/typed-sql";
import { isIntegerType, typeName, VARCHAR } from "../../types/trino-type";
import type { FunctionRule } from "../signature";

const DIRECTIVE = /%(?:%|n|([-0,+]*)(\d+)?(?:\.(\d+))?([a-zA-Z]))|[^%]+|%/g;

/** `format('%s: %,.2f', name, amount)`, with the `%s`, `%d` and `%f` of Java's Formatter. */
const format: FunctionRule = (call) => {
  const pattern = call.stringLiteral(0);
  if (pattern === undefined) throw unsupported("A format string that is not a literal", call.node);
  let next = 1;
  const pieces = [...pattern.matchAll(DIRECTIVE)].map(
    ({ index, 0: text, 1: flags = "", 2: width, 3: digits, 4: letter }): (() => Sql) => {
      if (text === "%%") return () => literal("%");
      if (text === "%n") return () => literal("\n");
      if (letter === undefined && !text.startsWith("%")) return () => literal(text);
      if (letter === undefined || !isKnown({ letter, flags, width, digits })) {
        const rest = pattern.slice(index, index + SHOWN_CHARACTERS);
        throw unsupported(`The directive at '${rest}' of a format string`, call.node);
      }
      const value = call.arg(next);
      next += 1;
      return directive(value, { letter, flags, width, digits }, call.node);
    },
  );
  return typed(
    VARCHAR,
    () => SQL`(${join([SQL`''`, ...pieces.map((piece) => piece())], SQL` || `)})`,
  );
};

/** How much of a pattern an error shows. */
const SHOWN_CHARACTERS = 12;

interface Directive {
  readonly letter: string;
  readonly flags: string;
  readonly width: string | undefined;
  readonly digits: string | undefined;
}

/** Whether Java's Formatter takes these flags together and with the letter; Trino fails on others. */
function isKnown({ letter, flags, width, digits }: Directive): boolean {
  if (new Set(flags).size < flags.length || /-.*0|0.*-/.test(flags)) return false;
  if (/[-0]/.test(flags) && width === undefined) return false;
  if (letter === "s") return !/[0,+]/.test(flags);
  return letter !== "d" || digits === undefined;
}

function directive(
  value: TypedSql,
  { letter, flags, width, digits }: Directive,
  position: Position,
): () => Sql {
  const { kind } = value.type;
  const floating = kind === "double" || kind === "real" || kind === "decimal";
  if (kind === "unknown" && letter !== "s")
    throw unsupported(`%${letter} of a bare NULL`, position);
  const write = kind === "unknown" ? () => SQL`CAST(NULL AS VARCHAR)` : javaText(value.type);
  // Java writes a BigDecimal below 0.000001 with an exponent.
  const isSmallDecimal = value.type.kind === "decimal" && value.type.scale > 6;
  // Java writes these as `2024-01-01T10:00`, with seconds only if there are any.
  const isTimestamp = kind === "timestamp" || kind === "timestamp with time zone";
  if (write === undefined || isTimestamp || !/^[sdf]$/.test(letter))
    throw unsupported(`%${letter} of ${typeName(value.type)} in format`, position);
  if ((letter === "d" && !isIntegerType(value.type)) || (letter === "f" && !floating)) {
    const reason = `Invalid format string: %${letter} of ${typeName(value.type)}`;
    throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, position);
  }
  return () => {
    const plain = write(value.sql());
    // Unlike a cast, Java's LocalDate writes the sign of years beyond 9999.
    const text =
      kind === "date"
        ? SQL`regexp_replace(${plain}, '^(\\d{5,})', '+\\1')`
        : isSmallDecimal && letter === "s"
          ? SQL`trino_big_decimal_text(${plain})`
          : plain;
    // Java formats null as "null" with every directive, and cuts it to the precision.
    const places = digits === undefined ? undefined : numericLiteral(digits);
    const size = numericLiteral(width ?? "0");
    const written =
      letter === "s"
        ? places === undefined
          ? text
          : SQL`left(${text}, ${places})`
        : SQL`trino_format_fixed(${text}, ${letter === "d" ? literal(0) : (places ?? literal(6))}, ${literal(flags)}, ${size})`;
    const nothing = digits === undefined ? "null" : "null".slice(0, Number(digits));
    const shown = SQL`coalesce(${written}, ${literal(nothing)})`;
    if (width === undefined) return shown;
    // Java counts a character beyond U+FFFF twice.
    const beyond = SQL`length(regexp_replace(${shown}, '[^\\x{10000}-\\x{10FFFF}]', '', 'g'))`;
    const padding = SQL`repeat(' ', greatest(0, ${size} - CAST(length(${shown}) + ${beyond} AS INTEGER)))`;
    return flags.includes("-") ? SQL`(${shown} || ${padding})` : SQL`(${padding} || ${shown})`;
  };
}

/** `format`. */
export const FORMAT_FUNCTIONS: Readonly<Record<string, FunctionRule>> = { format };
