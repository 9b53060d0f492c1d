import { closeSync, openSync, writeFileSync } from "node:fs";

import { QueryError, unsupported } from "../query-error";

/** A row of a result: texts and nulls. */
export type ResultRow = readonly (string | null)[];

/** How a result lies in its object: quoted CSV for queries, plain lines for statements. */
export type ResultFormat = "csv" | "txt";

/** What a result may take. */
export interface ResultLimits {
  /**
   * Bytes of a row, beyond which no answer could hold it. @default - 32 MiB, as Athena has it for the rows of tables:
   * https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html
   */
  readonly rowBytes: number;
  /** Bytes of the result's files. Athena has no such limit, but its results don't lie on this machine. @default - 2 GiB */
  readonly bytes: number;
}

const LIMITS: ResultLimits = { rowBytes: 32 * 1024 ** 2, bytes: 2 * 1024 ** 3 };

/**
 * Writes a result twice: as the object that goes to S3, and as lines of JSON from which pages are read. Neither is ever
 * held in memory whole.
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

  /** The names of the columns, which are the first row of a query's result. */
  header(names: readonly string[]): void {
    if (this.format === "csv") this.write([names]);
  }

  /** @throws QueryError where a row or the result is too large, the system's error where the disk is full */
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
      throw unsupported(`A result of more than ${this.limits.bytes / 1024 ** 2} MiB`);
    }
    writeFileSync(file, text);
  }

  private jsonLine(row: ResultRow): string {
    const line = `${JSON.stringify(row)}\n`;
    const { rowBytes } = this.limits;
    // A character takes a byte at least, and three at most.
    if (line.length > rowBytes / 3 && Buffer.byteLength(line) > rowBytes) {
      throw new QueryError(
        "EXCEEDED_LOCAL_MEMORY_LIMIT",
        `A row of the result is too large: it has ${Buffer.byteLength(line)} bytes, allowed are ${rowBytes}`,
      );
    }
    return line;
  }
}

/** A line of Athena's CSV: every value in quotes, a null as nothing. */
function csvLine(row: ResultRow): string {
  return `${row.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`;
}

function textLine(row: ResultRow): string {
  return `${row.map((value) => value ?? "").join("\t")}\n`;
}
