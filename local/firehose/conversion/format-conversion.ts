import { mkdir } from "node:fs/promises";
import type { HiveColumn } from "../../../formats/hive-type";
import { RecordConverter } from "../../../formats/record-conversion";
import type { RecordBuffer } from "../destination/buffer";
import { renderErrorLine } from "../destination/error-object";
import type { ConversionSettings } from "../settings/delivery-stream-settings";
import { convertRecords, type ConversionResult } from "./convert-records";
import type { ParquetWriter } from "./parquet-writer";
import { SimpleRecords } from "./simple-records";

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
  return convertRecords({
    buffer,
    converter,
    simple,
    folder,
    renderError: (record, error, endedAt) =>
      renderErrorLine(record, error, settings.schema, endedAt),
    write: (rows, target) =>
      writer.write(
        rows.map(({ spelled = columns, ...file }) => ({ ...file, columns: spelled })),
        columns,
        settings.parquet,
        target,
      ),
  });
}
