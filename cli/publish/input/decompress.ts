import { constants } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { Decompress as ZstdDecompressor } from "fzstd";
import { errorCode } from "../../../errors/error-code";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";

/** The first bytes of a compressed file, whatever its name is. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Compressed bytes at a time: the decompressor calls itself for each frame that ends in them. */
const ZSTD_CHUNK_BYTES = 16 * 1024;

/**
 * The content of a file that may be compressed with gzip or zstd.
 *
 * @param name what errors call the file
 * @param maximumBytes of the content @default - as many as a text can have
 * @throws UserError if the compressed data is damaged, or becomes larger
 */
export function decompress(
  bytes: Buffer,
  name: string,
  maximumBytes = constants.MAX_STRING_LENGTH,
): Buffer {
  if (startsWith(bytes, GZIP)) {
    return attempt("gzip", name, maximumBytes, () =>
      gunzipSync(bytes, { maxOutputLength: maximumBytes }),
    );
  }
  // Node.js has zstd of its own from 22.15 on only.
  if (startsWith(bytes, ZSTD)) {
    return attempt("zstd", name, maximumBytes, () => decompressZstd(bytes, maximumBytes));
  }
  return bytes;
}

/** Whether bytes begin with others. */
export function startsWith(bytes: Buffer, first: Buffer): boolean {
  return bytes.subarray(0, first.length).equals(first);
}

/** Thrown where the content would be larger than it may be. */
class TooLarge extends Error {}

function decompressZstd(bytes: Buffer, maximumBytes: number): Buffer {
  const parts: Uint8Array[] = [];
  let length = 0;
  const decompressor = new ZstdDecompressor((part) => {
    length += part.length;
    if (length > maximumBytes) throw new TooLarge();
    parts.push(part);
  });
  for (let at = 0; at < bytes.length; at += ZSTD_CHUNK_BYTES) {
    const end = at + ZSTD_CHUNK_BYTES;
    decompressor.push(bytes.subarray(at, end), end >= bytes.length);
  }
  return Buffer.concat(parts, length);
}

function attempt(format: string, name: string, maximumBytes: number, run: () => Buffer): Buffer {
  try {
    return run();
  } catch (error) {
    if (error instanceof TooLarge || errorCode(error) === "ERR_BUFFER_TOO_LARGE") {
      throw new UserError(
        `${name} is compressed with ${format}, and its content has more than ${Math.floor(maximumBytes / 1_000_000)} MB, the most that is read at once.`,
        "Nothing was done. Split the content into several files.",
      );
    }
    throw new UserError(
      `${name} is compressed with ${format}, and can't be decompressed: ${messageOf(error)}`,
      "Nothing was done. The file is damaged or incomplete: get it again.",
    );
  }
}
