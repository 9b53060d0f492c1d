import { identifier } from "../../firehose/duckdb-type";
import { type Position, unsupported } from "../query-error";
import type { Comparison } from "../sql/expression";
import { commonType } from "../types/coercion";
import { fieldName } from "../types/duckdb-type";
import { BOOLEAN, type TrinoType } from "../types/trino-type";
import { cannotApply } from "./faults";
import { coerce, type Typed } from "./typed";

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
