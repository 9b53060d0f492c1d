import { countOf } from "../../terminal/count-of";
import type { QueryResult } from "../athena-query";
import type { ResultFormat } from "./format-names";
import { asCsv, asJson, asNdjson, asTable, asVertical } from "./result-format";
import type { Rows } from "./result-format";

/** Forms that programs read: rows, and nothing else. */
const DATA = { csv: asCsv, json: asJson, ndjson: asNdjson };

/**
 * Rows in a form that programs read.
 *
 * @returns undefined for the forms that people read
 * @throws UserError if two columns have the same name, in forms that name each value
 */
export function dataText(rows: Rows, form: ResultFormat | undefined): string | undefined {
  if (form === undefined || form === "table" || form === "vertical") return undefined;
  return DATA[form](rows);
}

/** Types whose values are Athena's own texts, with no quotes around the values in them. */
const NESTED = /^(?:row|struct|array|map)\b/;

/** A note on rows as JSON in which structs stay texts; undefined for other rows. */
export function nestedNote({ columns }: Rows, form: ResultFormat | undefined): string | undefined {
  const nested = columns.filter(({ type }) => NESTED.test(type)).map(({ name }) => name);
  if ((form !== "json" && form !== "ndjson") || nested.length === 0) return undefined;
  const casts = nested.map((name) => `CAST(${name} AS JSON) AS ${name}`).join(", ");
  return `${nested.join(", ")}: as Athena's text, which is no JSON. As JSON: ${casts}`;
}

/**
 * Rows for people.
 *
 * @param form @default - a table, unless it is wider than what shows it
 * @param columns characters of a line of the terminal; 0 if it does not know them @default - any number
 */
export function renderRows(rows: Rows, form?: ResultFormat, columns = Infinity): string {
  const table = asTable(rows);
  // The first line is the border.
  const isWide = columns > 0 && table.indexOf("\n") > columns;
  // Without a row there is nothing to list, and the table shows the columns.
  const isVertical =
    rows.rows.length > 0 && (form === "vertical" || (form === undefined && isWide));
  return isVertical ? asVertical(rows, columns > 0 ? columns : undefined) : table;
}

/** {@link renderRows} with the scanned bytes and the execution time. */
export function renderQueryResult(
  result: QueryResult,
  form?: ResultFormat,
  columns?: number,
): string {
  return [
    renderRows(result, form, columns),
    `${countOf(result.rows.length, "row")}, ${result.dataScannedBytes} bytes scanned, ${result.executionMilliseconds} ms`,
  ].join("\n");
}
