import { identifier, join as joinSql, literal, SQL, type Sql } from "../../../../duckdb/sql";
import { parseHiveType } from "../../../../../formats/hive-type";
import { canonicalType, duckDbType } from "../../../../duckdb/hive-duckdb-type";
import { unsupported } from "../../../query-error";
import type { TableScan } from "../../../translation/relations/table-scan";
import { serdeProperties } from "../../catalog-table";
import { convertedRows, NO_COLUMNS } from "../converted-rows";
import type { DataFile, FileSource } from "../file-source";
import { delimitersOf, splitDelimited } from "./delimited-line";
import { isNested, lazyJson } from "./lazy-nested";
import { lazyValue } from "./lazy-value";
import { csvCharactersOf, splitCsv } from "./open-csv-line";
import { CSV_TYPES, openCsvValue } from "./open-csv-value";
import { headerLines, rejectProperties, textLines } from "./text-lines";

/** The SerDes of text whose tables are read. */
export const TEXT_SERDES = {
  lazySimple: "org.apache.hadoop.hive.serde2.lazy.lazysimpleserde",
  openCsv: "org.apache.hadoop.hive.serde2.opencsvserde",
} as const;

/** Reads the fields of a line: the value of each column as JSON, a text if it has no parts. */
type LineReader = (line: string) => string[];

/**
 * Reads tables of LazySimpleSerDe (delimited text) and OpenCSVSerde.
 *
 * @param scratchFolder for the converted rows, until the query has ended
 * @see https://docs.aws.amazon.com/athena/latest/ug/lazy-simple-serde.html
 */
export async function textSource(
  scan: TableScan,
  files: readonly DataFile[],
  scratchFolder: string,
): Promise<FileSource> {
  const used = scan.table.columns.filter(({ name }) => scan.columns.has(name));
  const read = lineReader(scan);
  const header = headerLines(scan.table);
  const types =
    used.length === 0
      ? NO_COLUMNS
      : SQL`{${joinSql(used.map(({ name, hiveType }) => SQL`${identifier(name)}: ${typeOfRow(hiveType)}`))}}`;
  const from = await convertedRows(files, scratchFolder, types, async function* (file) {
    for await (const line of textLines(file, header)) {
      const values = read(line);
      yield `{${used.map(({ name }, at) => `${JSON.stringify(name)}:${values[at] ?? "null"}`).join(",")}}`;
    }
  });
  return {
    from,
    fileColumns: used.map(({ name }) => name),
    columns: new Map(
      used.map(({ name, hiveType }) => [
        name,
        SQL`CAST(${identifier(name)} AS ${duckDbType(parseHiveType(hiveType))})`,
      ]),
    ),
    scannedBytes: files.reduce((sum, { object }) => sum + object.size, 0),
  };
}

/** The type of a column in the converted rows: a text, if it has no parts, is cast later. */
function typeOfRow(hiveType: string): Sql {
  const type = parseHiveType(hiveType);
  return isNested(type) ? literal(canonicalType(type).text) : SQL`'VARCHAR'`;
}

/** Whether a table's SerDe is one of text. */
export function isTextSerde(library: string): boolean {
  return Object.values<string>(TEXT_SERDES).includes(library.toLowerCase());
}

function lineReader({ table, columns }: TableScan): LineReader {
  const { SerializationLibrary: library = "" } =
    table.definition.StorageDescriptor?.SerdeInfo ?? {};
  const parameters = serdeProperties(table);
  rejectProperties(parameters);
  const used = table.columns.flatMap(({ name, hiveType }, place) =>
    columns.has(name) ? [{ name, place, type: parseHiveType(hiveType) }] : [],
  );
  if (library.toLowerCase() === TEXT_SERDES.openCsv) {
    const other = used.find(({ type }) => !CSV_TYPES.includes(type.kind));
    if (other !== undefined) {
      throw unsupported(`A column of type ${other.type.kind} of OpenCSVSerde (${other.name})`);
    }
    const characters = csvCharactersOf(parameters);
    return (line) => {
      const fields = splitCsv(line, characters);
      return used.map(({ place, type }) => {
        const field = fields[place];
        return JSON.stringify(field === undefined ? null : openCsvValue(type, field, place));
      });
    };
  }
  const delimiters = delimitersOf(parameters);
  const hasParts = used.some(({ type }) => isNested(type));
  return (line) => {
    if (hasParts && delimiters.escape !== undefined && line.includes(delimiters.escape)) {
      throw unsupported("An escape in delimited text with lists, maps or structs");
    }
    const fields = splitDelimited(line, delimiters);
    return used.map(({ name, place, type }) => {
      const field = fields[place];
      if (field === undefined || field === null) return "null";
      if (isNested(type)) return lazyJson(type, field, delimiters);
      const value = lazyValue(type, field);
      if (value !== undefined) return JSON.stringify(value);
      throw unsupported(
        `The value '${field}' of the column ${name} of type ${type.kind} in delimited text`,
      );
    });
  };
}
