import { headerOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument, notImplemented, S3Error } from "../s3-error";
import type { ObjectAttributes, StoredEncryption } from "../store/object-version";
import { parseTagging } from "./tag-sets";

/** Headers that are kept with an object and returned with it. */
const KEPT_HEADERS = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
  "x-amz-website-redirect-location",
];
const META = "x-amz-meta-";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const MAXIMUM_METADATA_BYTES = 2 * 1024;

/** Classes whose objects can be read at once. */
const STORAGE_CLASSES = new Set([
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
]);

/** Classes that the API has, but not this S3: their objects would have to be restored first. */
const ARCHIVES = new Set(["GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE"]);

/**
 * Reads what a call that creates an object says of it.
 *
 * @throws S3Error for values that S3 or this S3 does not have
 */
export async function readAttributes(call: ObjectCall): Promise<ObjectAttributes> {
  const tagging = headerOf(call, "x-amz-tagging");
  const storageClass = readStorageClass(call);
  return {
    headers: keptHeaders(call),
    metadata: userMetadata(call),
    ...(tagging === undefined ? {} : { tags: parseTagging(tagging) }),
    encryption: await readEncryption(call),
    ...(storageClass === undefined ? {} : { storageClass }),
  };
}

/** The headers that are returned with the content. */
export function keptHeaders(call: ObjectCall): Readonly<Record<string, string>> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = headerOf(call, name);
      const kept = name === "content-encoding" ? withoutFraming(value) : value;
      return kept === undefined || kept === "" ? [] : [[name, kept]];
    }),
  );
}

/** `aws-chunked` says how the body was sent, not what the object is. */
function withoutFraming(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(",")
    .map((each) => each.trim())
    .filter((each) => each.toLowerCase() !== "aws-chunked")
    .join(",");
}

/** @throws S3Error if it is too large */
export function userMetadata({ sent }: ObjectCall): Readonly<Record<string, string>> {
  const entries = Object.entries(sent.headers).flatMap(([name, value]) =>
    name.startsWith(META) ? [[name.slice(META.length), String(value)] as const] : [],
  );
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (bytes > MAXIMUM_METADATA_BYTES) {
    throw new S3Error(
      "MetadataTooLarge",
      400,
      "Your metadata headers exceed the maximum allowed metadata size",
      { Size: String(bytes), MaxSizeAllowed: String(MAXIMUM_METADATA_BYTES) },
    );
  }
  return Object.fromEntries(entries);
}

export function readStorageClass(call: ObjectCall): string | undefined {
  const name = headerOf(call, "x-amz-storage-class");
  if (name === undefined || name === "STANDARD") return undefined;
  if (STORAGE_CLASSES.has(name)) return name;
  if (ARCHIVES.has(name)) throw notImplemented(`the storage class ${name}`);
  throw new S3Error("InvalidStorageClass", 400, "The storage class you specified is not valid");
}

/** What the call says, or else the bucket's default. */
export async function readEncryption(call: ObjectCall): Promise<StoredEncryption> {
  const { configuration, operations, sent, forward } = call;
  const algorithm = headerOf(call, "x-amz-server-side-encryption");
  const key = headerOf(call, "x-amz-server-side-encryption-aws-kms-key-id");
  const bucketKeyText = headerOf(call, "x-amz-server-side-encryption-bucket-key-enabled");
  if (algorithm === undefined && key !== undefined) {
    throw invalidArgument(
      "x-amz-server-side-encryption header is required for this request",
      "x-amz-server-side-encryption",
      "null",
    );
  }
  if (algorithm !== undefined && !/^(?:AES256|aws:kms|aws:kms:dsse)$/.test(algorithm)) {
    throw invalidArgument(
      "The encryption method specified is not supported",
      "x-amz-server-side-encryption",
      algorithm,
    );
  }
  const byDefault = configuration.encryption;
  const chosen = algorithm ?? byDefault.algorithm;
  if (!chosen.startsWith("aws:kms")) return { algorithm: chosen };
  const named = algorithm === undefined ? byDefault.keyArn : key;
  const bucketKey =
    bucketKeyText === undefined ? byDefault.bucketKey : bucketKeyText.toLowerCase() === "true";
  return {
    algorithm: chosen,
    ...(named === undefined
      ? {}
      : { keyArn: await operations.configurations.keyArn(named, sent, forward) }),
    ...(bucketKey === true ? { bucketKey } : {}),
  };
}
