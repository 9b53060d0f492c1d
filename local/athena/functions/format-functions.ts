import { literal } from "../../firehose/duckdb-type";
import { type Position, QueryError, unsupported } from "../query-error";
import { textOf } from "../translation/cast";
import type { Typed } from "../translation/typed";
import { isWholeNumber, typeName, VARCHAR } from "../types/trino-type";
import type { Rule } from "./rule";

const DIRECTIVE = /%(?:%|n|([-0,+]*)(\d+)?(?:\.(\d+))?([a-zA-Z]))|[^%]+|%/g;

/** `format('%s: %,.2f', name, amount)`, of Java's directives those that are usual. */
const format: Rule = (call) => {
  const pattern = call.literalText(0);
  if (pattern === undefined) throw unsupported("A pattern of format that is no literal", call.node);
  let next = 1;
  const pieces = [...pattern.matchAll(DIRECTIVE)].map(
    ([text, flags = "", width, digits, letter]) => {
      if (text === "%%") return "'%'";
      if (text === "%n" || letter === undefined) return literal(text === "%n" ? "\n" : text);
      const value = call.value(next);
      next += 1;
      return directive(value, { letter, flags, width, digits }, call.node);
    },
  );
  return { sql: `(${["''", ...pieces].join(" || ")})`, type: VARCHAR };
};

interface Directive {
  readonly letter: string;
  readonly flags: string;
  readonly width: string | undefined;
  readonly digits: string | undefined;
}

function directive(
  value: Typed,
  { letter, flags, width, digits }: Directive,
  position: Position,
): string {
  const { kind } = value.type;
  const floating = kind === "double" || kind === "real" || kind === "decimal";
  const text = kind === "unknown" ? "CAST(NULL AS VARCHAR)" : textOf(value);
  if (text === undefined || !/^[sdf]$/.test(letter))
    throw unsupported(`%${letter} of ${typeName(value.type)} in format`, position);
  if ((letter === "d" && !isWholeNumber(value.type)) || (letter === "f" && !floating)) {
    const reason = `Invalid format string: %${letter} of ${typeName(value.type)}`;
    throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, position);
  }
  // A null is written as the word, with every directive.
  const written =
    letter === "s"
      ? digits === undefined
        ? text
        : `left(${text}, ${digits})`
      : `trino_fixed(${text}, ${letter === "d" ? 0 : (digits ?? 6)}, ${literal(flags)}, ${width ?? 0})`;
  const shown = `coalesce(${written}, 'null')`;
  if (width === undefined) return shown;
  const padding = `repeat(' ', greatest(0, ${width} - CAST(length(${shown}) AS INTEGER)))`;
  return flags.includes("-") ? `(${shown} || ${padding})` : `(${padding} || ${shown})`;
}

/** Functions that write values by a pattern. */
export const FORMAT_FUNCTIONS: Readonly<Record<string, Rule>> = { format };
