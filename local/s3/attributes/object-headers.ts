import type { AwsReply } from "../../gateway/aws-request";
import { NULL_VERSION } from "../store/object-version";
import type { ContentVersion, StoredChecksum, StoredEncryption } from "../store/object-version";
import { checksumHeader } from "../bodies/checksums";

type Headers = Record<string, string>;

/** Headers by which a reply says how an object is encrypted. */
export function encryptionHeaders({ algorithm, keyArn, bucketKey }: StoredEncryption): Headers {
  return {
    "x-amz-server-side-encryption": algorithm,
    ...(keyArn === undefined ? {} : { "x-amz-server-side-encryption-aws-kms-key-id": keyArn }),
    ...(bucketKey === true ? { "x-amz-server-side-encryption-bucket-key-enabled": "true" } : {}),
  };
}

/** Headers with a checksum. */
export function checksumHeaders(checksum: StoredChecksum | undefined): Headers {
  if (checksum === undefined) return {};
  return {
    [checksumHeader(checksum.algorithm)]: checksum.value,
    "x-amz-checksum-type": checksum.type,
  };
}

/** The header with the version that a call created or used. @param isVersioned whether the bucket ever had versions */
export function versionHeader(versionId: string, isVersioned: boolean): Headers {
  return isVersioned || versionId !== NULL_VERSION ? { "x-amz-version-id": versionId } : {};
}

/** Headers that describe an object, without its length and checksum. */
export function objectHeaders(version: ContentVersion, isVersioned: boolean): AwsReply["headers"] {
  const tags = Object.keys(version.tags ?? {}).length;
  return {
    "accept-ranges": "bytes",
    "content-type": "binary/octet-stream",
    ...version.headers,
    ...Object.fromEntries(
      Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
    ),
    etag: `"${version.etag}"`,
    "last-modified": new Date(version.modified).toUTCString(),
    ...versionHeader(version.versionId, isVersioned),
    ...encryptionHeaders(version.encryption),
    ...(version.storageClass === undefined ? {} : { "x-amz-storage-class": version.storageClass }),
    ...(tags === 0 ? {} : { "x-amz-tagging-count": String(tags) }),
    ...(version.parts === undefined
      ? {}
      : { "x-amz-mp-parts-count": String(version.parts.length) }),
  };
}
