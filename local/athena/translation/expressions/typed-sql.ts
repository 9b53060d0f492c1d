import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import type { Literal } from "../../analysis/literal";
import type { CallFacts } from "../../analysis/call-facts";
import { duckDbTypeOf, fieldName } from "../../types/duckdb-type";
import { sameDuckDbType } from "../../types/same-duckdb-type";
import type { TrinoType, TypeOf } from "../../types/trino-type";

/** A value of a type of Trino, and the writer of its SQL, which is called when the whole query is analyzed. */
export interface TypedSql {
  readonly type: TrinoType;
  /** Writes DuckDB's SQL, the same at each call. */
  readonly sql: () => Sql;
  /** For a literal. */
  readonly literal?: Literal | undefined;
  /** What the declaration of a called function says of its calls. */
  readonly facts?: CallFacts | undefined;
}

/** A value of a type. @param sql writes its SQL, the same at each call */
export function typed(
  type: TrinoType,
  sql: () => Sql,
  known?: Pick<TypedSql, "literal" | "facts">,
): TypedSql {
  return { type, sql, literal: known?.literal, facts: known?.facts };
}

/** A writer that writes once. */
export function once(sql: () => Sql): () => Sql {
  let written: Sql | undefined;
  return () => {
    written ??= sql();
    return written;
  };
}

/**
 * A value of which only it is asked whether it is null. DuckDB does not evaluate it where it knows that none is null,
 * so that one would not fail that can.
 */
export function evaluated({
  sql,
  canFail = false,
}: TypedSql & { readonly canFail?: boolean }): Sql {
  return canFail ? SQL`[${sql()}][1]` : sql();
}

/** A value coerced to a type that `canCoerce` allows. */
export function coerced(value: TypedSql, to: TrinoType): TypedSql {
  return typed(to, () => coerce(value, to));
}

/** Writes a value coerced to a type that `canCoerce` allows. */
export function coerce({ sql, type, literal: value }: TypedSql, to: TrinoType): Sql {
  // One cast instead of two: DuckDB plans each.
  if (typeof value === "bigint" && to.kind === "bigint")
    return SQL`CAST(${literal(value)} AS BIGINT)`;
  return coerceSql(sql(), type, to);
}

/** Coerces SQL of one type to another that `canCoerce` allows. */
export function coerceSql(sql: Sql, from: TrinoType, to: TrinoType): Sql {
  if (from.kind === "unknown") return SQL`CAST(NULL AS ${duckDbTypeOf(to)})`;
  if (to.kind === "char") return SQL`rpad(${sql}, ${literal(to.length)}, ' ')`;
  if (sameDuckDbType(from, to)) return sql;
  if (from.kind === "array" && to.kind === "array") {
    return SQL`list_transform(${sql}, lambda item: ${coerceSql(SQL`item`, from.element, to.element)})`;
  }
  if (from.kind === "row" && to.kind === "row") return mapFields(sql, from, to, coerceSql);
  if (from.kind === "map" && to.kind === "map") {
    const key = coerceSql(SQL`entry.key`, from.key, to.key);
    const value = coerceSql(SQL`entry.value`, from.value, to.value);
    return SQL`map_from_entries(list_transform(map_entries(${sql}), lambda entry: struct_pack(key := ${key}, value := ${value})))`;
  }
  if (to.kind === "timestamp with time zone") {
    return SQL`trino_zoned(CAST(${sql} AS TIMESTAMP), 'UTC')`;
  }
  if (from.kind === "decimal" && (to.kind === "double" || to.kind === "real")) {
    return ofDecimal(sql, from, to);
  }
  return SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
}

/** The largest precision of decimals that Trino keeps in 64 bits. */
const SHORT_DECIMAL = 18;

/** Digits that a double holds whatever they are. */
const EXACT_DIGITS = 15;

/**
 * A decimal as a floating-point number. Of a short one Trino divides the digits by a power of ten, both of which may be
 * rounded already; a long one it rounds once. DuckDB does neither.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/type/DecimalCasts.java (shortDecimalToDouble)
 */
function ofDecimal(sql: Sql, { precision, scale }: TypeOf<"decimal">, to: TrinoType): Sql {
  const type = duckDbTypeOf(to);
  if (precision > SHORT_DECIMAL) return SQL`CAST(CAST(${sql} AS VARCHAR) AS ${type})`;
  if (to.kind === "double" && precision <= EXACT_DIGITS) return SQL`CAST(${sql} AS DOUBLE)`;
  const digits = SQL`CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS BIGINT)`;
  return SQL`CAST(CAST(${digits} AS ${type}) / CAST(${literal(10n ** BigInt(scale))} AS ${type}) AS ${type})`;
}

/** A value that fails at run time if it is a timestamp with a time zone other than UTC. */
export function requireUtc(sql: Sql, type: TrinoType): Sql {
  return type.kind === "timestamp with time zone" ? SQL`trino_require_utc(${sql})` : sql;
}

/** Converts a row field by field, by position: DuckDB's cast matches fields by name. */
export function mapFields(
  sql: Sql,
  from: TypeOf<"row">,
  to: TypeOf<"row">,
  map: (field: Sql, from: TrinoType, to: TrinoType, index: number) => Sql,
): Sql {
  const fields = to.fields.map(({ name, type }, index) => {
    const source = from.fields[index];
    const inner = SQL`(${sql}).${identifier(fieldName(source?.name, index))}`;
    const mapped = map(inner, source?.type ?? type, type, index);
    return SQL`${identifier(fieldName(name, index))} := ${mapped}`;
  });
  return SQL`CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${join(fields)}) END`;
}
