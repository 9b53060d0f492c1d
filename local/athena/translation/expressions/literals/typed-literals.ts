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
import { DATE } from "../../../types/trino-type";
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
    checkLiteral(
      () => parseDate(node.text),
      `'${node.text}' is not a valid DATE literal`,
      position,
    );
    return castTo(varcharLiteral(trimWhiteSpace(node.text)), DATE, false, position);
  }
  if (type.kind === "timestamp") return timestampLiteral(node.text, position);
  if (type.kind === "decimal") return decimalText(node.text, position);
  if (type.kind === "boolean" || type.kind === "double" || type.kind === "real") {
    const form = type.kind === "boolean" ? BOOLEAN_TEXT : NUMBER_TEXT;
    const valid = () => form.test(node.text) || fail();
    checkLiteral(
      valid,
      `'${node.text}' is not a valid ${type.kind.toUpperCase()} literal`,
      position,
    );
  }
  const integer = ownValue(INTEGERS, type.kind);
  if (integer !== undefined) {
    const valid = () =>
      (INTEGER_TEXT.test(node.text) && fitsInteger(integerOf(node.text), integer)) || fail();
    checkLiteral(
      valid,
      `'${node.text}' is not a valid ${type.kind.toUpperCase()} literal`,
      position,
    );
  }
  if (type.kind === "json") {
    const valid = () => parseJson(node.text) ?? fail();
    const isNull = /^\s*null\s*$/.test(node.text);
    if (!isNull) checkLiteral(valid, `'${node.text}' is not a valid JSON literal`, position);
  }
  // A cast would make it a JSON string; the literal's text is JSON.
  if (type.kind === "json") return typed(type, () => SQL`trino_json_parse(${source.sql()})`);
  return castTo(source, type, false, position);
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

function fail(): never {
  throw new Error("INVALID_LITERAL");
}

function timestampLiteral(value: string, position: Position): TypedSql {
  const parts = timestampParts(value);
  if (parts === undefined) {
    throw new QueryError(
      "INVALID_LITERAL",
      `'${value}' is not a valid TIMESTAMP literal`,
      position,
    );
  }
  const precision = parts.fraction.length;
  if (precision > 6) throw unsupported(`A timestamp with ${precision} digits`, position);
  checkLiteral(
    () => {
      if (parts.zone === "") return parseSqlTimestamp(value);
      const { local, zone: id } = parseZonedTimestamp(value);
      const instant = instantAt(local, id);
      const skipped = instant + BigInt(offsetSeconds(instant, id)) * 1_000_000n !== local;
      // Trino refuses a time that clocks skip in a literal only.
      if (skipped) fail();
      return local;
    },
    `'${value}' is not a valid TIMESTAMP literal`,
    position,
  );
  const kind = parts.zone === "" ? "timestamp" : "timestamp with time zone";
  const type = { kind, precision } as const;
  return castTo(varcharLiteral(value), type, false, position);
}

/** Rejects a literal that can't be parsed. @throws QueryError INVALID_LITERAL, or NOT_SUPPORTED */
function checkLiteral(parse: () => unknown, reason: string, position: Position): void {
  try {
    parse();
  } catch (error) {
    const [, limit] = /^NOT_SUPPORTED: (.*)/.exec(messageOf(error)) ?? [];
    if (limit !== undefined) throw new QueryError("NOT_SUPPORTED", limit, position);
    throw new QueryError("INVALID_LITERAL", reason, position);
  }
}
