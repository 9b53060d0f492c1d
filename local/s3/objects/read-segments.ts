import { closeSync } from "node:fs";
import type { ContentFiles } from "../store/content-files";
import type { ContentVersion } from "../store/object-version";
import type { ByteRange } from "./byte-range";
import { SegmentReader } from "./segment-reader";
import type { OpenPiece } from "./segment-reader";

/** A content up to this size is read at once. */
const AT_ONCE_BYTES = 64 * 1024;

/**
 * Reads a part of a content, whose files may be many. They are opened at once, so that they can be read to the end even
 * if the object is deleted.
 *
 * @returns the content, or a stream that has to be read or destroyed
 */
export function readSegments(
  files: ContentFiles,
  { segments }: Pick<ContentVersion, "segments">,
  { first, last }: ByteRange,
): Buffer | SegmentReader {
  const pieces: { readonly file: string; readonly from: number; readonly to: number }[] = [];
  let start = 0;
  for (const { file, bytes } of segments) {
    const from = Math.max(first - start, 0);
    const to = Math.min(last - start, bytes - 1);
    if (from <= to) pieces.push({ file, from, to });
    start += bytes;
  }
  const [only] = pieces;
  if (only === undefined) return Buffer.alloc(0);
  if (pieces.length === 1 && segments.length === 1 && start <= AT_ONCE_BYTES) {
    return files.readNow(only.file).subarray(only.from, only.to + 1);
  }
  const open: OpenPiece[] = [];
  try {
    for (const { file, from, to } of pieces) open.push({ fd: files.open(file), from, to });
  } catch (error) {
    for (const { fd } of open) closeSync(fd);
    throw error;
  }
  return new SegmentReader(open);
}

/** The chunks of what {@link readSegments} returns. */
export function chunksOf(content: Buffer | SegmentReader): AsyncIterable<Buffer> {
  // A stream without an encoding yields buffers.
  return Buffer.isBuffer(content) ? once(content) : (content as AsyncIterable<Buffer>);
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
}
