import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { HEADER_BYTES, isWhole, readHeader } from "./frame";
import type { FrameHeader } from "./frame";

/** Where a frame starts in its file. */
export interface IndexPoint {
  /** Number of its first entry. */
  readonly first: number;
  readonly time: number;
  readonly offset: number;
}

/** What a file contains that may end in the middle of a frame. */
export interface RecoveredSegment {
  /** Bytes of the whole frames. */
  readonly size: number;
  readonly next: number;
  readonly lastTime: number | undefined;
  readonly index: IndexPoint[];
}

/** For reading and writing; creates the file. */
export const READ_WRITE = constants.O_RDWR | constants.O_CREAT;

const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads a file whose last frames may be torn, since its process was killed while it wrote them.
 *
 * @param intervalBytes distance of the points of the index
 * @param first number of the file's first entry
 */
export function recover(
  descriptor: number,
  intervalBytes: number,
  first: number,
): RecoveredSegment {
  const bytes = Buffer.allocUnsafeSlow(fstatSync(descriptor).size);
  readAt(descriptor, bytes, 0);
  const index: IndexPoint[] = [];
  let next = first;
  let lastTime: number | undefined;
  let size = 0;
  for (;;) {
    const header = wholeHeader(bytes, size);
    if (header === undefined || header.first !== next) break;
    const last = index.at(-1);
    if (last === undefined || size - last.offset >= intervalBytes) {
      index.push({ first: next, time: header.time, offset: size });
    }
    next += header.count;
    lastTime = header.time;
    size += HEADER_BYTES + header.length;
  }
  return { size, next, lastTime, index };
}

/** Reads the headers of whole frames one after another, without what is between them. */
export function* scanHeaders(
  descriptor: number,
  from: number,
  end: number,
): Generator<FrameHeader> {
  let chunk: Buffer = Buffer.alloc(0);
  let chunkStart = from;
  for (let offset = from; offset < end;) {
    let header = offset < chunkStart ? undefined : readHeader(chunk, offset - chunkStart);
    if (header === undefined) {
      chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - offset));
      chunkStart = offset;
      readAt(descriptor, chunk, offset);
      header = readHeader(chunk, 0);
    }
    if (header === undefined) return;
    yield header;
    offset += HEADER_BYTES + header.length;
  }
}

/** Time of the first frame of a file; undefined without one. */
export function timeOfFirst(file: string): number | undefined {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(HEADER_BYTES);
    const read = readSync(descriptor, bytes, 0, HEADER_BYTES, 0);
    return read < HEADER_BYTES ? undefined : readHeader(bytes, 0)?.time;
  } finally {
    closeSync(descriptor);
  }
}

function wholeHeader(bytes: Buffer, at: number): FrameHeader | undefined {
  // Zeros are what a file system may show of a file that grew and was not written.
  if (at + HEADER_BYTES > bytes.length || bytes.readUInt32LE(at + HEADER_BYTES - 4) === 0) {
    return undefined;
  }
  const header = readHeader(bytes, at);
  return header !== undefined && isWhole(bytes, at, header) ? header : undefined;
}

function readAt(descriptor: number, bytes: Buffer, offset: number): void {
  for (let read = 0; read < bytes.length;) {
    const count = readSync(descriptor, bytes, read, bytes.length - read, offset + read);
    if (count === 0) throw new Error("The file became shorter while it was read.");
    read += count;
  }
}
