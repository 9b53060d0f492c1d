import { CsvError, parse } from "csv-parse/sync";
import { UserError } from "../../../errors/user-error";

const DELIMITERS = [",", ";", "\t", "|"];
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const BOOLEAN = /^(true|false)$/i;

/** What to know of the columns of CSV. */
export interface CsvOptions {
  /** Whether the cells under a name stay text. @default - the cells of each column determine its type */
  readonly isText?: (name: string) => boolean;
}

/** Whether a file is CSV, by its extension. */
export function isCsv(file: string): boolean {
  return /\.[ct]sv$/i.test(file);
}

/**
 * Converts CSV to JSON lines: the first line names the fields. An empty cell becomes null. A column is numbers or
 * booleans if all of its other cells are; otherwise each of them stays text as it is written, also `0E0` or `TRUE`.
 *
 * @param name what errors call the text
 * @throws UserError that names the line that is not CSV
 */
export function csvToJsonLines(text: string, name: string, options: CsvOptions = {}): string {
  const [head, ...rows] = parseCsv(text, name);
  if (head === undefined || rows.length === 0) {
    throw new UserError(
      `${name} contains no event.`,
      "The first line of CSV names the fields; each line after it is an event.",
    );
  }
  checkHead(head, name);
  const columns = head.map((key, index) => ({
    key: JSON.stringify(key),
    toJson:
      options.isText?.(key) === true
        ? JSON.stringify
        : cellToJson(rows.map((row) => row[index] ?? "")),
  }));
  return rows
    .map((row) => {
      const members = columns.map(({ key, toJson }, index) => {
        const cell = row[index] ?? "";
        return `${key}:${cell === "" ? "null" : toJson(cell)}`;
      });
      return `{${members.join(",")}}`;
    })
    .join("\n");
}

function parseCsv(text: string, name: string): string[][] {
  try {
    return parse(text, { delimiter: delimiterOf(text), skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(
      `${name} is not CSV: ${error.message}`,
      "Every line needs as many cells as the first; text with a delimiter or a line break needs double quotes.",
    );
  }
}

function delimiterOf(text: string): string {
  const [firstLine = ""] = text.split("\n", 1);
  const often = (delimiter: string) => firstLine.split(delimiter).length;
  return DELIMITERS.reduce((a, b) => (often(b) > often(a) ? b : a));
}

function checkHead(head: readonly string[], name: string): void {
  const invalid = head.find((key, index) => key === "" || head.indexOf(key) !== index);
  if (invalid === undefined) return;
  throw new UserError(
    invalid === ""
      ? `${name} has a column without a name.`
      : `${name} has two columns with the name ${JSON.stringify(invalid)}.`,
    "The first line has to give every column a unique name.",
  );
}

/** How the cells of a column are written as JSON; all of them alike. */
function cellToJson(cells: readonly string[]): (cell: string) => string {
  const written = cells.filter((cell) => cell !== "");
  if (written.every((cell) => NUMBER.test(cell))) return (cell) => cell;
  if (written.every((cell) => BOOLEAN.test(cell))) return (cell) => cell.toLowerCase();
  return JSON.stringify;
}
