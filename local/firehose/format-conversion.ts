import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RecordBuffer, SourceRecord } from "./buffer";
import { ConversionError } from "./conversion-error";
import type { ConversionSettings } from "./delivery-settings";
import { renderErrorLine } from "./error-object";
import type { HiveColumn } from "./hive-type";
import { LineFile } from "./line-file";
import type { ParquetWriter } from "./parquet-writer";
import { RecordConverter } from "./record-conversion";

/** One file that a conversion made, and the records that it stands for. */
export interface ConvertedFile {
  readonly path: string;
  readonly records: number;
  /** Bytes of these records as they were read. */
  readonly sourceBytes: number;
  /** Approximate arrival of the oldest of them, milliseconds since 1970. */
  readonly oldestArrival: number;
  /** Why the first of them failed; errors only. */
  readonly firstError?: ConversionError;
}

/** The files of a converted buffer; either is missing where it would be empty. */
export interface Converted {
  readonly parquet?: ConvertedFile;
  readonly errors?: ConvertedFile;
}

/** Converts a buffer to Parquet by the columns of a table. A record that fails goes to the error file alone. */
export async function convertBuffer(
  buffer: RecordBuffer,
  columns: readonly HiveColumn[],
  { schema, options, parquet }: ConversionSettings,
  writer: ParquetWriter,
  folder: string,
): Promise<Converted> {
  await mkdir(folder, { recursive: true });
  const converter = new RecordConverter(columns, options);
  const rows = await LineFile.create(join(folder, "rows.json"));
  const errors = await LineFile.create(join(folder, "errors.json"));
  const good = new Tally();
  const bad = new Tally();
  let firstError: ConversionError | undefined;
  try {
    const now = Date.now();
    for (const record of buffer) {
      try {
        for (const row of converter.convert(record.data)) {
          // Awaiting every row, not only those that are written, would double the time.
          const writing = rows.add(row);
          if (writing !== undefined) await writing;
        }
        good.count(record);
      } catch (error) {
        if (!(error instanceof ConversionError)) throw error;
        await errors.add(renderErrorLine(record, error, schema, now));
        bad.count(record);
        firstError ??= error;
      }
    }
  } finally {
    await Promise.all([rows.close(), errors.close()]);
  }
  const target = join(folder, "rows.parquet");
  if (good.records > 0) await writer.write(rows, columns, parquet, target);
  await rm(rows.path);
  return { parquet: good.file(target), errors: bad.file(errors.path, firstError) };
}

class Tally {
  records = 0;
  private sourceBytes = 0;
  private oldestArrival = Number.POSITIVE_INFINITY;

  count({ arrival, data }: SourceRecord): void {
    this.records += 1;
    this.sourceBytes += data.length;
    this.oldestArrival = Math.min(this.oldestArrival, arrival);
  }

  file(path: string, firstError?: ConversionError): ConvertedFile | undefined {
    const { records, sourceBytes, oldestArrival } = this;
    return records === 0 ? undefined : { path, records, sourceBytes, oldestArrival, firstError };
  }
}
