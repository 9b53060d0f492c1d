import { identifier } from "../../firehose/duckdb-type";
import { type Position, QueryError, unsupported } from "../query-error";
import type { Comparison } from "../sql/expression";
import { asDecimal, commonType } from "../types/coercion";
import { duckDbTypeOf, fieldName } from "../types/duckdb-type";
import {
  BOOLEAN,
  isNumeric,
  type TrinoType,
  type TypeOf,
  typeName,
  VARCHAR,
} from "../types/trino-type";
import { coerce, type Typed } from "./typed";

/** Operators between two values. */
export type Arithmetic = "+" | "-" | "*" | "/" | "%" | "||";

const MAX_PRECISION = 38;

/** `left operator right` with Trino's types: whole numbers divide to whole numbers, decimals to decimals. */
export function arithmetic(
  operator: Arithmetic,
  left: Typed,
  right: Typed,
  position: Position,
): Typed {
  if (operator === "||") return concatenate(left, right, position);
  const result =
    arithmeticWithTime(operator, left, right) ?? arithmeticOfNumbers(operator, left, right);
  if (result === undefined) throw cannotApply(operator, left, right, position);
  return result;
}

function arithmeticOfNumbers(operator: Arithmetic, left: Typed, right: Typed): Typed | undefined {
  const type = commonType(left.type, right.type);
  if (type === undefined || !isNumeric(type)) return undefined;
  if (type.kind === "decimal") return arithmeticOfDecimals(operator, left, right);
  const [a, b] = [coerce(left, type), coerce(right, type)];
  const floating = type.kind === "double" || type.kind === "real";
  if (operator === "/" && !floating) return { sql: `(${a} // trino_divisor(${b}))`, type };
  if (operator === "%" && !floating) return { sql: `(${a} % trino_divisor(${b}))`, type };
  return { sql: `(${a} ${operator} ${b})`, type };
}

/** Result types as in https://trino.io/docs/current/functions/decimal.html */
function arithmeticOfDecimals(operator: Arithmetic, left: Typed, right: Typed): Typed | undefined {
  const a = asDecimal(left.type) ?? asDecimal(right.type);
  const b = asDecimal(right.type) ?? a;
  if (a === undefined || b === undefined) return undefined;
  const [x, y] = [coerce(left, a), coerce(right, b)];
  const type = decimalResult(operator, a, b);
  const target = duckDbTypeOf(type);
  switch (operator) {
    case "/":
      return {
        sql: `CAST(trino_decimal_quotient(CAST(${x} AS VARCHAR), CAST(${y} AS VARCHAR), ${type.scale}) AS ${target})`,
        type,
      };
    case "%":
      return { sql: `CAST(${x} % trino_divisor(${y}) AS ${target})`, type };
    case "*":
      // Wide operands make DuckDB check for overflow in 38 digits and not earlier.
      return {
        sql: `CAST(CAST(${x} AS DECIMAL(38,${a.scale})) * ${y} AS ${target})`,
        type,
      };
    default:
      return {
        sql: `CAST(CAST(${x} AS ${target}) ${operator} CAST(${y} AS ${target}) AS ${target})`,
        type,
      };
  }
}

function decimalResult(
  operator: Arithmetic,
  a: TypeOf<"decimal">,
  b: TypeOf<"decimal">,
): TypeOf<"decimal"> {
  const scale = Math.max(a.scale, b.scale);
  const [wholeA, wholeB] = [a.precision - a.scale, b.precision - b.scale];
  const decimal = (precision: number, digits: number): TypeOf<"decimal"> => ({
    kind: "decimal",
    precision: Math.min(MAX_PRECISION, precision),
    scale: digits,
  });
  switch (operator) {
    case "*":
      return decimal(a.precision + b.precision, a.scale + b.scale);
    case "/":
      return decimal(a.precision + b.scale + Math.max(0, b.scale - a.scale), scale);
    case "%":
      return decimal(Math.min(wholeA, wholeB) + scale, scale);
    default:
      return decimal(Math.max(wholeA, wholeB) + scale + 1, scale);
  }
}

const DAY_TO_SECOND: TrinoType = { kind: "interval day to second" };

function arithmeticWithTime(operator: Arithmetic, left: Typed, right: Typed): Typed | undefined {
  const kinds = [left.type.kind, right.type.kind];
  if (operator === "-" && isInstant(left.type) && isInstant(right.type)) {
    const type = commonType(left.type, right.type);
    if (type === undefined) return undefined;
    const instants = [left, right].map((side) => instantOf(side, type));
    return { sql: `(${instants.join(" - ")})`, type: DAY_TO_SECOND };
  }
  if (operator === "+" && isInterval(left.type) && isInstant(right.type)) {
    return arithmeticWithTime("+", right, left);
  }
  const sum = operator === "+" || operator === "-";
  if (sum && isInstant(left.type) && isInterval(right.type)) {
    return addInterval(left, operator, right);
  }
  if (sum && isInterval(left.type) && kinds[0] === kinds[1]) {
    return { sql: `(${left.sql} ${operator} ${right.sql})`, type: left.type };
  }
  const whole = (type: TrinoType) =>
    ["tinyint", "smallint", "integer", "bigint"].includes(type.kind);
  if (operator === "*" && isInterval(left.type) && whole(right.type)) {
    return { sql: `(${left.sql} * ${right.sql})`, type: left.type };
  }
  if (operator === "*" && whole(left.type) && isInterval(right.type)) {
    return { sql: `(${right.sql} * ${left.sql})`, type: right.type };
  }
  return undefined;
}

