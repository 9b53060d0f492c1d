import { closeSync, fstatSync, openSync, readSync } from "node:fs";

import { parquetMetadata, type SchemaElement } from "hyparquet";

/** What the footer of one Parquet file says. */
export interface FileFooter {
  /** A text that files have in common if their columns have the same names, types and order. */
  readonly schema: string;
  /** The elements of the schema, depth first from its root. */
  readonly elements: readonly SchemaElement[];
  /** Compressed bytes of the chunks of a column, by lower-case name. */
  readonly compressedBytes: ReadonlyMap<string, number>;
}

/** The four bytes of the footer's length and the four of the format's mark. */
const TRAILER_BYTES = 8;

/** Most footers are shorter, so that one read is enough. */
const buffer = new Uint8Array(64 * 1024);

/**
 * Reads a file's footer. It waits for the system, which takes microseconds where the file was just written or read; a
 * table may have thousands of files, and DuckDB's table functions for footers take ten times as long.
 *
 * @throws Error if the file has no footer that can be read
 */
export function readFooter(path: string): FileFooter {
  const { schema, row_groups } = parquetMetadata(footerOf(path), { geoparquet: false });
  const compressedBytes = new Map<string, number>();
  for (const { columns } of row_groups) {
    for (const { meta_data: chunk } of columns) {
      const name = chunk?.path_in_schema[0]?.toLowerCase();
      if (chunk === undefined || name === undefined) continue;
      const bytes = (compressedBytes.get(name) ?? 0) + Number(chunk.total_compressed_size);
      compressedBytes.set(name, bytes);
    }
  }
  // The name of the root is that of the program that wrote the file.
  const described = schema.map((element, index) =>
    describe(index === 0 ? "" : element.name, element),
  );
  return { schema: JSON.stringify(described), elements: schema, compressedBytes };
}

function describe(name: string, element: SchemaElement): unknown {
  const { type, type_length, repetition_type, num_children, converted_type } = element;
  const { scale, precision, logical_type } = element;
  return [
    ...[name, type, type_length, repetition_type, num_children, converted_type],
    ...[scale, precision, logical_type],
  ];
}

/** The end of a file, with its footer; valid until the next call. */
function footerOf(path: string): Uint8Array {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    const tail = buffer.subarray(0, Math.min(size, buffer.length));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    if (tail.length < TRAILER_BYTES) return tail;
    const trailer = new DataView(buffer.buffer, tail.length - TRAILER_BYTES, TRAILER_BYTES);
    const length = trailer.getUint32(0, true) + TRAILER_BYTES;
    if (length <= tail.length || length > size) return tail;
    const whole = new Uint8Array(length);
    readSync(descriptor, whole, 0, length, size - length);
    return whole;
  } finally {
    closeSync(descriptor);
  }
}
