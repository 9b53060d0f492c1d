import type { ContentFiles } from "../store/content-files";
import type { ContentVersion } from "../store/object-version";
import type { ByteRange } from "./byte-range";

/** A content up to this size is read at once. */
const AT_ONCE_BYTES = 64 * 1024;

/** Yields a part of a content, whose files may be many. They can be read to the end even if the object is deleted. */
export function readSegments(
  files: ContentFiles,
  { segments }: Pick<ContentVersion, "segments">,
  { first, last }: ByteRange,
): Buffer | AsyncIterable<Buffer> {
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
  return concatenate(pieces.map(({ file, from, to }) => files.read(file, from, to)));
}

async function* concatenate(contents: readonly AsyncIterable<Buffer>[]): AsyncGenerator<Buffer> {
  for (const content of contents) yield* content;
}
