import { parameterOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { noSuchKey, S3Error } from "../s3-error";
import type { ContentVersion } from "../store/object-version";
import { versionHeader } from "../attributes/object-headers";

/**
 * The version that a call names, or else the newest one.
 *
 * @throws S3Error if there is none, or it is a delete marker
 */
export function requireVersion(call: ObjectCall): ContentVersion {
  return requireVersionOf(call, call.key, parameterOf(call, "versionId"));
}

/** As {@link requireVersion}, of any object in the bucket of a call. */
export function requireVersionOf(
  { objects, configuration }: Pick<ObjectCall, "objects" | "configuration">,
  key: string,
  versionId: string | undefined,
): ContentVersion {
  const { index } = objects;
  const version = versionId === undefined ? index.latest(key) : index.version(key, versionId);
  if (version === undefined) {
    if (versionId === undefined) throw noSuchKey(key);
    throw new S3Error("NoSuchVersion", 404, "The specified version does not exist.", {
      Key: key,
      VersionId: versionId,
    });
  }
  if (version.isMarker !== true) return version;
  const headers = {
    "x-amz-delete-marker": "true",
    ...versionHeader(version.versionId, configuration.versioning !== "none"),
  };
  if (versionId === undefined) {
    const { code, status, message, details } = noSuchKey(key);
    throw new S3Error(code, status, message, details, headers);
  }
  throw new S3Error(
    "MethodNotAllowed",
    405,
    "The specified method is not allowed against this resource.",
    { Method: "GET", ResourceType: "DeleteMarker" },
    { ...headers, allow: "DELETE", "last-modified": new Date(version.modified).toUTCString() },
  );
}
