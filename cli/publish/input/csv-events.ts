import type { Info } from "csv-parse";
import { CsvError, parse } from "csv-parse/sync";
import type { CsvDialect } from "../../../model/dataset/file-source";
import { UserError } from "../../../errors/user-error";

const DELIMITERS = [",", ";", "\t", "|"];
const NUMBER = /^-?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** JSON has a digit before the point, which many programs that write CSV leave out. */
const LEADING_POINT = /^(-?)\./;
const BOOLEAN = /^(true|false)$/i;

/** What to know of the columns of CSV. */
export interface CsvOptions {
  /** How it is written. @default - the defaults of its settings */
  readonly dialect?: CsvDialect | undefined;
  /** Whether some of it was given with the command, so that the file is CSV whatever its name. @default false */
  readonly isGiven?: boolean;
  /** Whether the cells under a name stay text. @default - the cells of each column determine its type */
  readonly isText?: (name: string) => boolean;
}

/** Whether a file is CSV, by its extension. */
export function isCsv(file: string): boolean {
  return /\.[ct]sv(?:\.(?:gz|zst))?$/i.test(file);
}

/**
 * Converts CSV to JSON lines: the first line names the fields, unless the dialect has no header. An empty cell becomes null. A column is numbers or
 * booleans if all of its other cells are; otherwise each of them stays text as it is written, also `0E0` or `TRUE`.
 *
 * @param name what errors call the text
 * @throws UserError that names the line that is not CSV
 */
export function csvToJsonLines(text: string, name: string, options: CsvOptions = {}): string {
  const { dialect = {} } = options;
  const lines = parseCsv(text, name, dialect);
  const [first = []] = lines;
  const rows = dialect.header === false ? lines : lines.slice(1);
  if (rows.length === 0) {
    throw new UserError(
      `${name} contains no event.`,
      "The first line of CSV names the fields; each line after it is an event.",
    );
  }
  const head = namesOf(dialect.header === false ? first.map(() => "") : first);
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

interface InfoRow {
  readonly record: readonly string[];
  readonly info: Pick<Info, "lines">;
}

/** A row of CSV. */
export interface CsvLine {
  /** Number of its first line in the text. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The lines of CSV as cells, with their numbers.
 *
 * @throws UserError that names the line that is not CSV
 */
export function parseCsvLines(text: string, name: string, dialect: CsvDialect): CsvLine[] {
  return attempt(name, () =>
    // With `info` the parser returns records of another type, which its types do not say.
    (parse(text, { ...parseOptions(text, dialect), info: true }) as unknown as InfoRow[]).map(
      ({ record, info }) => ({
        // The parser reports where a row ends.
        line: info.lines - record.join("").split("\n").length + 1,
        cells: record,
      }),
    ),
  );
}

/**
 * The lines of CSV as cells.
 *
 * @throws UserError that names the line that is not CSV
 */
export function parseCsv(text: string, name: string, dialect: CsvDialect): string[][] {
  return attempt(name, () => parse(text, parseOptions(text, dialect)));
}

function parseOptions(text: string, dialect: CsvDialect) {
  const { delimiter = mostFrequentDelimiter(text), quote = '"', escape, comment } = dialect;
  return {
    delimiter,
    ...(quote === "" ? { quote: false } : { quote, escape: escape ?? quote }),
    ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
    skip_empty_lines: true,
    trim: true,
  } as const;
}

function attempt<Result>(name: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(
      `${name} is not CSV: ${error.message}`,
      "Every line needs as many cells as the first; text with a delimiter or a line break needs quotes. How the file is written: --delimiter, --quote, --escape, --comment, --no-header.",
    );
  }
}

/** The delimiter that the first line has most often. */
export function mostFrequentDelimiter(text: string): string {
  const [firstLine = ""] = text.split("\n", 1);
  const often = (delimiter: string) => firstLine.split(delimiter).length;
  return DELIMITERS.reduce((a, b) => (often(b) > often(a) ? b : a));
}

/** A name for each column: `column_3` for an empty one, and a number after one that was there before. */
function namesOf(head: readonly string[]): string[] {
  const taken = new Set<string>();
  return head.map((cell, index) => {
    const name = cell.replace(/\s+/g, " ").trim() || `column_${index + 1}`;
    let unique = name;
    for (
      let number = 2;
      taken.has(unique) || (unique !== name && head.includes(unique));
      number += 1
    )
      unique = `${name}_${number}`;
    taken.add(unique);
    return unique;
  });
}

/** How the cells of a column are written as JSON; all of them alike. */
function cellToJson(cells: readonly string[]): (cell: string) => string {
  const written = cells.filter((cell) => cell !== "");
  if (written.every(isNumber)) return (cell) => cell.replace(LEADING_POINT, "$10.");
  if (written.every((cell) => BOOLEAN.test(cell))) return (cell) => cell.toLowerCase();
  return JSON.stringify;
}

/** Whether a cell is a number as JSON writes it, or without the zero before its point. */
export function isNumber(cell: string): boolean {
  return NUMBER.test(cell);
}
