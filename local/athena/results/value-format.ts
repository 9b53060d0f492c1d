import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";

import { formatJavaDouble, formatJavaFloat } from "../engine/udf/java-number-format";
import { formatDate, formatTimestamp, formatZonedTimestamp } from "../engine/udf/timestamp-format";
import { unsupportedByBoth } from "../query-error";
import { fieldName } from "../types/duckdb-type";
import type { TrinoType } from "../types/trino-type";
import { arrayText, bytesText, mapText, rowText } from "./nested-text";

/** Formats a value as in Athena's results; null for null. */
export type RenderValue = (value: DuckDBValue) => string | null;

/** The formatter of a type: `{staffname=Ann, staffid=4}`, `[a, b]`, `2026-11-23 00:00:00.000`, `1.0E10`. */
export function valueRenderer(type: TrinoType): RenderValue {
  const render = nonNullRenderer(type);
  return (value) => (value === null || value === undefined ? null : render(value));
}

function nonNullRenderer(type: TrinoType): (value: DuckDBValue) => string {
  switch (type.kind) {
    case "double":
      return (value) => formatJavaDouble(Number(value));
    case "real":
      return (value) => formatJavaFloat(Number(value));
    case "date":
      return (value) => (value instanceof DuckDBDateValue ? formatDate(value.days) : text(value));
    case "timestamp":
      return (value) =>
        value instanceof DuckDBTimestampValue
          ? formatTimestamp(value.micros, type.precision)
          : text(value);
    case "timestamp with time zone":
      return (value) => {
        const { i: instant = null, z: zone = null } = fieldsOf(value);
        return instant instanceof DuckDBTimestampValue
          ? formatZonedTimestamp(instant.micros, type.precision, text(zone))
          : text(value);
      };
    case "varbinary":
      return (value) => (value instanceof DuckDBBlobValue ? bytesText(value.bytes) : text(value));
    case "interval day to second":
      return (value) => (value instanceof DuckDBIntervalValue ? dayTimeText(value) : text(value));
    case "interval year to month":
      return (value) => (value instanceof DuckDBIntervalValue ? yearMonthText(value) : text(value));
    case "array": {
      const item = valueRenderer(type.element);
      return (value) =>
        value instanceof DuckDBListValue ? arrayText(value.items.map(item)) : text(value);
    }
    case "map": {
      const [key, entry] = [valueRenderer(type.key), valueRenderer(type.value)];
      return (value) =>
        value instanceof DuckDBMapValue
          ? mapText(value.entries.map((each) => [key(each.key), entry(each.value)] as const))
          : text(value);
    }
    case "row": {
      // DuckDB's client returns a row as an object, which can't have an own property of this name.
      if (type.fields.some(({ name }) => name === "__proto__")) {
        throw unsupportedByBoth("A row with the field __proto__ in a result");
      }
      const fields = type.fields.map((field, index) => ({
        name: fieldName(field.name, index),
        render: valueRenderer(field.type),
      }));
      return (value) => {
        const values = fieldsOf(value);
        return rowText(
          fields.map(({ name, render }) => [name, render(values[name] ?? null)] as const),
        );
      };
    }
    default:
      return text;
  }
}

function fieldsOf(value: DuckDBValue): Readonly<Record<string, DuckDBValue>> {
  return value instanceof DuckDBStructValue ? value.entries : {};
}

function text(value: DuckDBValue): string {
  return typeof value === "string" ? value : String(value);
}

const MICROS_PER_DAY = 86_400_000_000n;

function dayTimeText({ days, micros }: DuckDBIntervalValue): string {
  const total = BigInt(days) * MICROS_PER_DAY + micros;
  const size = total < 0n ? -total : total;
  const clock = formatTimestamp(size % MICROS_PER_DAY, 3).slice("1970-01-01 ".length);
  return `${total < 0n ? "-" : ""}${size / MICROS_PER_DAY} ${clock}`;
}

function yearMonthText({ months }: DuckDBIntervalValue): string {
  const size = Math.abs(months);
  return `${months < 0 ? "-" : ""}${Math.floor(size / 12)}-${size % 12}`;
}
