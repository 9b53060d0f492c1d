import type { StreamedReply } from "../../gateway/emulated-service";
import { headerOf, parameterOf } from "../object-call";
import type { ObjectCall, ObjectOperations } from "../object-call";
import { noSuchKey, preconditionFailed } from "../s3-error";
import type { BucketEntry } from "../store/bucket-entry";
import { matches } from "./conditions";
import { nextVersionId } from "./store-version";

/** What deleting an object comes to. */
export interface Deletion {
  readonly entries: readonly BucketEntry[];
  /** The version that was created or removed, where the bucket has versions. */
  readonly versionId?: string;
  /** Whether that version is a delete marker. */
  readonly isMarker?: boolean;
}

/** DeleteObject. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject(call: ObjectCall): StreamedReply {
  const versionId = parameterOf(call, "versionId");
  const match = headerOf(call, "if-match");
  if (match !== undefined) checkMatch(call, call.key, match, versionId);
  const deletion = planDeletion(call, call.key, versionId);
  call.objects.commit(deletion.entries);
  return {
    status: 204,
    headers: {
      ...(deletion.versionId === undefined ? {} : { "x-amz-version-id": deletion.versionId }),
      ...(deletion.isMarker === true ? { "x-amz-delete-marker": "true" } : {}),
    },
  };
}

/**
 * What is to be done to delete an object: a version that is named is removed; otherwise the bucket gets a delete
 * marker, or without versions loses the object.
 */
export function planDeletion(
  call: Pick<ObjectCall, "configuration" | "objects"> & {
    readonly operations: Pick<ObjectOperations, "now">;
  },
  key: string,
  versionId: string | undefined,
): Deletion {
  const { configuration, objects, operations } = call;
  if (versionId !== undefined) {
    const removed = objects.index.version(key, versionId);
    return {
      entries: removed === undefined ? [] : [{ type: "remove", key, versionId }],
      ...(configuration.versioning === "none" && versionId === "null" ? {} : { versionId }),
      ...(removed?.isMarker === true ? { isMarker: true } : {}),
    };
  }
  if (configuration.versioning === "none") {
    const isThere = objects.index.version(key, "null") !== undefined;
    return { entries: isThere ? [{ type: "remove", key, versionId: "null" }] : [] };
  }
  const marker = nextVersionId(call);
  return {
    entries: [
      {
        type: "put",
        version: { key, versionId: marker, modified: operations.now(), isMarker: true },
      },
    ],
    versionId: marker,
    isMarker: true,
  };
}

/** @throws S3Error if the object has another ETag, or does not exist */
export function checkMatch(
  { objects }: ObjectCall,
  key: string,
  match: string,
  versionId: string | undefined,
): void {
  const { index } = objects;
  const version = versionId === undefined ? index.latest(key) : index.version(key, versionId);
  if (version === undefined || version.isMarker === true) throw noSuchKey(key);
  if (!matches(match, version.etag)) throw preconditionFailed("If-Match");
}
