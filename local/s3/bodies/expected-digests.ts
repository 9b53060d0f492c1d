import {
  REFUSED_ALGORITHMS,
  ALGORITHMS,
  CHECKSUM_BYTES,
  checksumAlgorithm,
  checksumHeader,
} from "./checksums";
import { headerOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import type { ChecksumAlgorithm } from "../store/object-version";
import { invalidRequest, notImplemented, S3Error } from "../s3-error";

/** What a caller says of the content that it sends. */
export interface ExpectedDigests {
  /** MD5 in hexadecimal digits. */
  readonly md5?: string;
  /** SHA-256 in hexadecimal digits, of the body as it was signed. */
  readonly sha256?: string;
  /** @default - none was named */
  readonly algorithm?: ChecksumAlgorithm;
  /** In base64; undefined if it follows the content, or none was sent. */
  readonly checksum?: string;
  /** Bytes of the content. @default - not said */
  readonly bytes?: number;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads the headers of a call that say what its content is.
 *
 * @throws S3Error for a value of the wrong form, several checksums, and algorithms that are not supported
 */
export function expectedDigests(headers: Headers): ExpectedDigests {
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value.trim() : undefined;
  };
  const md5 = text("content-md5");
  if (md5 !== undefined && !isBase64(md5, 16)) {
    throw new S3Error("InvalidDigest", 400, "The Content-MD5 you specified was invalid.");
  }
  const trailers = (text("x-amz-trailer") ?? "").toLowerCase().split(/\s*,\s*/);
  const named = (text("x-amz-sdk-checksum-algorithm") ?? "").toUpperCase();
  for (const refused of REFUSED_ALGORITHMS) {
    const header = checksumHeader(refused);
    if (named === refused || headers[header] !== undefined || trailers.includes(header)) {
      throw notImplemented(`checksums of the algorithm ${refused}`);
    }
  }
  const sent = ALGORITHMS.filter((each) => headers[checksumHeader(each)] !== undefined);
  const following = ALGORITHMS.filter((each) => trailers.includes(checksumHeader(each)));
  if (sent.length + following.length > 1) {
    throw invalidRequest(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  const algorithm = sent[0] ?? following[0] ?? ALGORITHMS.find((each) => each === named);
  const checksum = sent[0] === undefined ? undefined : text(checksumHeader(sent[0]));
  if (algorithm !== undefined && checksum !== undefined) checkForm(algorithm, checksum);
  const sha256 = text("x-amz-content-sha256");
  const decoded = text("x-amz-decoded-content-length");
  return {
    ...(md5 === undefined ? {} : { md5: Buffer.from(md5, "base64").toString("hex") }),
    ...(sha256 !== undefined && /^[0-9a-f]{64}$/i.test(sha256)
      ? { sha256: sha256.toLowerCase() }
      : {}),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(decoded === undefined ? {} : { bytes: Number(decoded) }),
  };
}

/** The algorithm that a call names for an object whose content it does not send. @throws S3Error for an unsupported one */
export function readAlgorithm(call: Pick<ObjectCall, "sent">): ChecksumAlgorithm | undefined {
  const named = headerOf(call, "x-amz-checksum-algorithm");
  if (named === undefined) return undefined;
  const algorithm = checksumAlgorithm(named);
  if (algorithm === undefined) throw notImplemented(`checksums of the algorithm ${named}`);
  return algorithm;
}

/** @throws S3Error if it is not the base64 form of a checksum of the algorithm */
export function checkForm(algorithm: ChecksumAlgorithm, checksum: string): void {
  if (isBase64(checksum, CHECKSUM_BYTES[algorithm])) return;
  throw invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);
}

function isBase64(text: string, bytes: number): boolean {
  const decoded = Buffer.from(text, "base64");
  return decoded.length === bytes && decoded.toString("base64") === text;
}
