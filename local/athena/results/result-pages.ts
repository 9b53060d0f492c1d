import { type FileHandle, open } from "node:fs/promises";

import type { ResultRow } from "./result-writer";

const CHUNK = 64 * 1024;

/** Bytes of a page: it ends before its count of rows where these are long. A row that is longer by itself is a page. */
const PAGE_BYTES = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/** Rows of a result and where the next ones begin. */
export interface ResultPage {
  readonly rows: readonly ResultRow[];
  /** Undefined behind the last row. */
  readonly nextOffset: number | undefined;
}

/** Reads rows from a file of JSON lines, from an offset in bytes on. */
export async function readPage(path: string, offset: number, count: number): Promise<ResultPage> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const rows: ResultRow[] = [];
    let position = offset;
    for await (const line of linesOf(file, offset, size)) {
      if (rows.length >= count) break;
      if (rows.length > 0 && position + line.length - offset > PAGE_BYTES) break;
      // Written by ResultWriter: each line is one row.
      rows.push(JSON.parse(line.toString("utf8")) as ResultRow);
      position += line.length + 1;
    }
    return { rows, nextOffset: position < size ? position : undefined };
  } finally {
    await file.close();
  }
}

/** The lines of a file without their ends; each byte is looked at once, however long a line is. */
async function* linesOf(file: FileHandle, offset: number, size: number): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  for (let position = offset; position < size;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    let chunk = buffer.subarray(0, bytesRead);
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE)) {
      yield Buffer.concat([...pending, chunk.subarray(0, end)]);
      pending = [];
      chunk = chunk.subarray(end + 1);
    }
    pending.push(chunk);
  }
}
