import { literal, SQL } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { type Position, QueryError, unsupported } from "../../query-error";
import { isNumeric, sameType, type TrinoType, typeName } from "../../types/trino-type";
import { castOfJson } from "./casts/json-casts";
import { castArray, castMap, castRow } from "./casts/nested-casts";
import {
  castToInteger,
  castToVarchar,
  DECIMAL_TEXT,
  failsInternally,
  isIsoDate,
  NUMBER_TEXT,
  plainCast,
  plainCastOfMacro,
  roundedDigits,
} from "./casts/scalar-casts";
import { castToTimestamp, castToZoned } from "./casts/time-casts";
import type { CastOf, Source, WriteCast } from "./casts/write-cast";
import { coerceSql, typed, type TypedSql } from "./typed-sql";

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

/** A cast of a part of a value, whose errors are those of the whole. */
const castPart: CastOf = (value, to, position) => castOf(value, to, false, position);

const JSON_CASTS = {
  castOf: castPart,
  textCastOf: (to: TrinoType, position: Position) =>
    plainCastOf({ type: { kind: "varchar" } }, to, position),
};

function plainCastOf(value: Source, to: TrinoType, position: Position): WriteCast | undefined {
  const { type } = value;
  if (type.kind === "json" || to.kind === "json") return castOfJson(JSON_CASTS, type, to, position);
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
      if (type.kind === "decimal") return (sql) => coerceSql(sql, type, to);
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
      return type.kind === "array"
        ? castArray(castPart, type.element, to.element, position)
        : undefined;
    case "row":
      return type.kind === "row" ? castRow(castPart, type, to, position) : undefined;
    case "map":
      return type.kind === "map" ? castMap(castPart, type, to, position) : undefined;
    default:
      return undefined;
  }
}
