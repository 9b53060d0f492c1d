import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";

/** A row of a result: texts and nulls. */
export type ResultRow = readonly (string | null)[];

/** How a result lies in its object: quoted CSV for queries, plain lines for statements. */
export type ResultFormat = "csv" | "txt";

/**
 * Writes a result twice: as the object that goes to S3, and as lines of JSON from which pages are read. Neither is ever
 * held in memory whole.
 */
export class ResultWriter {
  rowCount = 0;
  private readonly object: WriteStream;
  private readonly rows: WriteStream;

  constructor(
    objectPath: string,
    rowsPath: string,
    private readonly format: ResultFormat,
  ) {
    this.object = createWriteStream(objectPath);
    this.rows = createWriteStream(rowsPath);
  }

  /** The names of the columns, which are the first row of a query's result. */
  async header(names: readonly string[]): Promise<void> {
    if (this.format === "csv") await this.write([names]);
  }

  async write(rows: readonly ResultRow[]): Promise<void> {
    this.rowCount += rows.length;
    const line = this.format === "csv" ? csvLine : textLine;
    await Promise.all([
      send(this.object, rows.map(line).join("")),
      send(this.rows, rows.map((row) => `${JSON.stringify(row)}\n`).join("")),
    ]);
  }

  async close(): Promise<void> {
    await Promise.all([this.object, this.rows].map((stream) => once(stream.end(), "finish")));
  }
}

/** A line of Athena's CSV: every value in quotes, a null as nothing. */
function csvLine(row: ResultRow): string {
  return `${row.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`;
}

function textLine(row: ResultRow): string {
  return `${row.map((value) => value ?? "").join("\t")}\n`;
}

async function send(stream: WriteStream, text: string): Promise<void> {
  if (text !== "" && !stream.write(text)) await once(stream, "drain");
}
