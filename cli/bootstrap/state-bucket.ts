import { HeadBucketCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3StateLocation } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";

/** Whether a bucket's name is still to be had, or is the account's own already. */
export type BucketOwner = "nobody" | "account";

/**
 * Whose the state bucket is.
 *
 * @throws UserError when it belongs to another account or lies in another region
 */
export async function stateBucketOwner(
  s3: S3Client,
  { bucket, region }: S3StateLocation,
  accountId: string,
): Promise<BucketOwner> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: accountId }));
    return "account";
  } catch (error) {
    const { status, bucketRegion } = httpDetails(error);
    if (status === 404) return "nobody";
    if (status === 403) {
      throw new UserError(
        `The bucket ${bucket} belongs to another account than ${accountId}, or your AWS identity may not list it.`,
        `Bucket names are one for all accounts of the world: in config/environments.ts set accountId: "${accountId}" and leave state.bucket out, which names the bucket after your account; or name another.`,
      );
    }
    if (status === 301 || status === 400) {
      throw new UserError(
        `The bucket ${bucket} lies in ${bucketRegion ?? "another region"}, not in ${region}.`,
        "Name that region as state.region in config/environments.ts, or another bucket.",
      );
    }
    throw error;
  }
}

/** Whether an object is there. */
export async function hasObject(s3: S3Client, bucket: string, key: string): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (httpDetails(error).status === 404) return false;
    throw error;
  }
}

interface HttpDetails {
  readonly status?: number | undefined;
  /** Where S3 says that a bucket lies. */
  readonly bucketRegion?: string | undefined;
}

/** An answer to HEAD has no body, so its status alone tells what is wrong. */
function httpDetails(error: unknown): HttpDetails {
  if (!(error instanceof Error)) return {};
  // The SDK's errors carry both, of an answer that came.
  const { $metadata, $response } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return {
    status: $metadata?.httpStatusCode,
    bucketRegion: $response?.headers?.["x-amz-bucket-region"],
  };
}
