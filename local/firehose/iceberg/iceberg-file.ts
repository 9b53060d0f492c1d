import { mkdir } from "node:fs/promises";
import { canonicalColumns, canonicalType } from "../../duckdb/hive-duckdb-type";
import { identifier, join, literal, SQL, type Sql } from "../../duckdb/sql";
import type { IcebergField } from "../../iceberg/metadata/iceberg-type";
import { convertRecords } from "../conversion/convert-records";
import type { ConversionResult, RowsOfKind } from "../conversion/convert-records";
import {
  MAX_ROW_GROUP_ROWS,
  MIN_READ_BYTES,
  type ParquetWriter,
} from "../conversion/parquet-writer";
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
  const options = [
    SQL`FORMAT parquet`,
    SQL`ROW_GROUP_SIZE ${literal(MAX_ROW_GROUP_ROWS)}`,
    // Iceberg's default for new tables.
    SQL`COMPRESSION ${literal("zstd")}`,
    SQL`FIELD_IDS ${fieldIds(fields)}`,
  ];
  const selects = rows.map((file) => selectStatement(file, fields));
  return SQL`COPY (${join(selects, SQL` UNION ALL `)}) TO ${literal(target)} (${join(options)})`;
}

function selectStatement(file: RowsOfKind, fields: readonly IcebergField[]): Sql {
  const selected = fields.map(({ name, type }, index) => {
    const spelled = file.spelled?.[index];
    const target = fileType(type);
    const isSameType = spelled !== undefined && canonicalType(spelled.type).text === target.text;
    const column = identifier(spelled?.name ?? name);
    return SQL`${isSameType ? column : SQL`CAST(${column} AS ${target})`} AS ${identifier(name)}`;
  });
  const columns =
    file.spelled === undefined ? canonicalFields(fields) : canonicalColumns(file.spelled);
  const source = [
    literal(file.path),
    SQL`format = 'newline_delimited'`,
    SQL`columns = ${columns}`,
    SQL`maximum_object_size = ${literal(Math.max(file.longestLine * 3, MIN_READ_BYTES))}`,
  ];
  return SQL`SELECT ${join(selected)} FROM read_json(${join(source)})`;
}
