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
import { coerce, mapFields, type TypedSql } from "./typed-sql";

/**
 * DuckDB's SQL of `CAST(value AS to)` with Trino's rules; where `safe`, of `TRY_CAST`.
 *
 * @throws QueryError TYPE_MISMATCH for types between which Trino doesn't cast
 */
export function castTo(value: TypedSql, to: TrinoType, safe: boolean, position: Position): Sql {
  const nested = ["row", "array", "map"].includes(to.kind);
  if (value.type.kind === "unknown" || (!nested && sameType(value.type, to))) {
    return coerce(value, to);
  }
  const sql = castSql(value, to, position);
  if (sql === undefined) {
    const reason = `Cannot cast ${typeName(value.type)} to ${typeName(to)}`;
    throw new QueryError("TYPE_MISMATCH", reason, position);
  }
  return safe ? SQL`TRY(${sql})` : sql;
}

function castSql(value: TypedSql, to: TrinoType, position: Position): Sql | undefined {
  const { sql, type } = value;
  if (type.kind === "json" || to.kind === "json") return castJson(value, to, position);
  if (type.kind === "char") return castSql({ sql, type: { kind: "varchar" } }, to, position);
  switch (to.kind) {
    case "boolean":
      if (type.kind === "varchar") return SQL`trino_to_boolean(${sql})`;
      return isNumeric(type) ? SQL`(${sql} <> 0)` : undefined;
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return castToInteger(value, to);
    case "real":
    case "double":
      if (type.kind === "varchar")
        return SQL`CAST(trino_number_text(${sql}) AS ${duckDbTypeOf(to)})`;
      return isNumeric(type) || type.kind === "boolean" ? plainCast(value, to) : undefined;
    case "decimal":
      if (type.kind === "varchar")
        return SQL`CAST(trino_number_text(${sql}) AS ${duckDbTypeOf(to)})`;
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
      if (type.kind === "varchar") return SQL`trino_to_date(${sql})`;
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

function plainCast({ sql }: TypedSql, to: TrinoType): Sql {
  return SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
}

function castToInteger(value: TypedSql, to: TrinoType): Sql | undefined {
  const { sql, type } = value;
  const target = duckDbTypeOf(to);
  if (type.kind === "varchar") return SQL`CAST(trino_whole_number_text(${sql}) AS ${target})`;
  // DuckDB rounds halves to the even number, Trino away from zero.
  if (type.kind === "double" || type.kind === "real" || type.kind === "decimal") {
    return SQL`CAST(round(${sql}) AS ${target})`;
  }
  return isIntegerType(type) || type.kind === "boolean" ? plainCast(value, to) : undefined;
}

function castToVarchar({ sql, type }: TypedSql, length: number | undefined): Sql | undefined {
  const text = varcharText({ sql, type });
  if (text === undefined || length === undefined) return text;
  return type.kind === "varchar"
    ? SQL`left(${text}, ${literal(length)})`
    : SQL`trino_fitting(${text}, ${literal(length)})`;
}

/** A value's text as Trino's CAST to varchar gives it; undefined for types that have none. */
export function varcharText({ sql, type }: TypedSql): Sql | undefined {
  switch (type.kind) {
    case "double":
      return SQL`trino_double_text(${sql})`;
    case "real":
      return SQL`trino_real_text(${sql})`;
    case "timestamp":
      return SQL`trino_timestamp_text(${sql}, ${literal(type.precision)})`;
    case "timestamp with time zone":
      return SQL`trino_zoned_text(${sql}, ${literal(type.precision)})`;
    case "decimal":
      // DuckDB writes no zero before the point where the type has no digit there.
      return type.precision === type.scale
        ? SQL`regexp_replace(CAST(${sql} AS VARCHAR), '^(-?)\\.', '\\10.')`
        : SQL`CAST(${sql} AS VARCHAR)`;
    case "interval day to second":
    case "interval year to month":
    case "array":
    case "map":
    case "row":
    case "varbinary":
    case "unknown":
      return undefined;
    default:
      return SQL`CAST(${sql} AS VARCHAR)`;
  }
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
    const json = jsonOf(value);
    if (json === undefined) throw unsupported(`CAST(${typeName(type)} AS json)`, position);
    return json;
  }
  switch (to.kind) {
    case "varchar":
      return SQL`trino_json_scalar(${sql})`;
    case "boolean":
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double":
    case "decimal":
      return castSql(
        { sql: SQL`trino_json_scalar(${sql})`, type: { kind: "varchar" } },
        to,
        position,
      );
    case "array": {
      const element = castTo({ sql: SQL`item`, type }, to.element, false, position);
      return SQL`list_transform(trino_json_items(${sql}), lambda item: ${element})`;
    }
    case "map": {
      if (to.key.kind !== "varchar") break;
      const entry = castTo({ sql: SQL`item`, type }, to.value, false, position);
      return SQL`map_from_entries(list_zip(trino_json_keys(${sql}), list_transform(trino_json_items(${sql}), lambda item: ${entry})))`;
    }
    case "row": {
      const fields = to.fields.map(({ name, type: field }, index) => {
        const inner = SQL`trino_json_member(${sql}, ${literal(name ?? "")}, ${literal(index)})`;
        const member = castTo({ sql: inner, type }, field, false, position);
        return SQL`${identifier(fieldName(name, index))} := ${member}`;
      });
      return SQL`CASE WHEN ${sql} <> 'null' THEN struct_pack(${join(fields)}) END`;
    }
    default:
  }
  throw unsupported(`CAST(json AS ${typeName(to)})`, position);
}

/** A value as JSON text; undefined for types that this engine doesn't turn into JSON. */
function jsonOf({ sql, type }: TypedSql): Sql | undefined {
  switch (type.kind) {
    case "json":
      return sql;
    case "boolean":
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return SQL`CAST(${sql} AS VARCHAR)`;
    case "decimal":
    case "double":
      return varcharText({ sql, type });
    case "varchar":
      return SQL`trino_json_string(${sql})`;
    case "date":
    case "timestamp":
    case "timestamp with time zone": {
      const text = varcharText({ sql, type });
      return text && SQL`trino_json_string(${text})`;
    }
    case "array": {
      const element = jsonOf({ sql: SQL`item`, type: type.element });
      if (element === undefined) return undefined;
      return SQL`'[' || array_to_string(list_transform(${sql}, lambda item: coalesce(${element}, 'null')), ',') || ']'`;
    }
    case "row": {
      const members = type.fields.flatMap((field, index) => {
        const name = identifier(fieldName(field.name, index));
        const member = jsonOf({ sql: SQL`(${sql}).${name}`, type: field.type });
        const key = literal(`${JSON.stringify(field.name ?? "")}:`);
        return member === undefined ? [] : [SQL`${key} || coalesce(${member}, 'null')`];
      });
      if (members.length < type.fields.length) return undefined;
      return SQL`CASE WHEN ${sql} IS NOT NULL THEN '{' || ${join(members, SQL` || ',' || `)} || '}' END`;
    }
    case "map": {
      const value = jsonOf({ sql: SQL`item.value`, type: type.value });
      if (value === undefined || type.key.kind !== "varchar") return undefined;
      return SQL`'{' || array_to_string(list_transform(list_sort(map_entries(${sql})), lambda item: trino_json_string(item.key) || ':' || coalesce(${value}, 'null')), ',') || '}'`;
    }
    default:
      return undefined;
  }
}
