import { OWNER_ACCOUNT } from "../members";
import { headerOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument, S3Error } from "../s3-error";
import type { BucketStore } from "../store/bucket-store";
import type { ContentVersion } from "../store/object-version";
import { checkRead } from "./conditions";
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
 * @param header `bucket/key`, escaped, with or without a leading slash and `?versionId=…`
 * @throws S3Error if there is no such object, or a condition is not fulfilled
 */
export async function findCopySource(call: ObjectCall, header: string): Promise<CopySource> {
  const [, path = "", versionId] = /^\/?([^?]*)(?:\?versionId=(.+))?$/.exec(header) ?? [];
  const decoded = decode(path);
  const slash = decoded?.indexOf("/") ?? -1;
  if (decoded === undefined || slash < 1 || slash === decoded.length - 1) {
    throw invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      header,
    );
  }
  const owner = headerOf(call, "x-amz-source-expected-bucket-owner");
  if (owner !== undefined && owner !== OWNER_ACCOUNT) {
    throw new S3Error("AccessDenied", 403, "Access Denied");
  }
  const bucket = decoded.slice(0, slash);
  const { operations, sent, forward } = call;
  const configuration = await operations.configurations.of(bucket, sent, forward);
  const objects = operations.store.bucket(bucket);
  const version = requireVersionOf({ objects, configuration }, decoded.slice(slash + 1), versionId);
  checkRead(call, version, "x-amz-copy-source-");
  return { bucket, objects, version, isVersioned: configuration.versioning !== "none" };
}

/** The header that says which version was copied. */
export function sourceVersionHeader({ version, isVersioned }: CopySource): Record<string, string> {
  return isVersioned ? { "x-amz-copy-source-version-id": version.versionId } : {};
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
