import { headerOf } from "./object-call";
import type { ObjectCall } from "./object-call";
import { notImplemented, S3Error } from "./s3-error";

/** The account that owns all buckets. */
export const OWNER_ACCOUNT = "123456789012";

/**
 * Headers of S3's API that would change the result, but are not supported. They are refused by name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const REFUSED_HEADERS: readonly string[] = [
  "x-amz-copy-source-server-side-encryption-customer-algorithm",
  "x-amz-copy-source-server-side-encryption-customer-key",
  "x-amz-copy-source-server-side-encryption-customer-key-md5",
  "x-amz-if-match-initiated-time",
  "x-amz-if-match-last-modified-time",
  "x-amz-if-match-size",
  "x-amz-mfa",
  "x-amz-object-lock-legal-hold",
  "x-amz-object-lock-mode",
  "x-amz-object-lock-retain-until-date",
  "x-amz-server-side-encryption-context",
  "x-amz-server-side-encryption-customer-algorithm",
  "x-amz-server-side-encryption-customer-key",
  "x-amz-server-side-encryption-customer-key-md5",
  "x-amz-write-offset-bytes",
];

/**
 * Headers that change nothing here: nobody is charged, no object is locked, and no object was archived.
 */
export const HEADERS_WITHOUT_EFFECT: readonly string[] = [
  "x-amz-bypass-governance-retention",
  "x-amz-optional-object-attributes",
  "x-amz-request-payer",
];

/** Subresources of objects that are refused, with the names of their operations. */
export const REFUSED_SUBRESOURCES: Readonly<Record<string, string>> = {
  encryption: "UpdateObjectEncryption",
  "legal-hold": "object lock",
  renameObject: "RenameObject",
  restore: "RestoreObject",
  retention: "object lock",
  select: "SelectObjectContent",
  torrent: "GetObjectTorrent",
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAXIMUM_KEY_BYTES = 1_024;

/**
 * Checks what all calls have in common.
 *
 * @throws S3Error for a member that is not supported, a key that is too long, and the buckets of another account
 */
export function checkMembers(call: ObjectCall): void {
  const refused = REFUSED_HEADERS.find((name) => call.sent.headers[name] !== undefined);
  if (refused !== undefined) throw notImplemented(`the header ${refused}`);
  for (const [parameter, operation] of Object.entries(REFUSED_SUBRESOURCES)) {
    if (call.key !== "" && call.parameters.has(parameter)) throw notImplemented(operation);
  }
  if (Buffer.byteLength(call.key) > MAXIMUM_KEY_BYTES) {
    throw new S3Error("KeyTooLongError", 400, "Your key is too long", {
      Size: String(Buffer.byteLength(call.key)),
      MaxSizeAllowed: String(MAXIMUM_KEY_BYTES),
    });
  }
  const owner = headerOf(call, "x-amz-expected-bucket-owner");
  if (owner !== undefined && owner !== OWNER_ACCOUNT) {
    throw new S3Error("AccessDenied", 403, "Access Denied");
  }
}
