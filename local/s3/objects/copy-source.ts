import { OWNER_ACCOUNT } from "../members";
import { headerOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument, S3Error } from "../s3-error";
import type { BucketStore } from "../store/bucket-store";
import type { ContentVersion } from "../store/object-version";
import { checkRead } from "./conditions";
import { COPY_SOURCE, readCopySource } from "./copy-source-name";
import { requireVersionOf } from "./find-version";

/** The object that a call copies. */
export interface CopySource {
  readonly bucket: string;
  readonly objects: BucketStore;
  readonly version: ContentVersion;
  /** Whether its bucket has, or had, versions. */
  readonly isVersioned: boolean;
}

/**
 * Finds the source of a copy and evaluates its conditions.
 *
 * @param header as {@link readCopySource} reads it
 * @throws S3Error if there is no such object, or a condition is not fulfilled
 */
export async function findCopySource(call: ObjectCall, header: string): Promise<CopySource> {
  const source = readCopySource(header);
  if (source === undefined) {
    throw invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      COPY_SOURCE,
      header,
    );
  }
  const owner = headerOf(call, "x-amz-source-expected-bucket-owner");
  if (owner !== undefined && owner !== OWNER_ACCOUNT) {
    throw new S3Error("AccessDenied", 403, "Access Denied");
  }
  const { bucket, key, versionId } = source;
  const { operations, sent, forward } = call;
  const configuration = await operations.configurations.of(bucket, sent, forward);
  const objects = operations.store.bucket(bucket);
  const version = requireVersionOf({ objects, configuration }, key, versionId);
  checkRead(call, version, "x-amz-copy-source-");
  return { bucket, objects, version, isVersioned: configuration.versioning !== "none" };
}

/** The header that says which version was copied. */
export function sourceVersionHeader({ version, isVersioned }: CopySource): Record<string, string> {
  return isVersioned ? { "x-amz-copy-source-version-id": version.versionId } : {};
}
