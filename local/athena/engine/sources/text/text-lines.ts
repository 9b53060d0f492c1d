import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { isNativeError } from "node:util/types";
import { createGunzip } from "node:zlib";

import { QueryError, unsupported } from "../../../query-error";
import type { CatalogTable } from "../../catalog-table";
import type { DataFile } from "../file-source";

/** Endings of compressed objects that are not read here; Hadoop decides by them. */
const OTHER_CODECS = /\.(?:bz2|deflate|lz4|lzo|snappy|zst)$/i;

/**
 * Reads the lines of a text file, which end at `\n`, `\r\n` or `\r` as in Hadoop.
 *
 * @param header the number of lines to skip
 * @throws QueryError NOT_SUPPORTED for a compression other than gzip
 */
export async function* textLines(
  { path, object }: Pick<DataFile, "path" | "object">,
  header: number,
): AsyncGenerator<string> {
  const codec = OTHER_CODECS.exec(object.key);
  if (codec !== null) throw unsupported(`A text file with the ending ${codec[0]}`);
  let line = 0;
  const lines = allLines(path, /\.gz$/i.test(object.key));
  try {
    for await (const text of lines) {
      line += 1;
      if (line > header) yield text;
    }
  } catch (error) {
    if (!isGzipError(error)) throw error;
    const place = `s3://${object.bucket}/${object.key}`;
    // As Trino, which reads the header when it opens the file.
    const code = /header/.test(error.message) ? "HIVE_CANNOT_OPEN_SPLIT" : "HIVE_CURSOR_ERROR";
    throw new QueryError(code, `Failed to read the gzip file ${place}: ${error.message}`);
  }
}

/** Whether an error is one of zlib about what it decompresses. */
function isGzipError(error: unknown): error is Error {
  return (
    isNativeError(error) &&
    "code" in error &&
    ["Z_DATA_ERROR", "Z_BUF_ERROR"].includes(String(error.code))
  );
}

async function* allLines(path: string, gzip: boolean): AsyncGenerator<string> {
  const file = createReadStream(path);
  // It drops a byte order mark, as Trino does.
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  const source: AsyncIterable<Buffer> = gzip ? decompressed(file) : file;
  for await (const bytes of source) {
    const text = rest + decoder.decode(bytes, { stream: true });
    // A line break may be cut in two.
    const whole = text.endsWith("\r") ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + text.slice(whole.length);
    yield* lines;
  }
  rest += decoder.decode();
  if (rest.endsWith("\r")) yield rest.slice(0, -1);
  else if (rest !== "") yield rest;
}

/** What a file contains, decompressed. An error of either stream ends the iteration with it. */
function decompressed(file: Readable): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  // An error destroys the stream that is returned, whose reader gets it: nothing is left for the callback.
  pipeline(file, gunzip, () => undefined);
  return gunzip;
}

/**
 * The number of lines of each file that a table skips.
 *
 * @throws QueryError HIVE_INVALID_METADATA for what is no number, NOT_SUPPORTED for lines skipped at the end
 */
export function headerLines({ definition }: CatalogTable): number {
  const parameters = definition.Parameters ?? {};
  if ((parameters["skip.footer.line.count"] ?? "0") !== "0") {
    throw unsupported("The table property skip.footer.line.count");
  }
  const text = parameters["skip.header.line.count"] ?? "0";
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  const reason = `Invalid value for skip.header.line.count property: ${text}`;
  throw new QueryError("HIVE_INVALID_METADATA", reason);
}

/** Properties that would change how a table's lines are read, and their values without an effect. */
const PROPERTIES: Readonly<Record<string, RegExp>> = {
  "timestamp.formats": /^$/,
  "serialization.last.column.takes.rest": /^(?!true$)/i,
  "serialization.encoding": /^utf-?8$/i,
  "line.delim": /^(?:\n|10)$/,
  "textinputformat.record.delimiter": /^\n$/,
};

/** @throws QueryError NOT_SUPPORTED for a property of a SerDe that is not supported here */
export function rejectProperties(parameters: Readonly<Record<string, string>>): void {
  for (const [name, harmless] of Object.entries(PROPERTIES)) {
    const value = parameters[name];
    if (value !== undefined && !harmless.test(value)) {
      throw unsupported(`The property ${name} = '${value}' of a table of text`);
    }
  }
}
