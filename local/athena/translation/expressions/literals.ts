import { literal, numericLiteral, SQL } from "../../../duckdb/sql";
import { type Position, QueryError, unsupported } from "../../query-error";
import type { ExpressionOf } from "../../sql/syntax-tree";
import { resolveType } from "../../types/resolve-type";
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  INTEGER,
  isIntegerType,
  UNKNOWN,
  VARBINARY,
} from "../../types/trino-type";
import { messageOf } from "../../../../errors/message-of";
import {
  parseDate,
  parseSqlTimestamp,
  parseZonedTimestamp,
  timestampParts,
} from "../../engine/udf/sql-timestamp";
import { parseJson } from "../../engine/udf/json/json-values";
import { trimWhiteSpace } from "../../types/white-space";
import { instantAt, offsetSeconds } from "../../engine/udf/time-zone";
import { castTo } from "./cast";
import { typed, type TypedSql } from "./typed-sql";
import { ownValue } from "../../../../formats/own-value";

const MAX_INTEGER = 2147483647n;
const MAX_BIGINT = 9223372036854775807n;

type LiteralNode = ExpressionOf<
  "null" | "boolean" | "integer" | "decimal" | "double" | "string" | "binary" | "typed" | "interval"
>;

/** Types a literal as Trino does: `1.50` is a decimal(3,2), `'abc'` a varchar(3). */
export function translateLiteral(node: LiteralNode): TypedSql {
  switch (node.kind) {
    case "null":
      return typed(UNKNOWN, () => SQL`NULL`);
    case "boolean":
      return typed(BOOLEAN, () => literal(node.value));
    case "integer":
      return integerLiteral(node.text, node);
    case "double":
      return typed(DOUBLE, () => SQL`CAST(${numericLiteral(node.text)} AS DOUBLE)`, {
        literal: Number(node.text),
      });
    case "decimal":
      return decimal(node.text, node);
    case "string":
      requireWellFormed(node.text, node);
      return varcharLiteral(node.text);
    case "binary": {
      const hex = node.text.replace(/\s/g, "");
      if (hex.length % 2 === 1) {
        const reason = "Binary literal must contain an even number of digits";
        throw new QueryError("SYNTAX_ERROR", reason, node);
      }
      return typed(VARBINARY, () => SQL`from_hex(${literal(hex)})`);
    }
    case "typed":
      return typedLiteral(node);
    case "interval":
      return interval(node);
  }
}

/** Rejects a text that has no UTF-8, which DuckDB can't be given. @throws QueryError NOT_SUPPORTED */
function requireWellFormed(text: string, position: Position): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  const reason = `The text ${JSON.stringify(text.slice(0, 100))} is not well-formed Unicode`;
  throw new QueryError("NOT_SUPPORTED", reason, position);
}

/** A string literal. */
export function varcharLiteral(value: string): TypedSql {
  const type = { kind: "varchar", length: [...value].length } as const;
  return typed(type, () => literal(value), { literal: value });
}

function integerLiteral(digits: string, position: Position): TypedSql {
  const value = BigInt(digits);
  if (value > MAX_BIGINT || value < -MAX_BIGINT - 1n) {
    throw new QueryError("SYNTAX_ERROR", `Invalid numeric literal: ${digits}`, position);
  }
  return value > MAX_INTEGER || value < -MAX_INTEGER - 1n
    ? typed(BIGINT, () => SQL`CAST(${literal(value)} AS BIGINT)`, { literal: value })
    : typed(INTEGER, () => SQL`CAST(${literal(value)} AS INTEGER)`, { literal: value });
}

function decimal(digits: string, position: Position): TypedSql {
  const [whole = "", fraction = ""] = digits.split(".");
  const significant = whole.replace(/^0+/, "");
  const precision = Math.max(significant.length + fraction.length, 1);
  if (precision > 38) {
    throw new QueryError("INVALID_LITERAL", `Decimal literal is too long: ${digits}`, position);
  }
  const type = { kind: "decimal" as const, precision, scale: fraction.length };
  return typed(
    type,
    () =>
      SQL`CAST(${literal(digits)} AS DECIMAL(${literal(precision)},${literal(fraction.length)}))`,
  );
}

function typedLiteral(node: ExpressionOf<"typed">): TypedSql {
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
  if (type.kind === "boolean" || isIntegerType(type)) {
    const form = type.kind === "boolean" ? BOOLEAN_TEXT : INTEGER_TEXT;
    const valid = () => form.test(node.text) || fail();
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

const BOOLEAN_TEXT = /^(?:t|true|1|f|false|0)$/i;
const INTEGER_TEXT = /^[\0- ]*[+-]?\p{Nd}+[\0- ]*$/u;

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

function decimalText(value: string, position: Position): TypedSql {
  const match = /^([+-]?)(\d*\.?\d*)$/.exec(value);
  if (match?.[2] === undefined || !/\d/.test(match[2])) {
    throw new QueryError("INVALID_LITERAL", `'${value}' is not a valid DECIMAL literal`, position);
  }
  const { sql, type } = decimal(match[2], position);
  return typed(type, () => (match[1] === "-" ? SQL`(-${sql()})` : sql()));
}

const SECONDS: Readonly<Record<string, number>> = { day: 86400, hour: 3600, minute: 60, second: 1 };

function interval(node: ExpressionOf<"interval">): TypedSql {
  if (node.to !== undefined) throw unsupported("INTERVAL … TO …", node);
  const value = /^([+-]?)(\d+)(?:\.(\d{1,3}))?$/.exec(node.text);
  if (value === null || (value[3] !== undefined && node.from !== "second")) {
    throw new QueryError("INVALID_LITERAL", `'${node.text}' is not a valid INTERVAL literal`, node);
  }
  const sign = (value[1] === "-") === node.negative ? 1 : -1;
  const count = Number(value[2]);
  const seconds = ownValue(SECONDS, node.from);
  if (seconds === undefined) {
    const months = node.from === "year" ? count * 12 : count;
    return typed(
      { kind: "interval year to month" },
      () => SQL`to_months(${literal(sign * months)})`,
    );
  }
  const milliseconds = count * seconds * 1000 + Number((value[3] ?? "").padEnd(3, "0"));
  return typed(
    { kind: "interval day to second" },
    () => SQL`to_milliseconds(${literal(sign * milliseconds)})`,
    { literal: BigInt(sign * milliseconds) },
  );
}
