import { ListMultipartUploadsCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import type {
  DeleteMarkerEntry,
  ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommandOutput,
  MultipartUpload,
  ObjectVersion,
  S3Client,
} from "@aws-sdk/client-s3";

/** A bucket of an account; S3 refuses every call if the bucket belongs to another one. */
export interface OwnBucket {
  readonly bucket: string;
  readonly accountId: string;
}

/** Up to 1,000 versions and delete markers of a bucket. */
export interface VersionPage {
  readonly versions: readonly ObjectVersion[];
  readonly deleteMarkers: readonly DeleteMarkerEntry[];
}

/** Lists every version and delete marker; nothing for a bucket that does not exist. The SDK has no paginator for them. */
export async function* versionPages(
  s3: S3Client,
  { bucket, accountId }: OwnBucket,
): AsyncGenerator<VersionPage> {
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined =
    {};
  while (next !== undefined) {
    const page: ListObjectVersionsCommandOutput | undefined = await unlessMissing(
      s3.send(
        new ListObjectVersionsCommand({
          Bucket: bucket,
          ExpectedBucketOwner: accountId,
          ...next,
        }),
      ),
    );
    if (page === undefined) return;
    yield { versions: page.Versions ?? [], deleteMarkers: page.DeleteMarkers ?? [] };
    next =
      page.IsTruncated === true
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
  }
}

/** Lists uploads in parts that were neither completed nor aborted; nothing for a bucket that does not exist. */
export async function* uploadPages(
  s3: S3Client,
  { bucket, accountId }: OwnBucket,
): AsyncGenerator<readonly MultipartUpload[]> {
  let next: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined =
    {};
  while (next !== undefined) {
    const page: ListMultipartUploadsCommandOutput | undefined = await unlessMissing(
      s3.send(
        new ListMultipartUploadsCommand({
          Bucket: bucket,
          ExpectedBucketOwner: accountId,
          ...next,
        }),
      ),
    );
    if (page === undefined) return;
    yield page.Uploads ?? [];
    next =
      page.IsTruncated === true
        ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
        : undefined;
  }
}

async function unlessMissing<Page>(listing: Promise<Page>): Promise<Page | undefined> {
  try {
    return await listing;
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchBucket") return undefined;
    throw error;
  }
}
