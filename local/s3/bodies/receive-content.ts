import { createHash } from "node:crypto";
import { badDigest, S3Error } from "../s3-error";
import { ContentWriter } from "../store/content-writer";
import type { ContentFiles } from "../store/content-files";
import type { ChecksumAlgorithm, Segment } from "../store/object-version";
import { decodeAwsChunked, isAwsChunked } from "./aws-chunked";
import { checksumHeader, createDigest, DEFAULT_ALGORITHM } from "./checksums";
import { checkForm, expectedDigests } from "./expected-digests";
import type { ExpectedDigests } from "./expected-digests";

/** A content that was received, checked and written. */
export interface ReceivedContent {
  readonly segments: readonly Segment[];
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly md5: string;
  readonly algorithm: ChecksumAlgorithm;
  /** In base64. */
  readonly checksum: string;
  /** Whether the caller sent or named a checksum; otherwise S3 chose it. */
  readonly isCallersChoice: boolean;
}

/** A body, and the headers that say what it is. */
export interface SentContent {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AsyncIterable<Buffer>;
}

/**
 * Writes the content that a call sends, and checks it against everything that the call says of it.
 *
 * @param fallback algorithm of the checksum if the call names none. @default DEFAULT_ALGORITHM
 * @throws S3Error if a checksum or the length differs; nothing is kept then
 */
export async function receiveContent(
  files: ContentFiles,
  { headers, body }: SentContent,
  fallback = DEFAULT_ALGORITHM,
): Promise<ReceivedContent> {
  const expected = expectedDigests(headers);
  const trailers = new Map<string, string>();
  const content = isAwsChunked(headers)
    ? decodeAwsChunked(body, (name, value) => trailers.set(name, value))
    : body;
  const written = await writeContent(files, content, expected.algorithm ?? fallback, {
    // A chunked body is signed chunk by chunk.
    ...(expected.sha256 === undefined ? {} : { sha256: expected.sha256 }),
    check: (result) => verify(result, expected, trailers),
  });
  return { ...written, isCallersChoice: expected.algorithm !== undefined };
}

/** Options of {@link writeContent}. */
export interface WriteOptions {
  /** SHA-256 that the content must have, in hexadecimal digits. */
  readonly sha256?: string;
  /** Throws if the content is not acceptable. */
  readonly check?: (content: Omit<ReceivedContent, "segments" | "isCallersChoice">) => void;
}

/** Writes a content and computes its MD5 and a checksum. If it fails, nothing is kept. */
export async function writeContent(
  files: ContentFiles,
  content: AsyncIterable<Buffer>,
  algorithm: ChecksumAlgorithm,
  { sha256, check }: WriteOptions = {},
): Promise<Omit<ReceivedContent, "isCallersChoice">> {
  const writer = new ContentWriter(files);
  const md5 = createHash("md5");
  const digest = createDigest(algorithm);
  const signed = sha256 === undefined ? undefined : createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of content) {
      bytes += chunk.length;
      md5.update(chunk);
      digest.update(chunk);
      signed?.update(chunk);
      const pending = writer.write(chunk);
      if (pending !== undefined) await pending;
    }
    if (signed !== undefined && signed.digest("hex") !== sha256) {
      throw new S3Error(
        "XAmzContentSHA256Mismatch",
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const result = {
      bytes,
      md5: md5.digest("hex"),
      algorithm,
      checksum: digest.digest().toString("base64"),
    };
    check?.(result);
    return { ...result, segments: await writer.finish() };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function verify(
  { bytes, md5, algorithm, checksum }: Omit<ReceivedContent, "segments" | "isCallersChoice">,
  expected: ExpectedDigests,
  trailers: ReadonlyMap<string, string>,
): void {
  if (expected.bytes !== undefined && expected.bytes !== bytes) {
    throw new S3Error(
      "IncompleteBody",
      400,
      "You did not provide the number of bytes specified by the x-amz-decoded-content-length header",
    );
  }
  if (expected.md5 !== undefined && expected.md5 !== md5) throw badDigest("Content-MD5");
  const trailer = trailers.get(checksumHeader(algorithm));
  if (trailer !== undefined) checkForm(algorithm, trailer);
  const sent = expected.checksum ?? trailer;
  if (sent !== undefined && sent !== checksum) throw badDigest(algorithm);
}
