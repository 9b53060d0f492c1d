import { identifier, join, SQL, type Sql } from "../../../duckdb/sql";
import { keyword } from "../../../duckdb/keyword";
import { type Position, unsupported } from "../../query-error";
import type { Comparison } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { fieldName } from "../../types/duckdb-type";
import { BOOLEAN, type TrinoType } from "../../types/trino-type";
import { cannotApplyOperator } from "../../analysis/semantic-errors";
import { coerce, type TypedSql } from "./typed-sql";

/** Translates a comparison; rows are compared field by field. */
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
      return x === undefined || y === undefined ? SQL`NULL` : comparison("=", x, y, position).sql;
    });
    const equal = SQL`(${join(fields, SQL` AND `)})`;
    return { sql: operator === "=" ? equal : SQL`(NOT ${equal})`, type: BOOLEAN };
  }
  const a = comparable(coerce(left, type), type, position);
  const b = comparable(coerce(right, type), type, position);
  const floating = type.kind === "double" || type.kind === "real";
  if (floating) return { sql: compareFloating(operator, a, b), type: BOOLEAN };
  return { sql: SQL`(${a} ${keyword(operator)} ${b})`, type: BOOLEAN };
}

/** In Trino every comparison with NaN is false, except `<>`; in DuckDB NaN equals itself and is the largest value. */
function compareFloating(operator: Comparison, a: Sql, b: Sql): Sql {
  const plain = SQL`(${a} ${keyword(operator)} ${b})`;
  // A literal is never NaN, so it needs no guard.
  const mayBeNan = ({ text }: Sql) => !/^CAST\([\d.eE+-]+ AS \w+\)$/.test(text);
  // Unknown if the other side is null, which a literal is not.
  const guarded = (side: Sql, other: Sql) => {
    if (!mayBeNan(side)) return plain;
    if (!mayBeNan(other)) return SQL`(${plain} AND NOT isnan(${side}))`;
    return SQL`CASE WHEN isnan(${side}) THEN CASE WHEN ${other} IS NOT NULL THEN FALSE END ELSE ${plain} END`;
  };
  switch (operator) {
    case "=":
      return mayBeNan(b) ? guarded(a, b) : plain;
    case "<>":
      return mayBeNan(a) && mayBeNan(b)
        ? SQL`CASE WHEN isnan(${a}) THEN CASE WHEN ${b} IS NOT NULL THEN TRUE END ELSE ${plain} END`
        : plain;
    case ">":
    case ">=":
      return guarded(a, b);
    case "<":
    case "<=":
      return guarded(b, a);
    default:
      return plain;
  }
}

function rowItem(
  { sql, type }: TypedSql,
  index: number,
  nullType: TrinoType,
): TypedSql | undefined {
  const field = type.kind === "row" ? type.fields[index] : undefined;
  if (field === undefined) return { sql: SQL`NULL`, type: nullType };
  return { sql: SQL`(${sql}).${identifier(fieldName(field.name, index))}`, type: field.type };
}

/** SQL of a value such that DuckDB compares it as Trino does. @throws QueryError NOT_SUPPORTED for nested and json values */
export function comparable(sql: Sql, type: TrinoType, position: Position): Sql {
  switch (type.kind) {
    case "timestamp with time zone":
      return SQL`${sql}.i`;
    case "char":
      return SQL`rtrim(${sql}, ' ')`;
    case "json":
      throw unsupported("A comparison of json values", position);
    case "row":
    case "array":
    case "map":
      // DuckDB treats nulls inside of nested values as equal; in Trino the comparison is null.
      throw unsupported(`A comparison of ${type.kind} values`, position);
    default:
      return sql;
  }
}
