import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { keyword } from "../../../duckdb/keyword";
import { type Position, QueryError, unsupported } from "../../query-error";
import { asDecimal, commonType } from "../../types/coercion";
import { typeNextToNull } from "../../types/bare-null";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { isNumeric, type TrinoType, typeName, type TypeOf, VARCHAR } from "../../types/trino-type";
import { isWholeDays } from "../../analysis/literal";
import { cannotApplyOperator } from "../../analysis/semantic-errors";
import { coerce, typed, type TypedSql } from "./typed-sql";
import { macroCall } from "../../engine/macros/macro-call";

/** Binary operators. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "||";

const MAX_PRECISION = 38;

/** Types `left operator right` with Trino's result types: integers divide to integers, decimals to decimals. */
export function arithmetic(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
  position: Position,
): TypedSql {
  const ofNull = ofBareNull(operator, left, right, position);
  if (ofNull !== undefined) return ofNull;
  if (operator === "||") return concatenate(left, right, position);
  const result =
    arithmeticWithTime(operator, left, right) ?? arithmeticOfNumbers(operator, left, right);
  if (result !== undefined) return result;
  if (
    (operator === "*" || operator === "/") &&
    [left, right].some(({ type }) => isInterval(type))
  ) {
    throw unsupported(`${typeName(left.type)} ${operator} ${typeName(right.type)}`, position);
  }
  throw cannotApplyOperator(operator, left, right, position);
}

/**
 * An operator next to a bare NULL, which may be of any type: null where Trino takes one of its operators, undefined where
 * the other operand decides.
 *
 * @throws QueryError AMBIGUOUS_FUNCTION_CALL where it can't choose
 */
function ofBareNull(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
  position: Position,
): TypedSql | undefined {
  if (left.type.kind !== "unknown" && right.type.kind !== "unknown") return undefined;
  const found = typeNextToNull(operator, left.type, right.type);
  if (found === "ambiguous") {
    const reason = `Could not choose a best candidate operator: ${typeName(left.type)} ${operator} ${typeName(right.type)}`;
    throw new QueryError("AMBIGUOUS_FUNCTION_CALL", reason, position);
  }
  return found && typed(found, () => SQL`CAST(NULL AS ${duckDbTypeOf(found)})`);
}

function arithmeticOfNumbers(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
): TypedSql | undefined {
  const type = commonType(left.type, right.type);
  if (type === undefined || !isNumeric(type)) return undefined;
  if (type.kind === "decimal") return arithmeticOfDecimals(operator, left, right);
  const known = knownInteger(operator, left, right, type);
  if (known !== undefined) return known;
  const floating = type.kind === "double" || type.kind === "real";
  return typed(type, () => {
    const [a, b] = [coerce(left, type), coerce(right, type)];
    if (floating || (operator !== "/" && operator !== "%")) {
      return SQL`(${a} ${keyword(operator)} ${b})`;
    }
    // A literal other than zero needs no check, and stays a constant for DuckDB.
    const divisor = isNonZero(right) ? b : macroCall(SQL`trino_divisor`, a, b);
    return operator === "/" ? SQL`(${a} // ${divisor})` : SQL`(${a} % ${divisor})`;
  });
}

/** What an operator of two literals gives, of which DuckDB takes long to plan many; undefined if it is not in range. */
function knownInteger(
  operator: ArithmeticOperator,
  { literal: a }: TypedSql,
  { literal: b }: TypedSql,
  type: TrinoType,
): TypedSql | undefined {
  if (typeof a !== "bigint" || typeof b !== "bigint") return undefined;
  const bits = type.kind === "integer" ? 32 : 64;
  if (type.kind !== "integer" && type.kind !== "bigint") return undefined;
  const values: Partial<Record<ArithmeticOperator, bigint>> = {
    "+": a + b,
    "-": a - b,
    "*": a * b,
  };
  const value = values[operator];
  if (value === undefined || BigInt.asIntN(bits, value) !== value) return undefined;
  return typed(type, () => SQL`CAST(${literal(value)} AS ${duckDbTypeOf(type)})`, {
    literal: value,
  });
}

