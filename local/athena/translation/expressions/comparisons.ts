import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";
import { keyword } from "../../../duckdb/keyword";
import { type Position, QueryError, unsupported } from "../../query-error";
import type { Comparison } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { fieldName } from "../../types/duckdb-type";
import { BOOLEAN, type TrinoType, typeName, UNKNOWN } from "../../types/trino-type";
import { cannotApplyOperator } from "../../analysis/semantic-errors";
import { coerce, typed, type TypedSql } from "./typed-sql";

/** Comparisons that are no matter of order. */
const EQUALITIES: readonly Comparison[] = ["=", "<>", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"];

/** Types a comparison; rows are compared field by field. @throws QueryError TYPE_MISMATCH, NOT_SUPPORTED */
export function comparison(
  operator: Comparison,
  left: TypedSql,
  right: TypedSql,
  position: Position,
): TypedSql {
  const type = commonType(left.type, right.type);
  if (type === undefined) throw cannotApplyOperator(operator, left, right, position);
  if (type.kind === "row" && (operator === "=" || operator === "<>")) {
    const fields = type.fields.map((field, index) => {
      const [x, y] = [left, right].map((side) => rowItem(side, index, field.type));
      return x && y && comparison("=", x, y, position);
    });
    return typed(BOOLEAN, () => {
      const equal = join(
        fields.map((field) => field?.sql() ?? SQL`NULL`),
        SQL` AND `,
      );
      return operator === "=" ? SQL`(${equal})` : SQL`(NOT (${equal}))`;
    });
  }
  requireComparable(type, position);
  const floating = type.kind === "double" || type.kind === "real";
  if (floating) return compareFloating(operator, left, right, type);
  return typed(BOOLEAN, () => {
    const [a, b] = [left, right].map((side) => {
      if (type.kind !== "char" || side.type.kind === "unknown") {
        return comparable(coerce(side, type), type);
      }
      // Of a char, no spaces at the end count, but a character less than a space comes before them.
      return EQUALITIES.includes(operator) ? comparable(side.sql(), type) : coerce(side, type);
    });
    return SQL`(${a ?? SQL`NULL`} ${keyword(operator)} ${b ?? SQL`NULL`})`;
  });
}

/** In Trino every comparison with NaN is false, except `<>`; in DuckDB NaN equals itself and is the largest value. */
function compareFloating(
  operator: Comparison,
  left: TypedSql,
  right: TypedSql,
  type: TrinoType,
): TypedSql {
  // A literal is never NaN, so it needs no guard.
  const [aMayBeNan, bMayBeNan] = [left.literal === undefined, right.literal === undefined];
  return typed(BOOLEAN, () => {
    const [a, b] = [coerce(left, type), coerce(right, type)];
    const plain = SQL`(${a} ${keyword(operator)} ${b})`;
    // Unknown if the other side is null, which a literal is not.
    const guarded = (side: Sql, mayBeNan: boolean, other: Sql, otherMayBeNan: boolean) => {
      if (!mayBeNan) return plain;
      if (!otherMayBeNan) return SQL`(${plain} AND NOT isnan(${side}))`;
      return SQL`CASE WHEN isnan(${side}) THEN CASE WHEN ${other} IS NOT NULL THEN FALSE END ELSE ${plain} END`;
    };
    switch (operator) {
      case "=":
        return bMayBeNan ? guarded(a, aMayBeNan, b, bMayBeNan) : plain;
      case "<>":
        return aMayBeNan && bMayBeNan
          ? SQL`CASE WHEN isnan(${a}) THEN CASE WHEN ${b} IS NOT NULL THEN TRUE END ELSE ${plain} END`
          : plain;
      case ">":
      case ">=":
        return guarded(a, aMayBeNan, b, bMayBeNan);
      case "<":
      case "<=":
        return guarded(b, bMayBeNan, a, aMayBeNan);
      default:
        return plain;
    }
  });
}

function rowItem(value: TypedSql, index: number, nullType: TrinoType): TypedSql | undefined {
  const { type } = value;
  const field = type.kind === "row" ? type.fields[index] : undefined;
  if (field === undefined) return typed(nullType, () => SQL`NULL`);
  return typed(field.type, () => SQL`(${value.sql()}).${identifier(fieldName(field.name, index))}`);
}

/** Checks that DuckDB can compare values as Trino does. @throws QueryError NOT_SUPPORTED for nested and json values */
export function requireComparable(type: TrinoType, position: Position): void {
  switch (type.kind) {
    case "json":
      throw unsupported("A comparison of json values", position);
    case "row":
    case "array":
    case "map":
      // DuckDB treats nulls inside of nested values as equal; in Trino the comparison is null.
      throw unsupported(`A comparison of ${type.kind} values`, position);
    default:
  }
}

/** Writes a value such that DuckDB compares it as Trino does. @param type that {@link requireComparable} accepts */
export function comparable(sql: Sql, type: TrinoType): Sql {
  if (type.kind === "timestamp with time zone") return SQL`${sql}.i`;
  return type.kind === "char" ? SQL`rtrim(${sql}, ' ')` : sql;
}

/**
 * The type that several values are coerced to.
 *
 * @param what names the values in the error
 * @throws QueryError TYPE_MISMATCH
 */
export function commonTypeOf(
  values: readonly TypedSql[],
  what: string,
  position: Position,
): TrinoType {
  let type = UNKNOWN;
  for (const value of values) {
    const both = commonType(type, value.type);
    if (both === undefined) {
      const reason = `${what} must be the same type: ${typeName(type)}, ${typeName(value.type)}`;
      throw new QueryError("TYPE_MISMATCH", reason, position);
    }
    type = both;
  }
  return type;
}
