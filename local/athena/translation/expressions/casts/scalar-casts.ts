import { isCalendarDay } from "../../../../../formats/dates/calendar-day";
import { literal, SQL, type Sql } from "../../../../duckdb/sql";
import { macroCall } from "../../../engine/macros/macro-call";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import { isIntegerType, type TrinoType, type TypeOf } from "../../../types/trino-type";
import { varcharText } from "../varchar-text";
import type { Source, WriteCast } from "./write-cast";

/** Whether the type's text that is too long is an internal error in Trino, which TRY_CAST does not catch. */
export function failsInternally({ kind }: TrinoType): boolean {
  return ["boolean", "json", "timestamp", "timestamp with time zone"].includes(kind);
}

/** Whether a value is a literal of a date: as a constant, DuckDB can compare it with the statistics of a file. */
export function isIsoDate({ literal: text }: Source): boolean {
  return isCalendarDay(text) && !text.startsWith("0000");
}

/** A cast of DuckDB. */
export function plainCast(to: TrinoType): WriteCast {
  return (sql) => SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
}

export const NUMBER_TEXT = SQL`trino_number_text`;
export const DECIMAL_TEXT = SQL`trino_decimal_text`;
const INTEGER_TEXT = SQL`trino_integer_text`;

/** A cast of the text that a macro makes of a text. */
export function plainCastOfMacro(name: Sql, to: TrinoType): WriteCast {
  return (sql) => SQL`CAST(${macroCall(name, sql)} AS ${duckDbTypeOf(to)})`;
}

/** Trino rounds the digits of a double's text half up, DuckDB the double times a power of ten: 1e23 is no whole number there. */
export function roundedDigits(type: TrinoType, to: TypeOf<"decimal">): WriteCast {
  return (sql) => {
    const text =
      type.kind === "real" ? SQL`trino_real_text(${sql})` : SQL`trino_double_text(${sql})`;
    return SQL`CAST(trino_format_fixed(${text}, ${literal(to.scale)}, '', 0) AS ${duckDbTypeOf(to)})`;
  };
}

/** To one of the integer types. */
export function castToInteger(type: TrinoType, to: TrinoType): WriteCast | undefined {
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

/** To a text. @param length undefined for any */
export function castToVarchar(type: TrinoType, length: number | undefined): WriteCast | undefined {
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
export function checkedLength(text: Sql, length: number, error: string): Sql {
  return macroCall(SQL`trino_check_length`, text, literal(length), literal(error));
}
