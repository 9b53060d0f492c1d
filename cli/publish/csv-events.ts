import { CsvError, parse } from "csv-parse/sync";
import { UserError } from "../../errors/user-error";

const DELIMITERS = [",", ";", "\t", "|"];
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Whether a file is CSV, by its extension. */
export function isCsv(file: string): boolean {
  return /\.[ct]sv$/i.test(file);
}

/**
 * Converts CSV to JSON lines: the first line names the fields; numbers, `true` and `false` keep their type, an empty
 * cell becomes null, everything else a string.
 *
 * @param name what errors call the text
 * @throws UserError that names the line that is not CSV
 */
export function csvToJsonLines(text: string, name: string): string {
  const [head, ...rows] = parseCsv(text, name);
  if (head === undefined || rows.length === 0) {
    throw new UserError(
      `${name} contains no event.`,
      "The first line of CSV names the fields; each line after it is an event.",
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

function cellToJson(cell: string): string {
  if (cell === "") return "null";
  if (NUMBER.test(cell)) return cell;
  return /^(true|false)$/i.test(cell) ? cell.toLowerCase() : JSON.stringify(cell);
}
