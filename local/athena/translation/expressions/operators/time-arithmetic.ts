import { keyword } from "../../../../duckdb/keyword";
import { SQL, type Sql } from "../../../../duckdb/sql";
import { isWholeDays } from "../../../analysis/literal";
import { macroCall } from "../../../engine/macros/macro-call";
import { commonType } from "../../../types/coercion";
import type { TrinoType } from "../../../types/trino-type";
import { coerce, typed, type TypedSql } from "../typed-sql";
import type { ArithmeticOperator } from "./arithmetic-operator";

const DAY_TO_SECOND: TrinoType = { kind: "interval day to second" };

/** An operator of dates, timestamps and intervals; undefined for other types. */
export function arithmeticWithTime(
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

/** Whether a type is one of the two of intervals. */
export function isInterval(type: TrinoType): boolean {
  return type.kind === "interval day to second" || type.kind === "interval year to month";
}
