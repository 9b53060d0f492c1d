import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { type Position, QueryError, unsupported } from "../../query-error";
import { duckDbTypeOf, fieldName } from "../../types/duckdb-type";
import {
  isNumeric,
  isIntegerType,
  sameType,
  type TrinoType,
  typeName,
} from "../../types/trino-type";
import { castToJson, hasNoJson } from "./cast-to-json";
import { coerce, mapFields, type TypedSql } from "./typed-sql";
import { varcharText } from "./varchar-text";
import { macroCall } from "../../engine/macros/macro-call";

/**
 * Translates `CAST(value AS to)`, or `TRY_CAST` if `safe`, with Trino's semantics.
 *
 * @throws QueryError TYPE_MISMATCH for a cast that Trino does not have
 */
export function castTo(value: TypedSql, to: TrinoType, safe: boolean, position: Position): Sql {
  const nested = ["row", "array", "map"].includes(to.kind);
  if (value.type.kind === "unknown" || (!nested && sameType(value.type, to))) {
    return coerce(value, to);
  }
  const sql = castSql(value, to, position);
  rejectUncaughtLength(value.type, to, safe, position);
  if (sql === undefined && value.type.kind.startsWith("interval") && to.kind === "varchar") {
    throw unsupported(`CAST(${typeName(value.type)} AS ${typeName(to)})`, position);
  }
  if (sql === undefined) {
    const reason = `Cannot cast ${typeName(value.type)} to ${typeName(to)}`;
    throw new QueryError("TYPE_MISMATCH", reason, position);
  }
  return safe ? SQL`TRY(${sql})` : sql;
}

/** Trino's TRY_CAST does not catch what it reports as an internal error: a text of these types that is too long. */
function rejectUncaughtLength(
  from: TrinoType,
  to: TrinoType,
  safe: boolean,
  position: Position,
): void {
  if (safe && to.kind === "varchar" && to.length !== undefined && failsInternally(from)) {
    throw unsupported(`TRY_CAST(${typeName(from)} AS ${typeName(to)})`, position);
  }
}

function failsInternally({ kind }: TrinoType): boolean {
  return ["boolean", "json", "timestamp", "timestamp with time zone"].includes(kind);
}

function castSql(value: TypedSql, to: TrinoType, position: Position): Sql | undefined {
  const { sql, type } = value;
  if (type.kind === "json" || to.kind === "json") return castJson(value, to, position);
  if (type.kind === "char") {
    if (to.kind !== "varchar" && to.kind !== "char") return undefined;
    return castSql({ sql, type: { kind: "varchar" } }, to, position);
  }
  switch (to.kind) {
    case "boolean":
      if (type.kind === "varchar") return macroCall(SQL`trino_to_boolean`, sql);
      return isNumeric(type) ? SQL`(${sql} <> 0)` : undefined;
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return castToInteger(value, to);
    case "real":
    case "double":
      if (type.kind === "varchar")
        return SQL`CAST(${macroCall(SQL`trino_number_text`, sql)} AS ${duckDbTypeOf(to)})`;
      if (to.kind === "real" && type.kind === "double") return macroCall(SQL`trino_to_real`, sql);
      if (to.kind === "real" && type.kind === "decimal") return coerce(value, to);
      return isNumeric(type) || type.kind === "boolean" ? plainCast(value, to) : undefined;
    case "decimal":
      if (type.kind === "varchar")
        return SQL`CAST(${macroCall(SQL`trino_decimal_text`, sql)} AS ${duckDbTypeOf(to)})`;
      if (type.kind === "double" || type.kind === "real") return roundedDigits(value, to);
      return isNumeric(type) || type.kind === "boolean" ? plainCast(value, to) : undefined;
    case "varchar":
      return castToVarchar(value, to.length);
    case "char":
      return type.kind === "varchar"
        ? SQL`rpad(left(${sql}, ${literal(to.length)}), ${literal(to.length)}, ' ')`
        : undefined;
    case "varbinary":
      return type.kind === "varchar" ? SQL`encode(${sql})` : undefined;
    case "date":
      if (type.kind === "varchar") return isoDate(value) ?? macroCall(SQL`trino_to_date`, sql);
      if (type.kind === "timestamp") return SQL`CAST(${sql} AS DATE)`;
      return type.kind === "timestamp with time zone"
        ? SQL`CAST(trino_local(${sql}) AS DATE)`
        : undefined;
    case "timestamp":
      return castToTimestamp(value, to.precision);
    case "timestamp with time zone":
      return castToZoned(value, to.precision);
    case "array":
      return type.kind === "array"
        ? castArray(value, type.element, to.element, position)
        : undefined;
    case "row":
    case "map":
      return type.kind === to.kind ? castNested(value, to, position) : undefined;
    default:
      return undefined;
  }
}

/** The date of a literal as a constant for DuckDB, which can compare it with the statistics of a file. */
function isoDate({ sql, literal: text }: TypedSql): Sql | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return exists && !text.startsWith("0000") ? SQL`CAST(${sql} AS DATE)` : undefined;
}

function plainCast({ sql }: TypedSql, to: TrinoType): Sql {
  return SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
}

/** Trino rounds the digits of a double's text half up, DuckDB the double times a power of ten: 1e23 is no whole number there. */
function roundedDigits({ sql, type }: TypedSql, to: TrinoType & { kind: "decimal" }): Sql {
  const text = type.kind === "real" ? SQL`trino_real_text(${sql})` : SQL`trino_double_text(${sql})`;
  return SQL`CAST(trino_format_fixed(${text}, ${literal(to.scale)}, '', 0) AS ${duckDbTypeOf(to)})`;
}

