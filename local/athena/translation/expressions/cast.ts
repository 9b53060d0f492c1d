import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { type Position, QueryError, unsupported } from "../../query-error";
import { duckDbTypeOf, fieldName } from "../../types/duckdb-type";
import {
  isNumeric,
  isIntegerType,
  sameType,
  type TrinoType,
  typeName,
  type TypeOf,
} from "../../types/trino-type";
import { castToJson, hasNoJson } from "./cast-to-json";
import { coerceSql, mapFields, typed, type TypedSql } from "./typed-sql";
import { varcharText } from "./varchar-text";
import { macroCall } from "../../engine/macros/macro-call";

/** Writes the cast of a value. */
type WriteCast = (sql: Sql) => Sql;

/** What is cast: its type, and its value if that is a literal. */
type Source = Pick<TypedSql, "type" | "literal">;

/**
 * Casts a value, as `CAST(value AS to)` does, or `TRY_CAST` if `safe`, with Trino's semantics.
 *
 * @throws QueryError TYPE_MISMATCH for a cast that Trino does not have
 */
export function castTo(
  value: TypedSql,
  to: TrinoType,
  safe: boolean,
  position: Position,
): TypedSql {
  const write = castOf(value, to, safe, position);
  return typed(to, () => write(value.sql()));
}

