import { closeSync, fstatSync, openSync, readSync } from "node:fs";

import { parquetMetadata, type SchemaElement } from "hyparquet";

import { CompactThrift } from "./compact-thrift";

/** The columns of a Parquet file. */
interface FileColumns {
  /** A text that files have in common if their columns have the same names, types and order. */
  readonly schema: string;
  /** The elements of the schema, depth first from its root. */
  readonly elements: readonly SchemaElement[];
}

/** What the footer of one Parquet file says. */
export interface FileFooter extends FileColumns {
  /** Compressed bytes of the chunks of a column, by lower-case name. */
  readonly compressedBytes: ReadonlyMap<string, number>;
}

/** Fields of the footer: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
const FILE = { schema: 2, rowGroups: 4 };
const ROW_GROUP = { columns: 1 };
const COLUMN_CHUNK = { metadata: 3 };
const COLUMN_METADATA = { path: 3, compressedBytes: 7 };

/** The four bytes of the footer's length and the four of the format's mark. */
const TRAILER_BYTES = 8;
const MARK = 0x31_52_41_50;

/** Most footers are shorter, so that one read is enough. */
const buffer = Buffer.alloc(64 * 1024);

/**
 * Reads the footers of Parquet files. It waits for the system, which takes microseconds where a file was just written
 * or read; a table may have thousands of files, and DuckDB's table functions for footers take ten times as long. The
 * schema of files that have the same one is decoded once.
 */
export class FooterReader {
  /** By the bytes of the schema. */
  private readonly known = new Map<string, FileColumns>();

  /** @throws Error if the file has no footer that can be read */
  read(path: string): FileFooter {
    const footer = footerOf(path);
    const start = footer.length - TRAILER_BYTES - lengthIn(footer);
    const compressedBytes = new Map<string, number>();
    const thrift = new CompactThrift(footer, start);
    let schema: string | undefined;
    thrift.struct((id, type) => {
      const from = thrift.position;
      if (id === FILE.schema) {
        thrift.skip(type);
        schema = footer.toString("latin1", from, thrift.position);
      } else if (id === FILE.rowGroups) addSizes(thrift, type, compressedBytes);
      else return false;
      return true;
    });
    if (schema === undefined) throw new Error("A Parquet footer without a schema");
    const columns = this.known.get(schema) ?? columnsOf(footer);
    this.known.set(schema, columns);
    return { ...columns, compressedBytes };
  }
}

function columnsOf(footer: Uint8Array): FileColumns {
  const { schema: elements } = parquetMetadata(footer, { geoparquet: false });
  // The name of the root is that of the program that wrote the file.
  const described = elements.map((element, index) =>
    describe(index === 0 ? "" : element.name, element),
  );
  return { schema: JSON.stringify(described), elements };
}

function describe(name: string, element: SchemaElement): unknown {
  const { type, type_length, repetition_type, num_children, converted_type } = element;
  const { scale, precision, logical_type } = element;
  return [
    ...[name, type, type_length, repetition_type, num_children, converted_type],
    ...[scale, precision, logical_type],
  ];
}

/** The names, in lower case, of the columns whose type a file leaves open, as pandas does where all values are null. */
export function untypedColumns({ elements: [root, ...rest] }: FileColumns): ReadonlySet<string> {
  const names = new Set<string>();
  // The children of the root, after each of which come its own.
  for (let index = 0, left = root?.num_children ?? 0; left > 0; left -= 1) {
    const element = rest[index];
    if (element?.logical_type?.type === "NULL") names.add(element.name.toLowerCase());
    for (let parts = 1; parts > 0; index += 1) parts += (rest[index]?.num_children ?? 0) - 1;
  }
  return names;
}

/** Adds the sizes of the chunks of row groups. */
function addSizes(thrift: CompactThrift, type: number, sizes: Map<string, number>): void {
  let name: string | undefined;
  let size = 0;
  const metadata = (id: number) => {
    if (id === COLUMN_METADATA.path) name = firstText(thrift).toLowerCase();
    else if (id === COLUMN_METADATA.compressedBytes) size = thrift.integer();
    else return false;
    return true;
  };
  const chunk = (id: number) => {
    if (id !== COLUMN_CHUNK.metadata) return false;
    name = undefined;
    thrift.struct(metadata);
    if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + size);
    return true;
  };
  thrift.structs(type, (id, inner) => {
    if (id !== ROW_GROUP.columns) return false;
    thrift.structs(inner, chunk);
    return true;
  });
}

/** The first text of a list. */
function firstText(thrift: CompactThrift): string {
  let first: Uint8Array | undefined;
  thrift.list(() => {
    const text = thrift.binary();
    first ??= text;
  });
  return Buffer.from(first ?? []).toString();
}

function lengthIn(footer: Buffer): number {
  const length = footer.length < TRAILER_BYTES ? 0 : footer.readUInt32LE(footer.length - 8);
  if (
    length === 0 ||
    length > footer.length - 8 ||
    footer.readUInt32LE(footer.length - 4) !== MARK
  ) {
    throw new Error("A file without a Parquet footer");
  }
  return length;
}

/** The end of a file, with its footer; valid until the next call. */
function footerOf(path: string): Buffer {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    const tail = buffer.subarray(0, Math.min(size, buffer.length));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    if (tail.length < TRAILER_BYTES) return tail;
    const length = tail.readUInt32LE(tail.length - TRAILER_BYTES) + TRAILER_BYTES;
    if (length <= tail.length || length > size) return tail;
    const whole = Buffer.alloc(length);
    readSync(descriptor, whole, 0, length, size - length);
    return whole;
  } finally {
    closeSync(descriptor);
  }
}
