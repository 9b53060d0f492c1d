import { parseDecimal } from "../../../../../formats/decimal";
import type { HiveType } from "../../../../../formats/hive-type";
import { fitsInteger } from "../../../../../formats/integer-range";
import { unsupported } from "../../../query-error";
import { firstCharacters, floatingText, hiveDate, paddedText } from "../text/lazy-value";
import { parseJavaLong, parseWhole } from "./openx-numbers";
import { isText, type OpenXValue, textOf } from "./openx-reader";
import { bytesText, hasOtherDigits, JsonTypeError, quote } from "./json-text";
import { openXText } from "./openx-text";
import { openXTimestamp } from "./openx-timestamp";

/** Writes a value as the JSON that DuckDB reads as the column's type. */
export type Render = (value: OpenXValue) => string;

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Writes values of a type that is not nested; null for a text that is none of it.
 *
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/OpenXJsonDeserializer.java
 */
export function scalarRender(type: HiveType): Render {
  switch (type.kind) {
    case "string":
      return (value) => quote(openXText(value));
    case "varchar":
      return (value) => quote(firstCharacters(openXText(value), type.length));
    case "char":
      return (value) => quote(paddedText(openXText(value), type.length));
    case "boolean":
      return (value) => String(isText(value) && textOf(value).toLowerCase() === "true");
    case "binary":
      return (value) => {
        if (typeof value !== "string") throw mismatch(value, "VARBINARY");
        return quote(bytesOf(value));
      };
    default:
      return (value) => {
        if (!isText(value)) throw mismatch(value, type.kind.toUpperCase());
        const text = textOf(value);
        const found = scalarText(type, text);
        if (found === undefined) {
          throw unsupported(`The value '${text}' of the type ${type.kind} in a JSON document`);
        }
        return found === null ? "null" : quote(found);
      };
  }
}

function scalarText(type: HiveType, text: string): string | null | undefined {
  if (hasOtherDigits(text)) return undefined;
  switch (type.kind) {
    case "float":
    case "double":
      return floatingText(text, type.kind);
    case "decimal":
      return parseDecimal(text, type.precision, type.scale) ?? null;
    case "date":
      return dateText(text);
    case "timestamp":
      return openXTimestamp(text);
    case "tinyint":
    case "smallint":
    case "int":
    case "bigint": {
      const value = parseWhole(text);
      return value !== undefined && fitsInteger(value, type.kind) ? String(value) : null;
    }
    default:
      return undefined;
  }
}

/** A date, of which what follows it is ignored unless it is a digit; or the number of days since 1970. */
function dateText(text: string): string | null | undefined {
  const date = /^-?\d{1,4}-\d{1,2}-\d{1,2}(?!\d)/.exec(text.trim())?.[0];
  if (date !== undefined) return hiveDate(date);
  const days = parseJavaLong(text);
  if (days === undefined || !fitsInteger(days, "int")) return null;
  const instant = new Date(Number(days) * MILLISECONDS_A_DAY);
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999 ? instant.toISOString().slice(0, 10) : undefined;
}

/** The bytes of base64, with or without its padding. */
function bytesOf(base64: string): string {
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}(?:==)?|[A-Za-z\d+/]{3}=?)?$/.test(base64)) {
    throw new JsonTypeError(`'${base64}' is not base64`);
  }
  return bytesText(Buffer.from(base64, "base64"));
}

/** The error of a value that can't be of a type. */
export function mismatch(value: OpenXValue, type: string): JsonTypeError {
  return new JsonTypeError(`${openXText(value)} can not be coerced to a ${type}`);
}