/** What writes a cast. @throws QueryError TYPE_MISMATCH for a cast that Trino does not have */
export function castOf(value: Source, to: TrinoType, safe: boolean, position: Position): WriteCast {
  const { type } = value;
  const nested = ["row", "array", "map"].includes(to.kind);
  if (type.kind === "unknown" || (!nested && sameType(type, to))) {
    return (sql) => coerceSql(sql, type, to);
  }
  const write = plainCastOf(value, to, position);
  rejectUncaughtLength(type, to, safe, position);
  if (write === undefined && type.kind.startsWith("interval") && to.kind === "varchar") {
    throw unsupported(`CAST(${typeName(type)} AS ${typeName(to)})`, position);
  }
  if (write === undefined) {
    const reason = `Cannot cast ${typeName(type)} to ${typeName(to)}`;
    throw new QueryError("TYPE_MISMATCH", reason, position);
  }
  return safe ? (sql) => SQL`TRY(${write(sql)})` : write;
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

function plainCastOf(value: Source, to: TrinoType, position: Position): WriteCast | undefined {
  const { type } = value;
  if (type.kind === "json" || to.kind === "json") return castOfJson(type, to, position);
  if (type.kind === "char") {
    if (to.kind !== "varchar" && to.kind !== "char") return undefined;
    return plainCastOf({ type: { kind: "varchar" } }, to, position);
  }
  const isText = type.kind === "varchar";
  switch (to.kind) {
    case "boolean":
      if (isText) return (sql) => macroCall(SQL`trino_to_boolean`, sql);
      return isNumeric(type) ? (sql) => SQL`(${sql} <> 0)` : undefined;
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return castToInteger(type, to);
    case "real":
    case "double":
      if (isText) return plainCastOfMacro(NUMBER_TEXT, to);
      if (to.kind === "real" && type.kind === "double")
        return (sql) => macroCall(SQL`trino_to_real`, sql);
      if (to.kind === "real" && type.kind === "decimal") return (sql) => coerceSql(sql, type, to);
      return isNumeric(type) || type.kind === "boolean" ? plainCast(to) : undefined;
    case "decimal":
      if (isText) return plainCastOfMacro(DECIMAL_TEXT, to);
      if (type.kind === "double" || type.kind === "real") return roundedDigits(type, to);
      return isNumeric(type) || type.kind === "boolean" ? plainCast(to) : undefined;
    case "varchar":
      return castToVarchar(type, to.length);
    case "char":
      return isText
        ? (sql) => SQL`rpad(left(${sql}, ${literal(to.length)}), ${literal(to.length)}, ' ')`
        : undefined;
    case "varbinary":
      return isText ? (sql) => SQL`encode(${sql})` : undefined;
    case "date":
      if (isText)
        return isIsoDate(value) ? plainCast(to) : (sql) => macroCall(SQL`trino_to_date`, sql);
      if (type.kind === "timestamp") return plainCast(to);
      return type.kind === "timestamp with time zone"
        ? (sql) => SQL`CAST(trino_local(${sql}) AS DATE)`
        : undefined;
    case "timestamp":
      return castToTimestamp(type, to.precision);
    case "timestamp with time zone":
      return castToZoned(type, to.precision);
    case "array":
      return type.kind === "array" ? castArray(type.element, to.element, position) : undefined;
    case "row":
      return type.kind === "row" ? castRow(type, to, position) : undefined;
    case "map":
      return type.kind === "map" ? castMap(type, to, position) : undefined;
    default:
      return undefined;
  }
}

/** Whether a value is a literal of a date: as a constant, DuckDB can compare it with the statistics of a file. */
function isIsoDate({ literal: text }: Source): boolean {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return exists && !text.startsWith("0000");
}

function plainCast(to: TrinoType): WriteCast {
  return (sql) => SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
}

const NUMBER_TEXT = SQL`trino_number_text`;
const DECIMAL_TEXT = SQL`trino_decimal_text`;
const INTEGER_TEXT = SQL`trino_integer_text`;

/** A cast of the text that a macro makes of a text. */
function plainCastOfMacro(name: Sql, to: TrinoType): WriteCast {
  return (sql) => SQL`CAST(${macroCall(name, sql)} AS ${duckDbTypeOf(to)})`;
}

/** Trino rounds the digits of a double's text half up, DuckDB the double times a power of ten: 1e23 is no whole number there. */
function roundedDigits(type: TrinoType, to: TypeOf<"decimal">): WriteCast {
  return (sql) => {
    const text =
      type.kind === "real" ? SQL`trino_real_text(${sql})` : SQL`trino_double_text(${sql})`;
    return SQL`CAST(trino_format_fixed(${text}, ${literal(to.scale)}, '', 0) AS ${duckDbTypeOf(to)})`;
  };
}

function castToInteger(type: TrinoType, to: TrinoType): WriteCast | undefined {
  switch (type.kind) {
    case "varchar":
      return plainCastOfMacro(INTEGER_TEXT, to);
    // DuckDB's cast rounds half to even, Trino's half up.
    case "double":
    case "real":
      if (to.kind !== "bigint") {
        return (sql) =>
          SQL`CAST(round(${macroCall(SQL`trino_not_nan`, sql)}) AS ${duckDbTypeOf(to)})`;
      }
      return type.kind === "double"
        ? (sql) => macroCall(SQL`trino_double_to_bigint`, sql)
        : (sql) => macroCall(SQL`trino_real_to_bigint`, sql);
    case "decimal":
      return (sql) => SQL`CAST(round(${sql}) AS ${duckDbTypeOf(to)})`;
    default:
      return isIntegerType(type) || type.kind === "boolean" ? plainCast(to) : undefined;
  }
}

function castToVarchar(type: TrinoType, length: number | undefined): WriteCast | undefined {
  const text = varcharText(type);
  if (text === undefined || length === undefined) return text;
  return type.kind === "varchar"
    ? (sql) => SQL`left(${text(sql)}, ${literal(length)})`
    : (sql) =>
        checkedLength(
          text(sql),
          length,
          failsInternally(type) ? "GENERIC_INTERNAL_ERROR" : "INVALID_CAST_ARGUMENT",
        );
}

/** A text that fails with an error of a name if it is too long. */
function checkedLength(text: Sql, length: number, error: string): Sql {
  return macroCall(SQL`trino_check_length`, text, literal(length), literal(error));
}

function castToTimestamp(type: TrinoType, precision: number): WriteCast | undefined {
  switch (type.kind) {
    case "varchar":
      return (sql) => SQL`trino_to_timestamp(${sql}, ${literal(precision)})`;
    case "date":
      return (sql) => SQL`CAST(${sql} AS TIMESTAMP)`;
    case "timestamp":
      return type.precision <= precision
        ? (sql) => sql
        : (sql) => SQL`trino_round_timestamp(${sql}, ${literal(precision)})`;
    case "timestamp with time zone":
      return (sql) => SQL`trino_round_timestamp(trino_local(${sql}), ${literal(precision)})`;
    default:
      return undefined;
  }
}

function castToZoned(type: TrinoType, precision: number): WriteCast | undefined {
  switch (type.kind) {
    case "varchar":
      return (sql) => SQL`trino_to_zoned(${sql}, ${literal(precision)})`;
    case "date":
    case "timestamp":
      return (sql) =>
        SQL`trino_zoned(trino_round_timestamp(CAST(${sql} AS TIMESTAMP), ${literal(precision)}), 'UTC')`;
    case "timestamp with time zone":
      return (sql) =>
        SQL`trino_zoned(trino_round_timestamp(${sql}.i, ${literal(precision)}), ${sql}.z)`;
    default:
      return undefined;
  }
}

function castArray(from: TrinoType, to: TrinoType, position: Position): WriteCast {
  const element = castOf({ type: from }, to, false, position);
  return (sql) => SQL`list_transform(${sql}, lambda item: ${element(SQL`item`)})`;
}

function castRow(
  from: TypeOf<"row">,
  to: TypeOf<"row">,
  position: Position,
): WriteCast | undefined {
  if (from.fields.length !== to.fields.length) return undefined;
  const fields = to.fields.map(({ type }, index) =>
    castOf({ type: from.fields[index]?.type ?? type }, type, false, position),
  );
  return (sql) =>
    mapFields(sql, from, to, (field, _from, _to, index) => fields[index]?.(field) ?? field);
}

function castMap(from: TypeOf<"map">, to: TypeOf<"map">, position: Position): WriteCast {
  const key = castOf({ type: from.key }, to.key, false, position);
  const entry = castOf({ type: from.value }, to.value, false, position);
  return (sql) =>
    SQL`map_from_entries(list_zip(list_transform(map_keys(${sql}), lambda item: ${key(SQL`item`)}), list_transform(map_values(${sql}), lambda item: ${entry(SQL`item`)})))`;
}

function castOfJson(type: TrinoType, to: TrinoType, position: Position): WriteCast | undefined {
  if (to.kind === "json") {
    if (hasNoJson(type)) return undefined;
    const json = castToJson(type);
    if (json === undefined) throw unsupported(`CAST(${typeName(type)} AS json)`, position);
    return json;
  }
  const write = castFromJson(type, to, position);
  if (write === undefined) throw unsupported(`CAST(json AS ${typeName(to)})`, position);
  return write;
}

function castFromJson(type: TrinoType, to: TrinoType, position: Position): WriteCast | undefined {
  switch (to.kind) {
    case "varchar": {
      const { length } = to;
      const text = (sql: Sql) => SQL`trino_json_scalar(${sql}, 'varchar')`;
      return length === undefined
        ? text
        : (sql) => checkedLength(text(sql), length, "GENERIC_INTERNAL_ERROR");
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
      const cast = plainCastOf({ type: { kind: "varchar" } }, to, position);
      return cast && ((sql) => cast(SQL`trino_json_scalar(${sql}, ${literal(target)})`));
    }
    case "array": {
      const element = castOf({ type }, to.element, false, position);
      return (sql) =>
        SQL`list_transform(trino_json_items(${sql}), lambda item: ${element(SQL`item`)})`;
    }
    case "map": {
      if (to.key.kind !== "varchar") return undefined;
      const entry = castOf({ type }, to.value, false, position);
      return (sql) =>
        SQL`CASE WHEN ${sql} <> 'null' THEN map_from_entries(list_zip(trino_json_keys(${sql}), list_transform(trino_json_values(${sql}), lambda item: ${entry(SQL`item`)}))) END`;
    }
    case "row": {
      const casts = to.fields.map((field) => castOf({ type }, field.type, false, position));
      return (sql) => {
        const fields = to.fields.map(({ name }, index) => {
          const inner = SQL`trino_json_member(${sql}, ${literal(name ?? "")}, ${literal(index)}, ${literal(to.fields.length)})`;
          return SQL`${identifier(fieldName(name, index))} := ${casts[index]?.(inner) ?? inner}`;
        });
        return SQL`CASE WHEN ${sql} <> 'null' THEN struct_pack(${join(fields)}) END`;
      };
    }
    default:
      return undefined;
  }
}
