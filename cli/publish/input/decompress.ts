import { gunzipSync } from "node:zlib";
import { decompress as decompressZstd } from "fzstd";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";

/** The first bytes of a compressed file, whatever its name is. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * The content of a file that may be compressed with gzip or zstd.
 *
 * @param name what errors call the file
 * @throws UserError if the compressed data is damaged
 */
export function decompress(bytes: Buffer, name: string): Buffer {
  if (startsWith(bytes, GZIP)) return attempt("gzip", name, () => gunzipSync(bytes));
  // Node.js has zstd of its own from 22.15 on only.
  if (startsWith(bytes, ZSTD))
    return attempt("zstd", name, () => Buffer.from(decompressZstd(bytes)));
  return bytes;
}

/** Whether bytes begin with others. */
export function startsWith(bytes: Buffer, first: Buffer): boolean {
  return bytes.subarray(0, first.length).equals(first);
}

function attempt(format: string, name: string, run: () => Buffer): Buffer {
  try {
    return run();
  } catch (error) {
    throw new UserError(
      `${name} is compressed with ${format}, and can't be decompressed: ${messageOf(error)}`,
      "Nothing was done. The file is damaged or incomplete: get it again.",
    );
  }
}
