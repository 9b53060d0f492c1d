import type { HiveType } from "../../../../../formats/hive-type";
import { fitsInteger } from "../../../../../formats/integer-range";
import { QueryError } from "../../../query-error";

const MILLISECONDS_A_DAY = 86_400_000;

/** The largest instant of JavaScript's dates. */
const MAX_INSTANT = 8.64e15;

/** Types of columns that Athena reads with OpenCSVSerde. */
export const CSV_TYPES: readonly HiveType["kind"][] = [
  "string",
  "boolean",
  "int",
  "bigint",
  "double",
  "date",
  "timestamp",
];

/**
 * The value of a field of OpenCSVSerde as text that DuckDB casts to the type. Dates are numbers of days, timestamps
 * numbers of milliseconds, since 1970.
 *
 * @throws QueryError HIVE_BAD_DATA for a text that is not of the type: also for an empty one, as Athena does
 * @see https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html
 */
export function openCsvValue(type: HiveType, text: string, place: number): string {
  switch (type.kind) {
    case "boolean":
      if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
      break;
    case "int":
    case "bigint": {
      if (!/^[+-]?\d+$/.test(text)) break;
      const value = BigInt(text.replace("+", ""));
      if (fitsInteger(value, type.kind)) return String(value);
      break;
    }
    case "double":
      if (/^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/.test(text)) {
        return text.replace("+", "");
      }
      break;
    case "date":
    case "timestamp": {
      const unit = type.kind === "date" ? MILLISECONDS_A_DAY : 1;
      const instant = Number(text) * unit;
      if (!/^-?\d+$/.test(text) || Math.abs(instant) > MAX_INSTANT) break;
      const iso = new Date(instant).toISOString();
      // A year beyond 9999 has a sign.
      if (!/^\d/.test(iso)) break;
      return type.kind === "date" ? iso.slice(0, 10) : iso.slice(0, -1).replace("T", " ");
    }
    default:
      return text;
  }
  const reason = `Error parsing field value '${text}' for field ${place}: For input string: "${text}"`;
  throw new QueryError("HIVE_BAD_DATA", reason);
}
