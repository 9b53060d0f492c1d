import { fitsInteger, type IntegerKind } from "../../../../../formats/integer-range";
import { ownValue } from "../../../../../formats/own-value";
import { messageOf } from "../../../../../errors/message-of";
import { SQL } from "../../../../duckdb/sql";
import { parseJson } from "../../../engine/udf/json/json-values";
import { latinDigits } from "../../../engine/udf/number-udfs";
import {
  parseDate,
  parseSqlTimestamp,
  parseZonedTimestamp,
  timestampParts,
} from "../../../engine/udf/sql-timestamp";
import { instantAt, offsetSeconds } from "../../../engine/udf/time-zone";
import { type Position, QueryError, unsupported } from "../../../query-error";
import type { ExpressionOf } from "../../../sql/syntax-tree";
import { resolveType } from "../../../types/resolve-type";
import { DATE, type TrinoType } from "../../../types/trino-type";
import { trimWhiteSpace } from "../../../types/white-space";
import { castTo } from "../cast";
import { decimalText } from "./decimal-literal";
import { typed, type TypedSql } from "../typed-sql";
import { varcharLiteral } from "./varchar-literal";

/** A literal with its type before it: `DATE '2026-11-23'`. @throws QueryError INVALID_LITERAL, NOT_SUPPORTED */
export function typedLiteral(node: ExpressionOf<"typed">): TypedSql {
  const type = resolveType(node.type);
  const source = varcharLiteral(node.text);
  const position = { line: node.line, column: node.column };
  if (type.kind === "date") {
    requireLiteral("DATE", () => typeof parseDate(node.text) === "bigint", node);
    return castTo(varcharLiteral(trimWhiteSpace(node.text)), DATE, false, position);
  }
  if (type.kind === "timestamp") return timestampLiteral(node);
  if (type.kind === "decimal") return decimalText(node.text, position);
  if (type.kind === "boolean" || type.kind === "double" || type.kind === "real") {
    const form = type.kind === "boolean" ? BOOLEAN_TEXT : NUMBER_TEXT;
    requireLiteral(type.kind.toUpperCase(), () => form.test(node.text), node);
  }
  // A literal of CHAR is as long as its text, unlike a cast to it.
  if (type.kind === "char") return castTo(source, charOf(node, position), false, position);
  const integer = ownValue(INTEGERS, type.kind);
  if (integer !== undefined) {
    const isValid = () =>
      INTEGER_TEXT.test(node.text) && fitsInteger(integerOf(node.text), integer);
    requireLiteral(type.kind.toUpperCase(), isValid, node);
  }
  if (type.kind === "json" && !/^\s*null\s*$/.test(node.text)) {
    requireLiteral("JSON", () => (parseJson(node.text) ?? undefined) !== undefined, node);
  }
  // A cast would make it a JSON string; the literal's text is JSON.
  if (type.kind === "json") return typed(type, () => SQL`trino_json_parse(${source.sql()})`);
  return castTo(source, type, false, position);
}

/** The type of a CHAR's text. @throws QueryError NOT_SUPPORTED for an empty one, whose type is char(0) */
function charOf({ text }: ExpressionOf<"typed">, position: Position): TrinoType {
  const { length } = Array.from(text);
  if (length === 0) throw unsupported("CHAR ''", position);
  return { kind: "char", length };
}

/** Trino's integer types, in Hive's words. */
const INTEGERS: Readonly<Record<string, IntegerKind>> = {
  tinyint: "tinyint",
  smallint: "smallint",
  integer: "int",
  bigint: "bigint",
};

const BOOLEAN_TEXT = /^(?:t|true|1|f|false|0)$/i;
const INTEGER_TEXT = /^[\0- ]*[+-]?\p{Nd}+[\0- ]*$/u;

// Java's: white space, a sign, an exponent, the suffix of a type, hexadecimal digits.
const NUMBER_TEXT =
  /^[\0- ]*[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?|0[xX][\da-fA-F.]+[pP][+-]?\d+[dDfF]?)[\0- ]*$/;

/** The value of a text of {@link INTEGER_TEXT}. */
function integerOf(text: string): bigint {
  const digits = latinDigits(text).replace(/[\0- ]/g, "");
  return digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits.replace("+", ""));
}

function timestampLiteral(node: ExpressionOf<"typed">): TypedSql {
  const { text, line, column } = node;
  const position = { line, column };
  const parts = timestampParts(text);
  if (parts === undefined) throw invalidLiteral("TIMESTAMP", node);
  const precision = parts.fraction.length;
  if (precision > 6) throw unsupported(`A timestamp with ${precision} digits`, position);
  const exists = () => {
    if (parts.zone === "") {
      parseSqlTimestamp(text);
      return true;
    }
    const { local, zone: id } = parseZonedTimestamp(text);
    const instant = instantAt(local, id);
    // Trino refuses a time that clocks skip in a literal only.
    return instant + BigInt(offsetSeconds(instant, id)) * 1_000_000n === local;
  };
  requireLiteral("TIMESTAMP", exists, node);
  const kind = parts.zone === "" ? "timestamp" : "timestamp with time zone";
  return castTo(varcharLiteral(text), { kind, precision }, false, position);
}

/**
 * Rejects a literal that is not one of its type.
 *
 * @param isValid may throw what the parser of such a text throws, for which the literal is not valid
 * @throws QueryError INVALID_LITERAL, or NOT_SUPPORTED with the parser's reason
 */
function requireLiteral(kind: string, isValid: () => boolean, node: ExpressionOf<"typed">): void {
  let valid: boolean;
  try {
    valid = isValid();
  } catch (error) {
    const [, limit] = /^NOT_SUPPORTED: (.*)/.exec(messageOf(error)) ?? [];
    if (limit !== undefined)
      throw new QueryError("NOT_SUPPORTED", limit, { line: node.line, column: node.column });
    valid = false;
  }
  if (!valid) throw invalidLiteral(kind, node);
}

function invalidLiteral(kind: string, { text, line, column }: ExpressionOf<"typed">): QueryError {
  const reason = `'${text}' is not a valid ${kind} literal`;
  return new QueryError("INVALID_LITERAL", reason, { line, column });
}
