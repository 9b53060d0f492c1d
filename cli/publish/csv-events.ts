import { CsvError, parse } from "csv-parse/sync";
import { UserError } from "../../errors/user-error";

const DELIMITERS = [",", ";", "\t", "|"];
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Whether a file is read as CSV: its name says so. */
export function isCsv(file: string): boolean {
  return /\.[ct]sv$/i.test(file);
}

/**
 * Turns CSV into JSON lines: the first line names the fields; what is written as a number, `true` or `false` becomes
 * one, an empty cell null, all else text.
 *
 * @param name what errors call the text
 * @throws UserError that names the line which is no CSV
 */
export function csvToJsonLines(text: string, name: string): string {
  const [head, ...rows] = parseCsv(text, name);
  if (head === undefined || rows.length === 0) {
    throw new UserError(
      `${name} holds no event.`,
      "Give CSV whose first line names the fields, and one event a line after it.",
    );
  }
  checkHead(head, name);
  const keys = head.map((key) => JSON.stringify(key));
  return rows
    .map((row) => `{${row.map((cell, index) => `${keys[index]}:${cellToJson(cell)}`).join(",")}}`)
    .join("\n");
}

function parseCsv(text: string, name: string): string[][] {
  try {
    return parse(text, { delimiter: delimiterOf(text), skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(
      `${name} is not CSV: ${error.message}`,
      "Every line needs as many cells as the first, and text that holds a delimiter or a line end needs double quotes.",
    );
  }
}

function delimiterOf(text: string): string {
  const [firstLine = ""] = text.split("\n", 1);
  const often = (delimiter: string) => firstLine.split(delimiter).length;
  return DELIMITERS.reduce((a, b) => (often(b) > often(a) ? b : a));
}

function checkHead(head: readonly string[], name: string): void {
  const odd = head.find((key, index) => key === "" || head.indexOf(key) !== index);
  if (odd === undefined) return;
  throw new UserError(
    odd === ""
      ? `${name} has a column without a name.`
      : `${name} has two columns of the name ${JSON.stringify(odd)}.`,
    "The first line has to name every column, each by a name of its own.",
  );
}

function cellToJson(cell: string): string {
  if (cell === "") return "null";
  if (NUMBER.test(cell)) return cell;
  return /^(true|false)$/i.test(cell) ? cell.toLowerCase() : JSON.stringify(cell);
}
