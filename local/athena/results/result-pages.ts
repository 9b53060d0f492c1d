import { type FileHandle, open } from "node:fs/promises";

import type { ResultRow } from "./result-writer";

const CHUNK = 64 * 1024;

/** Maximum bytes of a page. A single row may exceed it. */
const PAGE_BYTES = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/** Rows of a result, and the offset of the next page. */
export interface ResultPage {
  readonly rows: readonly ResultRow[];
  /** Undefined on the last page. */
  readonly nextOffset: number | undefined;
}

/** Reads a page of a file of JSON lines. @param offset in bytes @param count maximum number of rows */
export async function readPage(path: string, offset: number, count: number): Promise<ResultPage> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const rows: ResultRow[] = [];
    let position = offset;
    for await (const line of linesOf(file, offset, size)) {
      if (rows.length >= count) break;
      if (rows.length > 0 && position + line.length - offset > PAGE_BYTES) break;
      // Written by ResultWriter: each line is a row.
      rows.push(JSON.parse(line.toString("utf8")) as ResultRow);
      position += line.length + 1;
    }
    return { rows, nextOffset: position < size ? position : undefined };
  } finally {
    await file.close();
  }
}

/** The lines of a file without line breaks, in linear time for lines of any length. */
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
