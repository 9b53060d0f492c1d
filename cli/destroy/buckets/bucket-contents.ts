import { GetObjectLockConfigurationCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Detail } from "../../terminal/output";
import { countOf } from "../../terminal/count-of";
import { uploadPages, versionPages } from "./bucket-pages";
import type { OwnBucket } from "./bucket-pages";

/** How much a bucket holds. */
export interface BucketContents {
  readonly bucket: string;
  /** Versions of objects, the current ones and those before. */
  readonly versions: number;
  readonly deleteMarkers: number;
  /** Of all versions. */
  readonly bytes: number;
  /** Multipart uploads that were neither completed nor aborted. */
  readonly uploads: number;
  /** The default retention of its object lock, for example `GOVERNANCE for 30 days`. @default - it has no object lock */
  readonly objectLock?: string;
}

/** Counts what a bucket holds; zero for one that does not exist. */
export async function countBucket(
  s3: S3Client,
  own: OwnBucket,
  detail: Detail = () => undefined,
): Promise<BucketContents> {
  let [versions, deleteMarkers, bytes, uploads] = [0, 0, 0, 0];
  for await (const page of versionPages(s3, own)) {
    versions += page.versions.length;
    deleteMarkers += page.deleteMarkers.length;
    bytes += page.versions.reduce((sum, { Size }) => sum + (Size ?? 0), 0);
    detail(`${own.bucket}: ${countOf(versions, "version")}`);
  }
  for await (const page of uploadPages(s3, own)) uploads += page.length;
  const objectLock = await objectLockOf(s3, own);
  return {
    bucket: own.bucket,
    versions,
    deleteMarkers,
    bytes,
    uploads,
    ...(objectLock === undefined ? {} : { objectLock }),
  };
}

/** Counts what several buckets of an account hold, one after the other. */
export async function countBuckets(
  s3: S3Client,
  accountId: string,
  buckets: readonly string[],
  detail: Detail,
): Promise<BucketContents[]> {
  const counted: BucketContents[] = [];
  for (const bucket of buckets) counted.push(await countBucket(s3, { bucket, accountId }, detail));
  return counted;
}

/** Whether AWS refuses to delete the bucket because of what it holds. Uploads alone don't hinder it, but are lost. */
export function isEmpty({ versions, deleteMarkers, uploads }: BucketContents): boolean {
  return versions + deleteMarkers + uploads === 0;
}

async function objectLockOf(
  s3: S3Client,
  { bucket, accountId }: OwnBucket,
): Promise<string | undefined> {
  try {
    const { ObjectLockConfiguration: lock } = await s3.send(
      new GetObjectLockConfigurationCommand({ Bucket: bucket, ExpectedBucketOwner: accountId }),
    );
    if (lock?.ObjectLockEnabled !== "Enabled") return undefined;
    const { Mode, Days, Years } = lock.Rule?.DefaultRetention ?? {};
    if (Mode === undefined) return "on, without a default retention";
    return `${Mode} for ${Years === undefined ? countOf(Days ?? 0, "day") : countOf(Years, "year")}`;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "ObjectLockConfigurationNotFoundError" || name === "NoSuchBucket")
      return undefined;
    throw error;
  }
}
