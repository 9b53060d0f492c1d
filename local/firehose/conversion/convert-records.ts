import { join } from "node:path";
import { ConversionError } from "../../../formats/conversion-error";
import type { HiveColumn } from "../../../formats/hive-type";
import type { Chunk, RecordBuffer, SourceRecord } from "../destination/buffer";
import { LineFile } from "./line-file";
import { RawRecordFile } from "./raw-record-file";
import type { RowConverter } from "./row-converter";
import type { SimpleRecords } from "./simple-records";

/** A file with the result of a conversion. */
export interface ConvertedFile {
  readonly path: string;
  readonly records: number;
  /** Size of its records when they were read, in bytes. */
  readonly sourceBytes: number;
  /** Approximate arrival of its oldest record, milliseconds since 1970. */
  readonly oldestArrival: number;
  /** The error of its first record; error file only. */
  readonly firstError?: ConversionError | undefined;
}

/** The files of a converted buffer; a file that would be empty is missing. */
export interface ConversionResult {
  readonly parquet?: ConvertedFile | undefined;
  readonly errors?: ConvertedFile | undefined;
}

/** A file of rows, one line of JSON each. */
export interface RowsOfKind {
  readonly path: string;
  /** Characters of the longest line. */
  readonly longestLine: number;
  /** The columns as spelled in simple records. @default - rows of canonical JSON */
  readonly spelled?: readonly HiveColumn[] | undefined;
}

/** How the records of a buffer become rows. */
export interface ConversionRecipe {
  readonly buffer: RecordBuffer;
  readonly converter: RowConverter;
  /** Records that are written unchanged, since the rows are the same. @default - none */
  readonly simple: SimpleRecords | undefined;
  /** For the files and for scratch files; it exists, and the caller removes it. */
  readonly folder: string;
  /** Renders a record that is no row, as a line of the error file. */
  readonly renderError: (record: SourceRecord, error: ConversionError, endedAt: number) => string;
  /** Writes rows as a Parquet file. */
  readonly write: (rows: readonly RowsOfKind[], target: string) => Promise<void>;
}

/** Converts a buffer to Parquet. Records that can't be converted go to the error file. */
export async function convertRecords(recipe: ConversionRecipe): Promise<ConversionResult> {
  const { folder, simple, write } = recipe;
  const target = join(folder, "rows.parquet");
  const conversion = new Conversion(recipe);
  let split = await conversion.run(simple);
  if (split.rows.length > 0) {
    try {
      await write(split.rows, target);
    } catch (error) {
      if (simple === undefined) throw error;
      // If DuckDB rejects a record that a pattern took for simple, the slow path still converts the buffer.
      split = await conversion.run(undefined);
      if (split.rows.length > 0) await write(split.rows, target);
    }
  }
  return { parquet: split.good.file(target), errors: split.bad.file(split.errorsPath) };
}

interface Split {
  readonly rows: readonly RowsOfKind[];
  readonly good: Tally;
  readonly bad: Tally;
  readonly errorsPath: string;
}

class Conversion {
  constructor(private readonly recipe: ConversionRecipe) {}

  async run(simple: SimpleRecords | undefined): Promise<Split> {
    const { buffer, folder } = this.recipe;
    const plain = await RawRecordFile.create(join(folder, "plain.json"));
    const rows = await LineFile.create(join(folder, "rows.json"));
    const errors = await LineFile.create(join(folder, "errors.json"));
    const good = new Tally(buffer);
    const bad = new Tally(buffer);
    try {
      for (const chunk of buffer.chunks()) {
        let start = 0;
        for (let index = 0; index < chunk.ends.length; index += 1) {
          const end = chunk.ends[index] ?? start;
          let writing: Promise<unknown> | undefined;
          if (simple?.has(chunk, start, end) === true) {
            good.count(chunk, index, end - start);
            writing = plain.add(chunk.bytes, start, end);
          } else {
            writing = this.convertRecord(chunk, index, rows, errors, good, bad);
          }
          // Awaiting every record, instead of only those that cause a write, would double the time.
          if (writing !== undefined) await writing;
          start = end;
        }
      }
    } finally {
      await Promise.all([plain.close(), rows.close(), errors.close()]);
    }
    return {
      rows: [
        ...(plain.records === 0 || simple === undefined ? [] : [rowsFile(plain, simple.columns)]),
        ...(rows.lines === 0 ? [] : [rowsFile(rows)]),
      ],
      good,
      bad,
      errorsPath: errors.path,
    };
  }

  private convertRecord(
    chunk: Chunk,
    index: number,
    rows: LineFile,
    errors: LineFile,
    good: Tally,
    bad: Tally,
  ): Promise<unknown> | undefined {
    const { buffer, converter, renderError } = this.recipe;
    const record = buffer.record(chunk, index);
    try {
      const converted = converter.convert(record.data);
      good.count(chunk, index, record.data.length);
      return rows.add(converted.join("\n"));
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      bad.count(chunk, index, record.data.length, error);
      return errors.add(renderError(record, error, Date.now()));
    }
  }
}

function rowsFile(
  { path, longestLine }: { path: string; longestLine: number },
  spelled?: readonly HiveColumn[],
): RowsOfKind {
  return { path, longestLine, spelled };
}

class Tally {
  private records = 0;
  private sourceBytes = 0;
  private oldestArrival = Number.POSITIVE_INFINITY;
  private firstError: ConversionError | undefined;

  constructor(private readonly buffer: RecordBuffer) {}

  count(chunk: Chunk, index: number, bytes: number, error?: ConversionError): void {
    this.records += 1;
    this.sourceBytes += bytes;
    const arrival = this.buffer.arrivalOf(chunk.firstRecord + index);
    if (arrival < this.oldestArrival) this.oldestArrival = arrival;
    this.firstError ??= error;
  }

  file(path: string): ConvertedFile | undefined {
    const { records, sourceBytes, oldestArrival, firstError } = this;
    if (records === 0) return undefined;
    return { path, records, sourceBytes, oldestArrival, firstError };
  }
}
