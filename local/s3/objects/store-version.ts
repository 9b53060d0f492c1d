import { randomBytes } from "node:crypto";
import type { ObjectCall } from "../object-call";
import { noSuchBucket } from "../s3-error";
import type { BucketEntry } from "../store/bucket-entry";
import { NULL_VERSION } from "../store/object-version";
import type { ContentVersion, ObjectAttributes, StoredContent } from "../store/object-version";

/** A new version id: opaque, of the length that those of S3 have. */
export function newVersionId(): string {
  return randomBytes(24).toString("base64url");
}

/** The id of the next version that a bucket gets. */
export function nextVersionId({ configuration }: Pick<ObjectCall, "configuration">): string {
  return configuration.versioning === "Enabled" ? newVersionId() : NULL_VERSION;
}

/**
 * Stores an object whose content is written.
 *
 * @param upload id of the upload in parts that it ends
 * @throws S3Error if the bucket was deleted meanwhile
 */
export function storeVersion(
  call: ObjectCall,
  attributes: ObjectAttributes,
  content: StoredContent,
  upload?: string,
): ContentVersion {
  const { key, operations } = call;
  const version: ContentVersion = {
    key,
    versionId: nextVersionId(call),
    modified: operations.now(),
    ...attributes,
    ...content,
  };
  commit(call, [{ type: "put", version, ...(upload === undefined ? {} : { upload }) }]);
  return version;
}

/** Commits entries, unless the bucket was deleted since the call began. */
export function commit({ objects, bucket }: ObjectCall, entries: readonly BucketEntry[]): void {
  if (objects.closed) throw noSuchBucket(bucket);
  objects.commit(entries);
}
