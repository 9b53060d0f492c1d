import { parseDecimal } from "../../../../formats/decimal";
import { QueryError, unsupported } from "../../query-error";
import { type TrinoType, typeName, type TypeOf } from "../../types/trino-type";
import type { CatalogColumn } from "../catalog-table";
import { parseBigDecimal } from "../sources/json/openx-numbers";
import { floatingText } from "../sources/text/lazy-value";

/** Midnight may follow a date. */
const DATE = /^(\d{1,4})(-\d{1,2}-\d{1,2})(?: 00:00:00)?$/;

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

/** The bits of the integer types. */
const BITS = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 } as const;

function valueOf(type: TrinoType, text: string): string | undefined {
  switch (type.kind) {
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return integerValue(text, BITS[type.kind]);
    case "real":
    case "double":
      return floatingValue(text, type.kind);
    case "boolean":
      return /^(?:true|false)$/i.test(text) ? text : undefined;
    case "decimal":
      return decimalValue(type, text);
    case "date": {
      const [, year = "", day = ""] = DATE.exec(text) ?? [];
      return year !== "" && isDay(Number(year), day) ? year.padStart(4, "0") + day : undefined;
    }
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

function integerValue(text: string, bits: number): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return BigInt.asIntN(bits, value) === value ? String(value) : undefined;
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

/** @param day month and day after the year: `-02-29` */
function isDay(year: number, day: string): boolean {
  const [month = 0, date = 0] = day.slice(1).split("-").map(Number);
  const start = new Date(0);
  start.setUTCFullYear(year, month - 1, date);
  return start.getUTCMonth() === month - 1 && start.getUTCDate() === date;
}
