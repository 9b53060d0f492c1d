import type { CallFacts } from "../../analysis/call-facts";
import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { duckDbTypeOf, fieldName } from "../../types/duckdb-type";
import type { TrinoType, TypeOf } from "../../types/trino-type";

/** An expression's SQL for DuckDB and its Trino type. */
export interface TypedSql {
  readonly sql: Sql;
  readonly type: TrinoType;
  /** The value of a literal: a text, an integer, or an interval of days to seconds in milliseconds. */
  readonly literal?: string | bigint | undefined;
  /** What the declaration of a called function says of its calls. */
  readonly facts?: CallFacts | undefined;
}

/** Coerces a value to a type that `canCoerce` allows. */
export function coerce(value: TypedSql, to: TrinoType): Sql {
  const { sql, type } = value;
  if (type.kind === "unknown") return SQL`CAST(NULL AS ${duckDbTypeOf(to)})`;
  if (to.kind === "char") return SQL`rpad(${sql}, ${literal(to.length)}, ' ')`;
  if (duckDbTypeOf(type).text === duckDbTypeOf(to).text) return sql;
  if (type.kind === "array" && to.kind === "array") {
    return SQL`list_transform(${sql}, lambda item: ${coerce({ sql: SQL`item`, type: type.element }, to.element)})`;
  }
  if (type.kind === "row" && to.kind === "row") {
    return mapFields(value, type, to, (field, target) => coerce(field, target));
  }
  if (to.kind === "timestamp with time zone") {
    return SQL`trino_zoned(CAST(${sql} AS TIMESTAMP), 'UTC')`;
  }
  if (to.kind === "real" && type.kind === "decimal" && type.precision <= SHORT_DECIMAL) {
    // Trino divides reals, of which the first one is rounded already.
    const digits = SQL`CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS BIGINT)`;
    return SQL`CAST(CAST(${digits} AS FLOAT) / CAST(${literal(10 ** type.scale)} AS FLOAT) AS FLOAT)`;
  }
  return SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
}

/** The largest precision of decimals that Trino keeps in 64 bits. */
const SHORT_DECIMAL = 18;

/** A value that fails at run time if it is a timestamp with a time zone other than UTC. */
export function requireUtc({ sql, type }: TypedSql): Sql {
  return type.kind === "timestamp with time zone" ? SQL`trino_require_utc(${sql})` : sql;
}

/** Converts a row field by field, by position: DuckDB's cast matches fields by name. */
export function mapFields(
  { sql }: TypedSql,
  from: TypeOf<"row">,
  to: TypeOf<"row">,
  map: (field: TypedSql, to: TrinoType) => Sql,
): Sql {
  const fields = to.fields.map(({ name, type }, index) => {
    const source = from.fields[index];
    const inner = SQL`(${sql}).${identifier(fieldName(source?.name, index))}`;
    const mapped = map({ sql: inner, type: source?.type ?? type }, type);
    return SQL`${identifier(fieldName(name, index))} := ${mapped}`;
  });
  return SQL`CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${join(fields)}) END`;
}
