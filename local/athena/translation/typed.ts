import { duckDbTypeOf } from "../types/duckdb-type";
import { sameType, type TrinoType } from "../types/trino-type";

/** DuckDB's SQL of an expression and the type that it has on Athena. */
export interface Typed {
  readonly sql: string;
  readonly type: TrinoType;
}

/** A value brought to a type that {@link canCoerce} allows. */
export function coerce(value: Typed, to: TrinoType): string {
  const { sql, type } = value;
  if (type.kind === "unknown") return `CAST(NULL AS ${duckDbTypeOf(to)})`;
  if (sameType(type, to) || (type.kind === "varchar" && to.kind === "varchar")) return sql;
  switch (to.kind) {
    case "timestamp with time zone":
      if (type.kind === "timestamp with time zone") return sql;
      return `trino_zoned(CAST(${sql} AS TIMESTAMP), 'UTC')`;
    case "timestamp":
      return type.kind === "date" ? `CAST(${sql} AS TIMESTAMP)` : sql;
    case "char":
      return `rpad(${sql}, ${to.length}, ' ')`;
    case "array":
      if (type.kind !== "array" || !needsMapping(type.element, to.element)) break;
      return `list_transform(${sql}, lambda item: ${coerce({ sql: "item", type: type.element }, to.element)})`;
    default:
  }
  return `CAST(${sql} AS ${duckDbTypeOf(to)})`;
}

/** Whether a plain CAST of DuckDB's would not do for the elements. */
function needsMapping(from: TrinoType, to: TrinoType): boolean {
  if (from.kind === "array" && to.kind === "array") return needsMapping(from.element, to.element);
  return to.kind === "timestamp with time zone" && from.kind !== to.kind;
}
