import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import type { AsyncBuffer, Compressors, FileMetaData, SchemaElement } from "hyparquet";
import { gunzipSync } from "node:zlib";
import { UserError } from "../../../errors/user-error";
import { isGzip } from "../../target/gzip";
import { targetNamed } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { choice, text } from "./input";
import type { Input } from "./input";
import { AREAS, locationOf } from "./partitions";

/** Rows of Parquet, and lines of JSON, that are shown. */
const SHOWN_ROWS = 50;
/** Bytes of text that are read. */
const TEXT_BYTES = 256 * 1024;
/** A group of rows is read as a whole: those above this have their schema shown only. */
const MAXIMUM_ROW_GROUP_BYTES = 64 * 1024 ** 2;
/** The codec of Firehose that the reader lacks; it has Snappy and no compression itself. */
const COMPRESSORS: Compressors = { GZIP: (page) => gunzipSync(page) };

/** A field of a Parquet schema, in the order of the file. */
export interface SchemaField {
  readonly name: string;
  /** 0 for a column. */
  readonly depth: number;
  /** Physical type; absent for a group. */
  readonly type?: string | undefined;
  /** What the type means, for example `UTF8`. */
  readonly meaning?: string | undefined;
  readonly repetition?: string | undefined;
}

/** The beginning of an object. */
export type PreviewView =
  | {
      readonly format: "parquet";
      readonly rowCount: number;
      readonly rowGroups: number;
      readonly compression: string;
      readonly writer?: string | undefined;
      readonly schema: readonly SchemaField[];
      readonly columns: readonly string[];
      /** Values as JSON; empty where the rows are too large to read. */
      readonly rows: readonly (readonly unknown[])[];
    }
  | { readonly format: "text"; readonly lines: readonly string[]; readonly isCut: boolean };

/** Answers `preview`: the schema and the first rows of a Parquet object, or the first lines of a backup. */
export async function previewObject(lake: Lake, input: Input): Promise<PreviewView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const { bucket, prefix } = locationOf(target, choice(input, "area", AREAS));
  const key = text(input, "key");
  if (!key.startsWith(prefix)) {
    throw new UserError(`${key} is not below ${prefix}.`, "Choose an object of the dataset.");
  }
  const { s3 } = target.clients;
  const { ContentLength: size = 0 } = await s3.send(
    new HeadObjectCommand({ Bucket: bucket, Key: key }),
  );
  const read = (first: number, last: number) => readRange(s3, bucket, key, [first, last]);
  return key.endsWith(".parquet") ? previewParquet(read, size) : previewText(read, size);
}

type ReadRange = (first: number, last: number) => Promise<Uint8Array>;

async function readRange(
  s3: S3Client,
  bucket: string,
  key: string,
  [first, last]: readonly [number, number],
): Promise<Uint8Array> {
  const { Body: body } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${first}-${last}` }),
  );
  return (await body?.transformToByteArray()) ?? new Uint8Array();
}

async function previewParquet(read: ReadRange, size: number): Promise<PreviewView> {
  const file: AsyncBuffer = {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = await read(start, end - 1);
      return new Uint8Array(bytes).buffer;
    },
  };
  const metadata = await parquetMetadataAsync(file);
  const columns = columnsOf(metadata);
  const [group] = metadata.row_groups;
  const isReadable = Number(group?.total_byte_size ?? 0) <= MAXIMUM_ROW_GROUP_BYTES;
  const rows = isReadable
    ? await parquetReadObjects({
        file,
        metadata,
        compressors: COMPRESSORS,
        rowStart: 0,
        rowEnd: SHOWN_ROWS,
      })
    : [];
  return {
    format: "parquet",
    rowCount: Number(metadata.num_rows),
    rowGroups: metadata.row_groups.length,
    compression: group?.columns[0]?.meta_data?.codec ?? "",
    writer: metadata.created_by,
    schema: fieldsOf(metadata.schema),
    columns,
    rows: rows.map((row) => columns.map((name) => toJson(row[name]))),
  };
}

async function previewText(read: ReadRange, size: number): Promise<PreviewView> {
  const bytes = size === 0 ? new Uint8Array() : await read(0, Math.min(size, TEXT_BYTES) - 1);
  const buffer = Buffer.from(bytes);
  const isZipped = isGzip(buffer);
  if (isZipped && size > TEXT_BYTES) {
    throw new UserError("The object is compressed and too large to look into.", "Query the table.");
  }
  const plain = (isZipped ? gunzipSync(buffer, { maxOutputLength: 64 * TEXT_BYTES }) : buffer)
    .toString("utf8")
    .trimEnd()
    .split("\n");
  return {
    format: "text",
    lines: plain.slice(0, SHOWN_ROWS),
    isCut: plain.length > SHOWN_ROWS || size > TEXT_BYTES,
  };
}

function columnsOf({ schema }: FileMetaData): string[] {
  return fieldsOf(schema)
    .filter(({ depth }) => depth === 0)
    .map(({ name }) => name);
}

/** The tree of the schema as a list; its first element is the root. */
function fieldsOf(schema: readonly SchemaElement[]): SchemaField[] {
  const fields: SchemaField[] = [];
  let position = 1;
  const visit = (count: number, depth: number): void => {
    for (let index = 0; index < count; index += 1) {
      const element = schema[position];
      if (element === undefined) return;
      position += 1;
      fields.push({
        name: element.name,
        depth,
        type: element.type,
        meaning: element.converted_type ?? element.logical_type?.type,
        repetition: element.repetition_type,
      });
      visit(element.num_children ?? 0, depth + 1);
    }
  };
  visit(schema[0]?.num_children ?? 0, 0);
  return fields;
}

/** Values that JSON lacks, as text with all digits. */
function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJson(each)]));
}
