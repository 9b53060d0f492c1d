import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import archiver from "archiver";

/** Compressed content, and the extension that Firehose appends. */
export interface Compressed {
  readonly body: Buffer;
  readonly extension: string;
}

/**
 * Compresses an object with a `CompressionFormat`.
 *
 * @param name name of the file in a ZIP archive
 * @throws Error that names an unsupported format
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html
 */
export async function compress(body: Buffer, format: string, name: string): Promise<Compressed> {
  switch (format) {
    case "UNCOMPRESSED":
      return { body, extension: "" };
    case "GZIP":
      return { body: await promisify(gzip)(body), extension: ".gz" };
    case "ZIP":
      return { body: await zip(body, name), extension: ".zip" };
    default:
      throw new Error(
        `The embedded AWS does not support the compression format ${format}; use UNCOMPRESSED, GZIP or ZIP.`,
      );
  }
}

async function zip(body: Buffer, name: string): Promise<Buffer> {
  const archive = archiver("zip").append(body, { name });
  const [zipped] = await Promise.all([buffer(archive), archive.finalize()]);
  return zipped;
}
