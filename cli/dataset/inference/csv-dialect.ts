import { writeFile } from "node:fs/promises";
import path from "node:path";
import { readRows } from "../../../local/duckdb/run-sql";
import { withScratchDuckDb } from "../../../local/duckdb/scratch-duckdb";
import { join, literal, SQL } from "../../../local/duckdb/sql";
import { UserError } from "../../../errors/user-error";
import type { Sql } from "../../../local/duckdb/sql";
import type { CsvDialect } from "../../../model/dataset/file-source";
import { isNumber, mostFrequentDelimiter, parseCsv } from "../../publish/input/csv-events";
import { utf8Text } from "../../input/utf8-text";

/**
 * Detects how CSV is written with DuckDB's sniffer, which compares the cells of the lines.
 *
 * @param name what errors call the file
 * @param given what is known of it, which the sniffer starts from
 * @returns what was given, and what differs from the defaults; undefined if nothing does
 * @throws UserError if the file is not UTF-8 or not CSV, or its first line may be a header or data
 * @see https://duckdb.org/docs/stable/data/csv/auto_detection
 */
export async function detectCsvDialect(
  content: Buffer,
  name: string,
  given: CsvDialect = {},
): Promise<CsvDialect | undefined> {
  const text = utf8Text(content, name);
  const found = { ...(await sniff(text, given)), ...given };
  const dialect = given.escape === undefined ? withNeededEscape(text, name, found) : found;
  if (given.header === undefined) throwIfUnnamed(text, name, dialect);
  return Object.keys(dialect).length === 0 ? undefined : dialect;
}

const SNIFFER_OPTIONS: Readonly<Record<keyof CsvDialect, Sql>> = {
  delimiter: SQL`delim`,
  quote: SQL`quote`,
  escape: SQL`escape`,
  comment: SQL`comment`,
  header: SQL`header`,
};

/** A dialect without an escape for which the text has no need: by RFC 4180 a backslash is text. */
function withNeededEscape(text: string, name: string, dialect: CsvDialect): CsvDialect {
  const { escape, ...standard } = dialect;
  if (escape === undefined) return dialect;
  try {
    parseCsv(text, name, standard);
    return standard;
  } catch {
    return dialect;
  }
}

/**
 * @throws UserError if the first line has a number where all others have one, though it was taken for a header, or though
 *   it was not and its numbers look like years next to names
 */
function throwIfUnnamed(text: string, name: string, dialect: CsvDialect): void {
  const [first = [], ...rows] = parseCsv(text, name, dialect);
  const numbers = first.filter((cell, index) => {
    const values = rows.map((row) => row[index] ?? "").filter((value) => value !== "");
    return isNumber(cell) && values.length > 0 && values.every(isNumber);
  });
  const areYears = numbers.every((cell) => /^[12]\d{3}$/.test(cell));
  const hasNames = first.some((cell) => cell !== "" && !isNumber(cell));
  if (numbers.length === 0 || (dialect.header === false && !(areYears && hasNames))) return;
  throw new UserError(
    `It can't be told whether the first line of ${name} names the columns: it has numbers as the other lines do.`,
    "Nothing was written. Say so: --header, or --no-header if it is data.",
  );
}

async function sniff(text: string, given: CsvDialect): Promise<CsvDialect> {
  try {
    return await withScratchDuckDb("lake-csv-", async ({ connection, folder }) => {
      const file = path.join(folder, "sample.csv");
      await writeFile(file, text);
      const known = Object.entries(SNIFFER_OPTIONS).flatMap(([setting, option]) => {
        const value = given[setting as keyof CsvDialect]; // The keys of that object.
        return value === undefined ? [] : [SQL`, ${option} = ${literal(String(value))}`];
      });
      const rows = await readRows(
        connection,
        SQL`SELECT Delimiter, Quote, Escape, Comment, HasHeader FROM sniff_csv(${literal(file)}, null_padding = true${join(known, SQL``)})`,
      );
      const [[delimiter, quote, escape, comment, header] = []] = rows.getRows();
      return {
        ...(isCharacter(delimiter) && isUnusual(delimiter, text) ? { delimiter } : {}),
        ...(isCharacter(quote) && quote !== '"' ? { quote } : {}),
        ...(isCharacter(escape) && isCharacter(quote) && escape !== quote ? { escape } : {}),
        ...(isCharacter(comment) ? { comment } : {}),
        ...(header === false ? { header } : {}),
      };
    });
  } catch {
    // What no dialect fits is read with the defaults, whose errors name the line.
    return {};
  }
}

/** Whether readers without the dialect would take another one. */
function isUnusual(delimiter: string, text: string): boolean {
  return delimiter !== "," || mostFrequentDelimiter(text) !== ",";
}

/** DuckDB writes "(empty)" where it found none. */
function isCharacter(value: unknown): value is string {
  return typeof value === "string" && value.length === 1 && value !== "\0";
}
