import { open } from "node:fs/promises";

import type { ResultRow } from "./result-writer";

const CHUNK = 64 * 1024;

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
    let pending = Buffer.alloc(0);
    while (rows.length < count && position + pending.length < size) {
      const chunk = Buffer.alloc(CHUNK);
      const { bytesRead } = await file.read(chunk, 0, CHUNK, position + pending.length);
      pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
      let end = pending.indexOf(0x0a);
      while (end >= 0 && rows.length < count) {
        // Written by ResultWriter: each line is one row.
        rows.push(JSON.parse(pending.subarray(0, end).toString("utf8")) as ResultRow);
        position += end + 1;
        pending = pending.subarray(end + 1);
        end = pending.indexOf(0x0a);
      }
    }
    return { rows, nextOffset: position < size ? position : undefined };
  } finally {
    await file.close();
  }
}
