import { QueryError, unsupportedByBoth } from "../../query-error";
import { SqlReader } from "../text/sql-reader";

/** Properties of `WITH (…)` by their lower-case name, each with its value as SQL. */
export type TableProperties = ReadonlyMap<string, string>;

/** Parses a list of properties, the text between its brackets. @throws QueryError SYNTAX_ERROR */
export function parseProperties(text: string): TableProperties {
  const reader = new SqlReader(text);
  const properties = new Map<string, string>();
  do {
    const name = reader.name().join(".").toLowerCase();
    reader.expectSymbol("=");
    const start = reader.offset;
    reader.skipTo(",");
    properties.set(name, text.slice(start, reader.offset).trim());
  } while (reader.acceptSymbol(","));
  return properties;
}

/** The value of a text property. @throws QueryError INVALID_TABLE_PROPERTY for another value */
export function textProperty(properties: TableProperties, name: string): string | undefined {
  const value = properties.get(name);
  if (value === undefined) return undefined;
  const reader = new SqlReader(value);
  const token = reader.peek();
  if (token?.kind === "string" && reader.peek(1) === undefined) return token.text;
  throw new QueryError(
    "INVALID_TABLE_PROPERTY",
    `The table property '${name}' must be a string in single quotes, got ${value}`,
  );
}

/** The value of a property that is a string or a word such as `true`, in upper case. */
export function wordProperty(properties: TableProperties, name: string): string | undefined {
  const value = properties.get(name);
  if (value === undefined) return undefined;
  return (value.startsWith("'") ? textProperty(properties, name) : value)?.toUpperCase();
}

/**
 * Trino's name of a codec, which its writers take as a session property.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html
 * @throws QueryError NOT_SUPPORTED for a codec that Trino does not write
 */
export function trinoCodec(codec: string): string {
  const known: Readonly<Record<string, string>> = {
    GZIP: "GZIP",
    LZ4: "LZ4",
    NONE: "NONE",
    SNAPPY: "SNAPPY",
    UNCOMPRESSED: "NONE",
    // Trino's GZIP is ZLIB in ORC files.
    ZLIB: "GZIP",
    ZSTD: "ZSTD",
  };
  const found = Object.hasOwn(known, codec) ? known[codec] : undefined;
  if (found === undefined) throw unsupportedByBoth(`The compression ${codec}`);
  return found;
}

/**
 * Codec that Athena writes a format with by default, by the name of the format, which is Trino's too.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html
 */
export const DEFAULT_CODECS: Readonly<Record<string, string>> = {
  AVRO: "GZIP",
  JSON: "GZIP",
  ORC: "ZLIB",
  PARQUET: "GZIP",
  TEXTFILE: "GZIP",
};
