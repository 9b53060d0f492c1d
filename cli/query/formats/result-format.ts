import { printable } from "../../../errors/printable";
import { isJson } from "../../../formats/is-json";
import { UserError } from "../../../errors/user-error";
import { widthOf } from "../../terminal/layout/fold-lines";
import { namedValues, renderTable } from "../../terminal/layout/render-table";
import type { NamedValue } from "../../terminal/layout/render-table";
import { columnRows } from "../statement/struct-fields";
import type { QueryResult } from "../athena-query";
import { isNumericType } from "./numeric-type";

/** Columns and rows of a result. */
export type Rows = Pick<QueryResult, "columns" | "rows">;

/** Columns of the answer to DESCRIBE. */
const DESCRIBED = ["col_name", "data_type", "comment"];
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?$/;
/** How people see that a value is missing: an empty text is shown as nothing. */
const MISSING = "NULL";
/** Texts that would look like it: they are shown in one more pair of quotes. */
const LIKE_MISSING = /^("*)NULL\1$/;

/** The rows below the names of their columns. */
export function asTable(result: Rows): string {
  return renderTable(
    result.columns.map(({ name }) => name),
    describedCells(result).map((row) => row.map(shown)),
    Infinity,
  );
}

/**
 * Each row as a list of its values, for rows that are wider than what shows them.
 *
 * @param columns characters of a line @default - any number
 */
export function asVertical(result: Rows, columns = Infinity): string {
  const names = result.columns.map(({ name }) => name);
  const width = Math.max(0, ...names.map(widthOf));
  return describedCells(result)
    .map((row, index) => {
      const values = names.map((name, place): NamedValue => {
        return [name, printable(shown(row[place] ?? null))];
      });
      const title = `── row ${index + 1} ${"─".repeat(Math.max(3, width))}`;
      return [title, ...namedValues(values, columns)].join("\n");
    })
    .join("\n");
}

function shown(value: string | null): string {
  if (value === null) return MISSING;
  return LIKE_MISSING.test(value) ? `"${value}"` : value;
}

/** The cells as people read them: below a struct that DESCRIBE describes, its fields. */
function describedCells(result: Rows): readonly (readonly (string | null)[])[] {
  const cells = cellsOf(result);
  const names = result.columns.map(({ name }) => name);
  if (names.join() !== DESCRIBED.join()) return cells;
  return cells.flatMap(([name, type, comment]) =>
    columnRows(name ?? "", type ?? "").map((row, index) => [
      ...row,
      index === 0 ? (comment ?? "") : "",
    ]),
  );
}

/**
 * The rows as Athena writes them into its own file of a result: each value in quotes, a missing one without.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export function asCsv(result: Rows): string {
  const line = (values: readonly (string | null)[]) =>
    values.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",");
  return [line(result.columns.map(({ name }) => name)), ...cellsOf(result).map(line)].join("\n");
}

/** The rows as one list of objects. @throws UserError if two columns have the same name */
export function asJson(result: Rows): string {
  const rows = objectsOf(result);
  return rows.length === 0 ? "[]" : `[\n${rows.map((row) => `  ${row}`).join(",\n")}\n]`;
}

/** The rows as an object in each line. @throws UserError if two columns have the same name */
export function asNdjson(result: Rows): string {
  return objectsOf(result).join("\n");
}

function objectsOf(result: Rows): string[] {
  const names = result.columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UserError(
      `Two columns are named ${twice}, of which an object could keep one.`,
      `Give one of them another name: ${twice} AS other`,
    );
  }
  return cellsOf(result).map((row) => {
    const fields = result.columns.map(
      ({ name, type }, index) => `${JSON.stringify(name)}:${jsonOf(row[index] ?? null, type)}`,
    );
    return `{${fields.join(",")}}`;
  });
}

/**
 * Numbers keep all digits, which a number of JavaScript does not. NaN and infinities are texts, as JSON has none. Athena's
 * text of a struct, an array or a map stays a text: it has no quotes, so that nobody knows where a value in it ends.
 */
function jsonOf(value: string | null, type: string): string {
  if (value === null) return "null";
  if (type === "json" && isJson(value)) return value;
  const isPlain =
    (isNumericType(type) && JSON_NUMBER.test(value)) ||
    (type === "boolean" && (value === "true" || value === "false"));
  return isPlain ? value : JSON.stringify(value);
}

/** DESCRIBE and SHOW answer with several columns, whose values are one text with tabs. */
export function cellsOf({ columns, rows }: Rows): readonly (readonly (string | null)[])[] {
  return rows.map((row) => {
    const [only] = row;
    if (row.length !== 1 || columns.length < 2 || typeof only !== "string") return row;
    return only.split("\t").map((cell) => cell.trim());
  });
}