/** Result types: https://trino.io/docs/current/functions/decimal.html */
function arithmeticOfDecimals(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
): TypedSql | undefined {
  const [a, b] = [left, right].map(({ type }) =>
    type.kind === "unknown" ? DECIMAL_OF_NULL : asDecimal(type),
  );
  if (a === undefined || b === undefined) return undefined;
  const type = decimalResult(operator, a, b);
  return typed(type, () => decimalSql(operator, coerce(left, a), coerce(right, b), a, type));
}

/** @param a the type of the left operand */
function decimalSql(
  operator: ArithmeticOperator,
  x: Sql,
  y: Sql,
  a: TypeOf<"decimal">,
  type: TypeOf<"decimal">,
): Sql {
  const target = duckDbTypeOf(type);
  switch (operator) {
    case "/":
      return SQL`CAST(trino_decimal_quotient(CAST(${x} AS VARCHAR), CAST(${y} AS VARCHAR), ${literal(type.scale)}) AS ${target})`;
    case "%":
      return SQL`CAST(${x} % ${macroCall(SQL`trino_divisor`, x, y)} AS ${target})`;
    case "*":
      // With a wide operand, DuckDB computes with 38 digits before it checks for overflow.
      return SQL`CAST(CAST(${x} AS DECIMAL(38,${literal(a.scale)})) * ${y} AS ${target})`;
    default:
      return SQL`CAST(CAST(${x} AS ${target}) ${keyword(operator)} CAST(${y} AS ${target}) AS ${target})`;
  }
}

/** The type of a bare NULL next to a decimal. */
const DECIMAL_OF_NULL: TypeOf<"decimal"> = { kind: "decimal", precision: 1, scale: 0 };