function addInterval(left: Typed, operator: "+" | "-", right: Typed): Typed | undefined {
  const { type } = left;
  if (type.kind === "date") {
    return { sql: `CAST(${left.sql} ${operator} trino_whole_days(${right.sql}) AS DATE)`, type };
  }
  if (type.kind === "timestamp") return { sql: `(${left.sql} ${operator} ${right.sql})`, type };
  // A month is counted on the zone's calendar, a duration on the clock of UTC.
  return right.type.kind === "interval year to month"
    ? {
        sql: `trino_zoned_at(trino_local(${left.sql}) ${operator} ${right.sql}, ${left.sql}.z)`,
        type,
      }
    : { sql: `trino_zoned(${left.sql}.i ${operator} ${right.sql}, ${left.sql}.z)`, type };
}

function instantOf(value: Typed, common: TrinoType): string {
  const coerced = coerce(value, common);
  if (common.kind === "timestamp with time zone") return `${coerced}.i`;
  return common.kind === "date" ? `CAST(${coerced} AS TIMESTAMP)` : coerced;
}

function isInstant(type: TrinoType): boolean {
  return ["date", "timestamp", "timestamp with time zone"].includes(type.kind);
}

function isInterval(type: TrinoType): boolean {
  return type.kind === "interval day to second" || type.kind === "interval year to month";
}

function concatenate(left: Typed, right: Typed, position: Position): Typed {
  for (const [array, other] of [
    [left.type, right.type],
    [right.type, left.type],
  ] as const) {
    if (array.kind !== "array") continue;
    const common =
      other.kind === "array" || other.kind === "unknown"
        ? commonType(array, other)
        : commonType(array, { kind: "array", element: other });
    if (common?.kind !== "array") break;
    const part = (side: Typed) =>
      side.type.kind === "array" || side.type.kind === "unknown"
        ? coerce(side, common)
        : `[${coerce(side, common.element)}]`;
    return { sql: `trino_array_concat(${part(left)}, ${part(right)})`, type: common };
  }
  const common = commonType(left.type, right.type);
  if (common?.kind === "varbinary") return { sql: `(${left.sql} || ${right.sql})`, type: common };
  if (common?.kind === "unknown" || common?.kind === "varchar") {
    return { sql: `(${coerce(left, VARCHAR)} || ${coerce(right, VARCHAR)})`, type: VARCHAR };
  }
  throw cannotApply("||", left, right, position);
}

/** A comparison; row constructors compare field by field. */
export function comparison(
  operator: Comparison,
  left: Typed,
  right: Typed,
  position: Position,
): Typed {
  const type = commonType(left.type, right.type);
  if (type === undefined) throw cannotApply(operator, left, right, position);
  if (type.kind === "row" && (operator === "=" || operator === "<>")) {
    const fields = type.fields.map((field, index) => {
      const [x, y] = [left, right].map((side) => rowItem(side, index, field.type));
      return x === undefined || y === undefined ? "NULL" : comparison("=", x, y, position).sql;
    });
    const equal = `(${fields.join(" AND ")})`;
    return { sql: operator === "=" ? equal : `(NOT ${equal})`, type: BOOLEAN };
  }
  const [a, b] = [left, right].map((side) => comparable(coerce(side, type), type, position));
  const floating = type.kind === "double" || type.kind === "real";
  if (floating) return { sql: compareFloating(operator, a ?? "", b ?? ""), type: BOOLEAN };
  return { sql: `(${a} ${operator} ${b})`, type: BOOLEAN };
}

/** To Trino NaN is neither equal to nor more or less than anything; to DuckDB it equals itself and is the largest. */
function compareFloating(operator: Comparison, a: string, b: string): string {
  const plain = `(${a} ${operator} ${b})`;
  // Where one side is a literal, the other one's NaN matters to the operators below only.
  const mayBeNan = (sql: string) => !/^CAST\([\d.eE+-]+ AS \w+\)$/.test(sql);
  const guarded = (side: string) => (mayBeNan(side) ? ` AND NOT isnan(${side})` : "");
  switch (operator) {
    case "=":
      return mayBeNan(a) && mayBeNan(b) ? `(${plain}${guarded(a)})` : plain;
    case "<>":
      return mayBeNan(a) && mayBeNan(b) ? `(${plain} OR isnan(${a}))` : plain;
    case ">":
    case ">=":
      return `(${plain}${guarded(a)})`;
    case "<":
    case "<=":
      return `(${plain}${guarded(b)})`;
    default:
      return plain;
  }
}

function rowItem({ sql, type }: Typed, index: number, otherwise: TrinoType): Typed | undefined {
  const field = type.kind === "row" ? type.fields[index] : undefined;
  if (field === undefined) return { sql: "NULL", type: otherwise };
  return { sql: `(${sql}).${identifier(fieldName(field.name, index))}`, type: field.type };
}

/** A value in the form in which DuckDB compares it as Trino would. */
export function comparable(sql: string, type: TrinoType, position: Position): string {
  switch (type.kind) {
    case "timestamp with time zone":
      return `${sql}.i`;
    case "char":
      return `rtrim(${sql}, ' ')`;
    case "json":
      throw unsupported("A comparison of json values", position);
    case "row":
    case "array":
    case "map":
      // DuckDB takes two nulls inside a nested value for equal, Trino for unknown.
      throw unsupported(`A comparison of ${type.kind} values`, position);
    default:
      return sql;
  }
}

/** Trino's fault for an operator between these types. */
export function cannotApply(
  operator: string,
  left: Typed,
  right: Typed,
  position: Position,
): QueryError {
  const reason = `Cannot apply operator: ${typeName(left.type)} ${operator} ${typeName(right.type)}`;
  return new QueryError("TYPE_MISMATCH", reason, position);
}
