import { identifier, SQL } from "../../../../duckdb/sql";
import { canonicalColumns, canonicalType, duckDbType } from "../../../../duckdb/hive-duckdb-type";
import { parseHiveType } from "../../../../../formats/hive-type";
import { ConversionError } from "../../../../../formats/conversion-error";
import { QueryError } from "../../../query-error";
import type { TableScan } from "../../../translation/relations/table-scan";
import { type CatalogTable, serdeProperties } from "../../catalog-table";
import { convertedRows, NO_COLUMNS } from "../converted-rows";
import type { DataFile, FileSource } from "../file-source";
import { headerLines, rejectProperties, textLines } from "../text/text-lines";
import { HiveJsonRows } from "./hive-json-row";
import { JsonTypeError } from "./json-text";
import { OpenXSyntaxError } from "./openx-reader";
import { OpenXRows } from "./openx-row";

/** The SerDes of JSON whose tables are read. */
export const JSON_SERDES = {
  openX: "org.openx.data.jsonserde.jsonserde",
  hive: "org.apache.hive.hcatalog.data.jsonserde",
} as const;

/**
 * Reads JSON lines, optionally gzipped: a line is a row.
 *
 * @param scratchFolder for the converted rows, until the query has ended
 */
export async function jsonSource(
  scan: TableScan,
  files: readonly DataFile[],
  scratchFolder: string,
): Promise<FileSource> {
  const columns = scan.table.columns.flatMap(({ name, hiveType }, place) =>
    scan.columns.has(name) ? [{ name, place, type: parseHiveType(hiveType) }] : [],
  );
  const { ignoreMalformed, keys, isHive } = serdeOptions(scan.table);
  const rows = isHive ? new HiveJsonRows(columns) : new OpenXRows(columns, keys);
  const header = headerLines(scan.table);
  const types = columns.length === 0 ? NO_COLUMNS : canonicalColumns(columns);
  const from = await convertedRows(files, scratchFolder, types, async function* (file) {
    for await (const line of textLines(file, header))
      yield rowOf(rows, line, file, ignoreMalformed);
  });
  return {
    from,
    fileColumns: columns.map(({ name }) => name),
    columns: new Map(
      columns.map(({ name, type }) => {
        const column = identifier(name);
        const target = duckDbType(type);
        const same = canonicalType(type).text === target.text;
        return [name, same ? column : SQL`CAST(${column} AS ${target})`];
      }),
    ),
    scannedBytes: files.reduce((sum, { object }) => sum + object.size, 0),
  };
}

/** Whether a table's SerDe is one of JSON. */
export function isJsonSerde(library: string): boolean {
  return Object.values<string>(JSON_SERDES).includes(library.toLowerCase());
}

function rowOf(
  rows: OpenXRows | HiveJsonRows,
  line: string,
  { object }: DataFile,
  ignoreMalformed: boolean,
): string {
  try {
    return rows.read(line);
  } catch (error) {
    const isBad = [OpenXSyntaxError, JsonTypeError, ConversionError].some(
      (kind) => error instanceof kind,
    );
    if (!(error instanceof Error) || !isBad) throw error;
    // A value that can't be of its column's type is no malformed JSON.
    if (ignoreMalformed && error instanceof OpenXSyntaxError) return "{}";
    const place = `s3://${object.bucket}/${object.key}`;
    throw new QueryError(
      "HIVE_CURSOR_ERROR",
      `Row is not a valid JSON Object: ${error.message} (${place})`,
    );
  }
}

function serdeOptions(table: CatalogTable) {
  const parameters = serdeProperties(table);
  const { SerializationLibrary: library = "" } =
    table.definition.StorageDescriptor?.SerdeInfo ?? {};
  const isTrue = (name: string, byDefault: string) =>
    (parameters[name] ?? byDefault).toLowerCase() === "true";
  const prefix = "mapping.";
  const keyOf = new Map(
    Object.entries(parameters).flatMap(([name, key]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), key] as const] : [],
    ),
  );
  const isHive = library.toLowerCase() === JSON_SERDES.hive;
  rejectProperties(parameters);
  return {
    isHive,
    ignoreMalformed: isTrue("ignore.malformed.json", "false"),
    keys: {
      caseInsensitive: isTrue("case.insensitive", "true"),
      dotsAreUnderscores: isTrue("dots.in.keys", "false"),
      keyOf,
    },
  };
}