function castToInteger(value: TypedSql, to: TrinoType): Sql | undefined {
  const { sql, type } = value;
  const target = duckDbTypeOf(to);
  if (type.kind === "varchar")
    return SQL`CAST(${macroCall(SQL`trino_integer_text`, sql)} AS ${target})`;
  // DuckDB's cast rounds half to even, Trino's half up.
  if (to.kind === "bigint" && type.kind === "double")
    return macroCall(SQL`trino_double_to_bigint`, sql);
  if (to.kind === "bigint" && type.kind === "real")
    return macroCall(SQL`trino_real_to_bigint`, sql);
  if (type.kind === "double" || type.kind === "real") {
    return SQL`CAST(round(${macroCall(SQL`trino_not_nan`, sql)}) AS ${target})`;
  }
  if (type.kind === "decimal") {
    return SQL`CAST(round(${sql}) AS ${target})`;
  }
  return isIntegerType(type) || type.kind === "boolean" ? plainCast(value, to) : undefined;
}

function castToVarchar({ sql, type }: TypedSql, length: number | undefined): Sql | undefined {
  const text = varcharText({ sql, type });
  if (text === undefined || length === undefined) return text;
  return type.kind === "varchar"
    ? SQL`left(${text}, ${literal(length)})`
    : macroCall(
        SQL`trino_check_length`,
        text,
        literal(length),
        literal(failsInternally(type) ? "GENERIC_INTERNAL_ERROR" : "INVALID_CAST_ARGUMENT"),
      );
}

function castToTimestamp({ sql, type }: TypedSql, precision: number): Sql | undefined {
  if (type.kind === "varchar") return SQL`trino_to_timestamp(${sql}, ${literal(precision)})`;
  if (type.kind === "date") return SQL`CAST(${sql} AS TIMESTAMP)`;
  if (type.kind === "timestamp") {
    return type.precision <= precision
      ? sql
      : SQL`trino_round_timestamp(${sql}, ${literal(precision)})`;
  }
  return type.kind === "timestamp with time zone"
    ? SQL`trino_round_timestamp(trino_local(${sql}), ${literal(precision)})`
    : undefined;
}

function castToZoned({ sql, type }: TypedSql, precision: number): Sql | undefined {
  if (type.kind === "varchar") return SQL`trino_to_zoned(${sql}, ${literal(precision)})`;
  if (type.kind === "date" || type.kind === "timestamp") {
    return SQL`trino_zoned(trino_round_timestamp(CAST(${sql} AS TIMESTAMP), ${literal(precision)}), 'UTC')`;
  }
  if (type.kind !== "timestamp with time zone") return undefined;
  return SQL`trino_zoned(trino_round_timestamp(${sql}.i, ${literal(precision)}), ${sql}.z)`;
}

function castArray(value: TypedSql, from: TrinoType, to: TrinoType, position: Position) {
  const element = castTo({ sql: SQL`item`, type: from }, to, false, position);
  return SQL`list_transform(${value.sql}, lambda item: ${element})`;
}

function castNested(value: TypedSql, to: TrinoType, position: Position): Sql | undefined {
  const from = value.type;
  if (from.kind === "row" && to.kind === "row") {
    if (from.fields.length !== to.fields.length) return undefined;
    return mapFields(value, from, to, (field, target) => castTo(field, target, false, position));
  }
  if (from.kind !== "map" || to.kind !== "map") return undefined;
  const key = castTo({ sql: SQL`item`, type: from.key }, to.key, false, position);
  const entry = castTo({ sql: SQL`item`, type: from.value }, to.value, false, position);
  return SQL`map_from_entries(list_zip(list_transform(map_keys(${value.sql}), lambda item: ${key}), list_transform(map_values(${value.sql}), lambda item: ${entry})))`;
}

function castJson(value: TypedSql, to: TrinoType, position: Position): Sql | undefined {
  const { sql, type } = value;
  if (to.kind === "json") {
    const json = castToJson(value);
    if (hasNoJson(type)) return undefined;
    if (json === undefined) throw unsupported(`CAST(${typeName(type)} AS json)`, position);
    return json;
  }
  switch (to.kind) {
    case "varchar": {
      const text = SQL`trino_json_scalar(${sql}, 'varchar')`;
      return to.length === undefined
        ? text
        : macroCall(
            SQL`trino_check_length`,
            text,
            literal(to.length),
            SQL`'GENERIC_INTERNAL_ERROR'`,
          );
    }
    case "boolean":
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double":
    case "decimal": {
      const target = isIntegerType(to) ? "integer" : to.kind === "boolean" ? "boolean" : "number";
      const text = SQL`trino_json_scalar(${sql}, ${literal(target)})`;
      return castSql({ sql: text, type: { kind: "varchar" } }, to, position);
    }
    case "array": {
      const element = castTo({ sql: SQL`item`, type }, to.element, false, position);
      return SQL`list_transform(trino_json_items(${sql}), lambda item: ${element})`;
    }
    case "map": {
      if (to.key.kind !== "varchar") break;
      const entry = castTo({ sql: SQL`item`, type }, to.value, false, position);
      return SQL`CASE WHEN ${sql} <> 'null' THEN map_from_entries(list_zip(trino_json_keys(${sql}), list_transform(trino_json_values(${sql}), lambda item: ${entry}))) END`;
    }
    case "row": {
      const fields = to.fields.map(({ name, type: field }, index) => {
        const inner = SQL`trino_json_member(${sql}, ${literal(name ?? "")}, ${literal(index)}, ${literal(to.fields.length)})`;
        const member = castTo({ sql: inner, type }, field, false, position);
        return SQL`${identifier(fieldName(name, index))} := ${member}`;
      });
      return SQL`CASE WHEN ${sql} <> 'null' THEN struct_pack(${join(fields)}) END`;
    }
    default:
  }
  throw unsupported(`CAST(json AS ${typeName(to)})`, position);
}
