import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import { identifier, SQL } from "../../../duckdb/sql";
import { ConversionError } from "../../../../formats/conversion-error";
import { canonicalColumns, canonicalType, duckDbType } from "../../../duckdb/hive-duckdb-type";
import { parseHiveType } from "../../../../formats/hive-type";
import { type OpenXOptions, RecordConverter } from "../../../../formats/record-conversion";
import { QueryError, unsupported } from "../../query-error";
import type { TableScan } from "../../translation/relations/table-scan";
import type { CatalogTable } from "../catalog-table";
import { convertedRows, NO_COLUMNS } from "./converted-rows";
import type { DataFile, FileSource } from "./file-source";

/**
 * Reads JSON lines, optionally gzipped, as the OpenX SerDe does: case-insensitive keys, quoted numbers, only the first
 * document of a line.
 *
 * @param scratchFolder for the converted rows, until the query has ended
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
export async function jsonSource(
  scan: TableScan,
  files: readonly DataFile[],
  scratchFolder: string,
): Promise<FileSource> {
  const columns = scan.table.columns
    .filter(({ name }) => scan.columns.has(name))
    .map(({ name, hiveType }) => ({ name, type: parseHiveType(hiveType) }));
  const { ignoreMalformed, options } = serdeOptions(scan.table);
  const converter = new RecordConverter(columns, options);
  const single = columns.map((column) => new RecordConverter([column], options));
  const types = columns.length === 0 ? NO_COLUMNS : canonicalColumns(columns);
  const from = await convertedRows(files, scratchFolder, types, (file) =>
    convertLines(lines(file), converter, file, ignoreMalformed && single),
  );
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

function lines({ path, object }: DataFile): AsyncIterable<string> {
  const file: Readable = createReadStream(path);
  const input = /\.gz$/i.test(object.key) ? file.pipe(createGunzip()) : file;
  // readline does not forward errors of its input.
  const reader = createInterface({ input, crlfDelay: Infinity });
  for (const stream of new Set([file, input])) {
    stream.on("error", (error) => reader.emit("error", error));
  }
  return reader;
}

async function* convertLines(
  source: AsyncIterable<string>,
  converter: RecordConverter,
  { object }: DataFile,
  /** Converters of each column, for lines of which only some columns are malformed; false if none may be. */
  ignored: readonly RecordConverter[] | false,
): AsyncGenerator<string> {
  for await (const line of source) {
    try {
      const [first = "{}"] = line.trim() === "" ? [] : converter.convert(Buffer.from(line));
      yield first;
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      if (ignored === false) {
        const place = `s3://${object.bucket}/${object.key}`;
        throw new QueryError(
          "HIVE_BAD_DATA",
          `Row is not a valid JSON Object: ${error.message} (${place})`,
        );
      }
      yield `{${ignored.flatMap((column) => membersOf(line, column)).join(",")}}`;
    }
  }
}

/** The members that a line has for one column: none where it is malformed, which makes the column null. */
function membersOf(line: string, column: RecordConverter): string[] {
  try {
    const [row = "{}"] = column.convert(Buffer.from(line));
    const members = row.slice(1, -1);
    return members === "" ? [] : [members];
  } catch (error) {
    if (error instanceof ConversionError) return [];
    throw error;
  }
}

function serdeOptions({ definition }: CatalogTable): {
  ignoreMalformed: boolean;
  options: OpenXOptions;
} {
  const parameters = definition.StorageDescriptor?.SerdeInfo?.Parameters ?? {};
  const isTrue = (name: string) => parameters[name]?.toLowerCase() === "true";
  if (parameters["case.insensitive"]?.toLowerCase() === "false") {
    throw unsupported("The SerDe property case.insensitive = false");
  }
  const mappings = Object.entries(parameters).flatMap(([name, key]) =>
    name.startsWith("mapping.")
      ? [[name.slice("mapping.".length).toLowerCase(), key] as const]
      : [],
  );
  return {
    ignoreMalformed: isTrue("ignore.malformed.json"),
    options: {
      listsAreStructs: "trino",
      convertDotsInJsonKeysToUnderscores: isTrue("dots.in.keys"),
      columnToJsonKeyMappings: Object.fromEntries(mappings),
    },
  };
}
