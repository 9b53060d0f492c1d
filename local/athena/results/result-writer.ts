import { closeSync, openSync, writeFileSync } from "node:fs";

import { QueryError, unsupportedByBoth } from "../query-error";

/** A row of a result: strings and nulls. */
export type ResultRow = readonly (string | null)[];

/** Format of a result object: quoted CSV for queries, plain text for DDL statements. */
export type ResultFormat = "csv" | "txt";

/** Limits of a result. */
export interface ResultLimits {
  /**
   * Maximum bytes of a row. @default - 32 MiB, Athena's limit for rows of tables:
   * https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html
   */
  readonly rowBytes: number;
  /** Maximum bytes of the local result files. Athena has no such limit. @default - 2 GiB */
  readonly bytes: number;
}

const LIMITS: ResultLimits = { rowBytes: 32 * 1024 ** 2, bytes: 2 * 1024 ** 3 };

/**
 * Streams a result to two files: the object for S3, and JSON lines for GetQueryResults.
 */
export class ResultWriter {
  rowCount = 0;
  private bytes = 0;
  private readonly object: number;
  private readonly rows: number;

  constructor(
    objectPath: string,
    rowsPath: string,
    private readonly format: ResultFormat,
    private readonly limits: ResultLimits = LIMITS,
  ) {
    this.object = openSync(objectPath, "w");
    this.rows = openSync(rowsPath, "w");
  }

  /** Writes the column names as the first row of a query's result. */
  header(names: readonly string[]): void {
    if (this.format === "csv") this.write([names]);
  }

  /** @throws QueryError if a row or the result is too large, ENOSPC if the disk is full */
  write(rows: readonly ResultRow[]): void {
    this.rowCount += rows.length;
    const line = this.format === "csv" ? csvLine : textLine;
    this.append(this.object, rows.map(line).join(""));
    this.append(this.rows, rows.map((row) => this.jsonLine(row)).join(""));
  }

  close(): void {
    closeSync(this.object);
    closeSync(this.rows);
  }

  private append(file: number, text: string): void {
    this.bytes += Buffer.byteLength(text);
    if (this.bytes > this.limits.bytes) {
      throw unsupportedByBoth(`A result of more than ${this.limits.bytes / 1024 ** 2} MiB`);
    }
    writeFileSync(file, text);
  }

  private jsonLine(row: ResultRow): string {
    const line = `${JSON.stringify(row)}\n`;
    const { rowBytes } = this.limits;
    // A UTF-16 unit has one to three bytes in UTF-8.
    if (line.length > rowBytes / 3 && Buffer.byteLength(line) > rowBytes) {
      throw new QueryError(
        "EXCEEDED_LOCAL_MEMORY_LIMIT",
        `A row of the result is too large: it has ${Buffer.byteLength(line)} bytes, allowed are ${rowBytes}`,
      );
    }
    return line;
  }
}

/** A line of Athena's CSV: all values are quoted, a null is empty. */
function csvLine(row: ResultRow): string {
  return `${row.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`;
}

function textLine(row: ResultRow): string {
  return `${row.map((value) => value ?? "").join("\t")}\n`;
}
