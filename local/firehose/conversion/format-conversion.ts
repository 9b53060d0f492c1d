import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Chunk, RecordBuffer } from "../destination/buffer";
import { ConversionError } from "../../../formats/conversion-error";
import type { ConversionSettings } from "../settings/delivery-stream-settings";
import { renderErrorLine } from "../destination/error-object";
import type { HiveColumn } from "../../../formats/hive-type";
import { LineFile } from "./line-file";
import type { ParquetWriter, RowsFile } from "./parquet-writer";
import { RecordConverter } from "../../../formats/record-conversion";
import { RawRecordFile } from "./raw-record-file";
import { SimpleRecords } from "./simple-records";

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

/**
 * Converts a buffer to Parquet with the columns of a table. Records that can't be converted go to the error file.
 *
 * Simple records are passed to DuckDB unchanged, all others are converted one by one; the rows are the same.
 *
 * @param folder for the files and for scratch files; the caller removes it
 */
export async function convertBuffer(
  buffer: RecordBuffer,
  columns: readonly HiveColumn[],
  settings: ConversionSettings,
  writer: ParquetWriter,
  folder: string,
): Promise<ConversionResult> {
  const converter = new RecordConverter(columns, settings.options);
  const simple = converter.mapsColumnsByName
    ? SimpleRecords.infer(buffer, columns, converter)
    : undefined;
  await mkdir(folder, { recursive: true });
  const target = join(folder, "rows.parquet");
  const conversion = new Conversion(buffer, columns, settings, converter, folder);
  const split = await conversion.run(simple);
  if (split.rows.length > 0) {
    try {
      await writer.write(split.rows, columns, settings.parquet, target);
    } catch (error) {
      if (simple === undefined) throw error;
      // If DuckDB rejects a record that a pattern took for simple, the slow path still converts the buffer.
      const slow = await conversion.run(undefined);
      await writer.write(slow.rows, columns, settings.parquet, target);
    }
  }
  return { parquet: split.good.file(target), errors: split.bad.file(split.errorsPath) };
}

interface Split {
  readonly rows: readonly RowsFile[];
  readonly good: Tally;
  readonly bad: Tally;
  readonly errorsPath: string;
}

class Conversion {
  constructor(
    private readonly buffer: RecordBuffer,
    private readonly columns: readonly HiveColumn[],
    private readonly settings: ConversionSettings,
    private readonly converter: RecordConverter,
    private readonly folder: string,
  ) {}

  async run(simple: SimpleRecords | undefined): Promise<Split> {
    const plain = await RawRecordFile.create(join(this.folder, "plain.json"));
    const rows = await LineFile.create(join(this.folder, "rows.json"));
    const errors = await LineFile.create(join(this.folder, "errors.json"));
    const good = new Tally(this.buffer);
    const bad = new Tally(this.buffer);
    try {
      for (const chunk of this.buffer.chunks()) {
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
        ...(rows.lines === 0 ? [] : [rowsFile(rows, this.columns)]),
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
    const record = this.buffer.record(chunk, index);
    try {
      const converted = this.converter.convert(record.data);
      good.count(chunk, index, record.data.length);
      return rows.add(converted.join("\n"));
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      bad.count(chunk, index, record.data.length, error);
      return errors.add(renderErrorLine(record, error, this.settings.schema, Date.now()));
    }
  }
}

function rowsFile(
  { path, longestLine }: { path: string; longestLine: number },
  columns: readonly HiveColumn[],
): RowsFile {
  return { path, longestLine, columns };
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
