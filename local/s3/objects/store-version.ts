import { randomBytes } from "node:crypto";
import type { ObjectCall } from "../object-call";
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
  call.objects.commit([{ type: "put", version, ...(upload === undefined ? {} : { upload }) }]);
  return version;
}
