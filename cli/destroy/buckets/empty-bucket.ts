import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectRetentionCommand,
} from "@aws-sdk/client-s3";
import type { _Error as DeletionError, ObjectIdentifier, S3Client } from "@aws-sdk/client-s3";
import { UserError } from "../../../errors/user-error";
import type { Detail } from "../../terminal/output";
import { countOf } from "../../terminal/count-of";
import type { BucketContents } from "./bucket-contents";
import { uploadPages, versionPages } from "./bucket-pages";
import type { OwnBucket } from "./bucket-pages";

/** Reasons that an error names, so that it stays readable. */
const SHOWN = 3;

/**
 * Deletes every version and delete marker of a bucket, and aborts its uploads. What an interrupted run left is deleted by the
 * next one.
 *
 * @param total versions and delete markers that were counted before, for the progress
 * @returns what was deleted
 * @throws UserError if S3 refuses to delete versions, for example those that an object lock retains
 */
export async function emptyBucket(
  s3: S3Client,
  own: OwnBucket,
  total: number,
  detail: Detail,
): Promise<BucketContents> {
  const { bucket } = own;
  let [versions, deleteMarkers, bytes, uploads] = [0, 0, 0, 0];
  const refused: DeletionError[] = [];
  for await (const page of versionPages(s3, own)) {
    const listed = [...page.versions, ...page.deleteMarkers].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
    refused.push(...(await deleteVersions(s3, own, listed)));
    versions += page.versions.length;
    deleteMarkers += page.deleteMarkers.length;
    bytes += page.versions.reduce((sum, { Size }) => sum + (Size ?? 0), 0);
    detail(
      `${bucket}: ${versions + deleteMarkers - refused.length} of ${countOf(total, "version")} deleted`,
    );
  }
  for await (const page of uploadPages(s3, own)) {
    for (const { Key, UploadId } of page) {
      await s3.send(
        new AbortMultipartUploadCommand({
          Bucket: bucket,
          ExpectedBucketOwner: own.accountId,
          Key,
          UploadId,
        }),
      );
      uploads += 1;
    }
  }
  if (refused.length > 0) throw await refusedDeletion(s3, own, refused);
  return { bucket, versions, deleteMarkers, bytes, uploads };
}

async function deleteVersions(
  s3: S3Client,
  { bucket, accountId }: OwnBucket,
  listed: readonly { readonly Key?: string | undefined; readonly VersionId?: string | undefined }[],
): Promise<readonly DeletionError[]> {
  if (listed.length === 0) return [];
  // S3 lists no version without a key.
  const objects = listed.map(({ Key = "", VersionId }): ObjectIdentifier => ({ Key, VersionId }));
  const { Errors: errors = [] } = await s3.send(
    new DeleteObjectsCommand({
      Bucket: bucket,
      ExpectedBucketOwner: accountId,
      Delete: { Objects: objects, Quiet: true },
    }),
  );
  return errors;
}

async function refusedDeletion(
  s3: S3Client,
  own: OwnBucket,
  refused: readonly DeletionError[],
): Promise<UserError> {
  const reasons = await Promise.all(
    refused.slice(0, SHOWN).map(async ({ Key, VersionId, Code, Message }) => {
      const retention = await retentionOf(s3, own, Key, VersionId);
      return `  ${Key}, version ${VersionId}: ${retention ?? `${Code}: ${Message}`}`;
    }),
  );
  const more = refused.length > SHOWN ? [`  and ${refused.length - SHOWN} more`] : [];
  return new UserError(
    [
      `S3 refused to delete ${countOf(refused.length, "version")} of ${own.bucket}:`,
      ...reasons,
      ...more,
    ],
    "All other versions are deleted. A retention in mode GOVERNANCE can be removed with s3:BypassGovernanceRetention; one in mode COMPLIANCE ends at its date. Then run the command again: it continues.",
  );
}

async function retentionOf(
  s3: S3Client,
  { bucket, accountId }: OwnBucket,
  key: string | undefined,
  versionId: string | undefined,
): Promise<string | undefined> {
  try {
    const { Retention: retention } = await s3.send(
      new GetObjectRetentionCommand({
        Bucket: bucket,
        ExpectedBucketOwner: accountId,
        Key: key,
        VersionId: versionId,
      }),
    );
    if (retention?.Mode === undefined) return undefined;
    return `retained in mode ${retention.Mode} until ${retention.RetainUntilDate?.toISOString() ?? "an unknown date"}`;
  } catch {
    return undefined; // S3's own reason is shown then.
  }
}
