import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readRows } from "../../../local/duckdb/run-sql";
import { withScratchDuckDb } from "../../../local/duckdb/scratch-duckdb";
import { literal, SQL } from "../../../local/duckdb/sql";
import type { CsvDialect } from "../../../model/dataset/file-source";

/**
 * Detects how CSV is written with DuckDB's sniffer, which compares the cells of the lines.
 *
 * @returns what differs from the defaults; undefined if nothing does
 * @see https://duckdb.org/docs/stable/data/csv/auto_detection
 */
export async function detectCsvDialect(content: Buffer): Promise<CsvDialect | undefined> {
  try {
    return await withScratchDuckDb("lake-csv-", async ({ connection, folder }) => {
      const file = join(folder, "sample.csv");
      await writeFile(file, content);
      const sniffed = await readRows(
        connection,
        SQL`SELECT Delimiter, Quote, HasHeader FROM sniff_csv(${literal(file)}, null_padding = true)`,
      );
      const [[delimiter, quote, header] = []] = sniffed.getRows();
      const dialect: CsvDialect = {
        ...(isCharacter(delimiter) && delimiter !== "," ? { delimiter } : {}),
        ...(isCharacter(quote) && quote !== '"' ? { quote } : {}),
        ...(header === false ? { header } : {}),
      };
      return Object.keys(dialect).length === 0 ? undefined : dialect;
    });
  } catch {
    // What no dialect fits is read with the defaults, whose errors name the line.
    return undefined;
  }
}

/** DuckDB writes "(empty)" where it found none. */
function isCharacter(value: unknown): value is string {
  return typeof value === "string" && value.length === 1 && value !== "\0";
}
