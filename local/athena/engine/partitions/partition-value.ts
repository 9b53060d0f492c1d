import { parseDecimal } from "../../../../formats/decimal";
import { fitsInteger, type IntegerKind } from "../../../../formats/integer-range";
import { QueryError, unsupported } from "../../query-error";
import { type TrinoType, typeName, type TypeOf } from "../../types/trino-type";
import type { CatalogColumn } from "../catalog-table";
import { parseBigDecimal } from "../sources/json/openx-numbers";
import { floatingText } from "../sources/text/lazy-value";

/** Midnight may follow a date. */
const DATE = /^(\d{1,4})(-\d{1,2}-\d{1,2})(?: 00:00:00)?$/;

/** A date, and a time of it, as Hive writes timestamps. */
const TIMESTAMP = /^(\d{1,4})(-\d{1,2}-\d{1,2})(?: (\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d{1,9})?)?))?$/;

/**
 * The text of a partition's value, which DuckDB casts to the type of its key.
 *
 * @throws QueryError HIVE_INVALID_PARTITION_VALUE for a text that is not of the type, NOT_SUPPORTED for a number in
 *   hexadecimal digits
 * @see https://github.com/trinodb/trino/blob/476/plugin/trino-hive/src/main/java/io/trino/plugin/hive/util/HiveUtil.java
 */
export function partitionValue(key: CatalogColumn, text: string): string {
  const value = valueOf(key.type, text);
  if (value !== undefined) return value;
  throw new QueryError(
    "HIVE_INVALID_PARTITION_VALUE",
    `Invalid partition value '${text}' for ${typeName(key.type).toUpperCase()} partition key: ${key.name}`,
  );
}

function valueOf(type: TrinoType, text: string): string | undefined {
  switch (type.kind) {
    case "integer":
      return integerValue(text, "int");
    case "tinyint":
    case "smallint":
    case "bigint":
      return integerValue(text, type.kind);
    case "real":
    case "double":
      return floatingValue(text, type.kind);
    case "boolean":
      return /^(?:true|false)$/i.test(text) ? text : undefined;
    case "decimal":
      return decimalValue(type, text);
    case "date": {
      const [, year = "", day = ""] = DATE.exec(text) ?? [];
      return calendarDay(year, day);
    }
    case "timestamp":
      return timestampValue(text);
    case "varchar":
    case "char": {
      const { length } = type;
      if (length === undefined) return text;
      const rest = length - Array.from(text).length;
      if (rest < 0) return undefined;
      return type.kind === "char" ? text + " ".repeat(rest) : text;
    }
    default:
      return text;
  }
}

function integerValue(text: string, kind: IntegerKind): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return fitsInteger(value, kind) ? String(value) : undefined;
}

/** @throws QueryError NOT_SUPPORTED for a hexadecimal number */
function floatingValue(text: string, kind: "real" | "double"): string | undefined {
  const value = floatingText(text, kind === "real" ? "float" : "double");
  if (value === undefined) throw unsupported(`The partition value '${text}'`);
  return value ?? undefined;
}

/** A number that the type holds exactly, as Java's BigDecimal reads it; Hive may write `BD` after it. */
function decimalValue({ precision, scale }: TypeOf<"decimal">, text: string): string | undefined {
  const digits = text.replace(/BD$/, "");
  const rounded = parseDecimal(digits, precision, scale);
  const exact = parseBigDecimal(digits);
  if (rounded === undefined || exact === undefined) return undefined;
  const further = exact.scale - scale;
  return further <= 0 || exact.unscaled % 10n ** BigInt(further) === 0n ? rounded : undefined;
}

/** A date of the calendar. @param monthAndDay `-M-d` */
function calendarDay(year: string, monthAndDay: string): string | undefined {
  const [, month = 0, day = 0] = monthAndDay.split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(Number(year), month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? year.padStart(4, "0") + monthAndDay : undefined;
}

/** A timestamp, of which what is finer than milliseconds is cut off. */
function timestampValue(text: string): string | undefined {
  const [, year = "", monthAndDay = "", time = "0:0"] = TIMESTAMP.exec(text) ?? [];
  const date = calendarDay(year, monthAndDay);
  const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);
  if (date === undefined || hour > 23 || minute > 59 || second >= 60) return undefined;
  const [clock = "", fraction = "0"] = time.split(".");
  const seconds = clock.split(":").length === 2 ? ":0" : "";
  return `${date} ${clock}${seconds}.${fraction.slice(0, 3)}`;
}
