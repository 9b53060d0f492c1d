import { mkdir } from "node:fs/promises";
import { canonicalColumns, canonicalType } from "../../duckdb/hive-duckdb-type";
import type { HiveColumn } from "../../../formats/hive-type";
import { literal, SQL, type Sql } from "../../duckdb/sql";
import type { IcebergField } from "../../iceberg/metadata/iceberg-type";
import { convertRecords } from "../conversion/convert-records";
import type { ConversionResult, RowsOfKind } from "../conversion/convert-records";
import { type CopiedColumn, copyRows } from "../conversion/copy-rows";
import type { ParquetWriter } from "../conversion/parquet-writer";
import { SimpleRecords } from "../conversion/simple-records";
import type { RecordBuffer } from "../destination/buffer";
import { renderIcebergError } from "../destination/error-object";
import { canonicalFields, fieldIds, fileType, hasRequired, hiveColumns } from "./iceberg-columns";
import { IcebergConverter } from "./iceberg-converter";

/**
 * Converts a buffer to a data file of an Iceberg table, with the ids of its columns. Records that are no rows go to the
 * error file.
 *
 * @param folder for the files and for scratch files; the caller removes it
 */
export async function writeIcebergFile(
  buffer: RecordBuffer,
  fields: readonly IcebergField[],
  writer: ParquetWriter,
  folder: string,
): Promise<ConversionResult> {
  const converter = new IcebergConverter(fields);
  // A simple record may lack any column.
  const simple = hasRequired(fields)
    ? undefined
    : SimpleRecords.infer(buffer, hiveColumns(fields), converter, { isExact: true });
  await mkdir(folder, { recursive: true });
  return convertRecords({
    buffer,
    converter,
    simple,
    folder,
    renderError: renderIcebergError,
    write: (rows, target) => writer.copy(copyStatement(rows, fields, target)),
  });
}

function copyStatement(
  rows: readonly RowsOfKind[],
  fields: readonly IcebergField[],
  target: string,
): Sql {
  const files = rows.map(({ spelled, ...file }) => ({
    ...file,
    rowTypes: spelled === undefined ? canonicalFields(fields) : canonicalColumns(spelled),
    columns: fields.map((field, index) => copiedColumn(field, spelled?.[index])),
  }));
  // The compression is Iceberg's default for new tables.
  const options = [SQL`COMPRESSION ${literal("zstd")}`, SQL`FIELD_IDS ${fieldIds(fields)}`];
  return copyRows(files, options, target);
}

function copiedColumn(
  { name, type: icebergType }: IcebergField,
  spelled: HiveColumn | undefined,
): CopiedColumn {
  const type = fileType(icebergType);
  const isSameType = spelled !== undefined && canonicalType(spelled.type).text === type.text;
  return { name, type, from: spelled?.name ?? name, isSameType };
}