function decimalResult(
  operator: ArithmeticOperator,
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

function arithmeticWithTime(
  operator: ArithmeticOperator,
  left: TypedSql,
  right: TypedSql,
): TypedSql | undefined {
  const kinds = [left.type.kind, right.type.kind];
  if (operator === "-" && isInstant(left.type) && isInstant(right.type)) {
    const type = commonType(left.type, right.type);
    if (type === undefined) return undefined;
    return typed(DAY_TO_SECOND, () => SQL`(${instantOf(left, type)} - ${instantOf(right, type)})`);
  }
  if (operator === "+" && isInterval(left.type) && isInstant(right.type)) {
    return arithmeticWithTime("+", right, left);
  }
  const sum = operator === "+" || operator === "-";
  if (sum && isInstant(left.type) && isInterval(right.type)) {
    return addInterval(left, operator, right);
  }
  if (sum && isInterval(left.type) && kinds[0] === kinds[1]) {
    return typed(left.type, () => SQL`(${left.sql()} ${keyword(operator)} ${right.sql()})`);
  }
  const isInteger = (type: TrinoType) =>
    ["tinyint", "smallint", "integer", "bigint"].includes(type.kind);
  if (operator === "*" && isInterval(left.type) && isInteger(right.type)) {
    return typed(left.type, () => SQL`(${left.sql()} * ${right.sql()})`);
  }
  if (operator === "*" && isInteger(left.type) && isInterval(right.type)) {
    return typed(right.type, () => SQL`(${right.sql()} * ${left.sql()})`);
  }
  return undefined;
}

function addInterval(left: TypedSql, operator: "+" | "-", right: TypedSql): TypedSql | undefined {
  const type = withInterval(left.type, right.type);
  // Typed: DuckDB does not choose an operator for a NULL.
  const timestamp = (instant: Sql): Sql => SQL`CAST(${instant} AS TIMESTAMP)`;
  if (type.kind === "date") {
    return typed(
      type,
      () =>
        SQL`CAST(CAST(${left.sql()} AS DATE) ${keyword(operator)} ${isWholeDays(right.literal) ? right.sql() : macroCall(SQL`trino_require_days`, right.sql())} AS DATE)`,
    );
  }
  if (type.kind === "timestamp")
    return typed(type, () => SQL`(${timestamp(left.sql())} ${keyword(operator)} ${right.sql()})`);
  // Months are added in local time, durations in UTC.
  return right.type.kind === "interval year to month"
    ? typed(
        type,
        () =>
          SQL`trino_zoned_from_local(${timestamp(SQL`trino_local(${left.sql()})`)} ${keyword(operator)} ${right.sql()}, ${left.sql()}.z, ${left.sql()}.i)`,
      )
    : typed(
        type,
        () =>
          SQL`trino_zoned(${timestamp(SQL`${left.sql()}.i`)} ${keyword(operator)} ${right.sql()}, ${left.sql()}.z)`,
      );
}

function isNonZero(value: TypedSql): boolean {
  return typeof value.literal === "bigint" && value.literal !== 0n;
}

/** An interval of days to seconds has milliseconds, which the sum keeps. */
function withInterval(type: TrinoType, interval: TrinoType): TrinoType {
  if (type.kind !== "timestamp" && type.kind !== "timestamp with time zone") return type;
  if (interval.kind !== DAY_TO_SECOND.kind) return type;
  return { kind: type.kind, precision: Math.max(type.precision, 3) };
}

function instantOf(value: TypedSql, common: TrinoType): Sql {
  const coerced = coerce(value, common);
  const instant = common.kind === "timestamp with time zone" ? SQL`${coerced}.i` : coerced;
  return SQL`CAST(${instant} AS TIMESTAMP)`;
}

function isInstant(type: TrinoType): boolean {
  return ["date", "timestamp", "timestamp with time zone"].includes(type.kind);
}

function isInterval(type: TrinoType): boolean {
  return type.kind === "interval day to second" || type.kind === "interval year to month";
}

/** Whether an array has no element of a known type. */
function isUntyped(type: TypeOf<"array">): boolean {
  return type.element.kind === "unknown";
}

/** `left || right`, which the call of `concat` with more operands is made of. */
export function concatenate(left: TypedSql, right: TypedSql, position: Position): TypedSql {
  for (const [array, other] of [
    [left.type, right.type],
    [right.type, left.type],
  ] as const) {
    if (array.kind !== "array") continue;
    if (other.kind === "array" && isUntyped(array) !== isUntyped(other)) {
      const reason = `Could not choose a best candidate operator: ${typeName(left.type)} || ${typeName(right.type)}`;
      throw new QueryError("AMBIGUOUS_FUNCTION_CALL", reason, position);
    }
    const common =
      other.kind === "array" || other.kind === "unknown"
        ? commonType(array, other)
        : commonType(array, { kind: "array", element: other });
    if (common?.kind !== "array") break;
    // In Trino, a null element makes the whole array null.
    const element = (item: Sql) => SQL`CASE WHEN ${item} IS NOT NULL THEN [${item}] END`;
    const part = (side: TypedSql) =>
      side.type.kind === "array" || side.type.kind === "unknown"
        ? coerce(side, common)
        : element(coerce(side, common.element));
    return typed(common, () => macroCall(SQL`trino_array_concat`, part(left), part(right)));
  }
  const common = commonType(left.type, right.type);
  if (common?.kind === "varbinary") {
    // DuckDB takes the constant null of two nulls for one without a type.
    return typed(common, () => SQL`CAST(${left.sql()} || ${right.sql()} AS BLOB)`);
  }
  const texts = [left.type, right.type].filter(({ kind }) => kind !== "unknown");
  if (texts.length === 1 && common?.kind === "varchar") {
    // Trino takes the bare NULL for an array.
    const type: TrinoType = { kind: "array", element: common };
    return typed(type, () => SQL`CAST(NULL AS ${duckDbTypeOf(type)})`);
  }
  if (typeof left.literal === "string" && typeof right.literal === "string") {
    const text = left.literal + right.literal;
    return typed(VARCHAR, () => literal(text), { literal: text });
  }
  if (common?.kind === "unknown" || common?.kind === "varchar") {
    return typed(VARCHAR, () => SQL`(${coerce(left, VARCHAR)} || ${coerce(right, VARCHAR)})`);
  }
  const kinds = [left.type.kind, right.type.kind];
  if (kinds.includes("char") || kinds.includes("unknown")) {
    throw unsupported(`${typeName(left.type)} || ${typeName(right.type)}`, position);
  }
  // Trino reads `||` as a call of concat.
  const types = [left, right].map(({ type }) => typeName(type)).join(", ");
  const reason = `Unexpected parameters (${types}) for function concat`;
  throw new QueryError("FUNCTION_NOT_FOUND", reason, position);
}
