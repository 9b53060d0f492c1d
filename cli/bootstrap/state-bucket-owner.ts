import { HeadBucketCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3StateLocation } from "../../model/naming/state-location";
import { UserError } from "../../errors/user-error";

/** Whether a bucket's name is available, or the bucket belongs to the account already. */
export type BucketOwner = "none" | "account";

/**
 * Determines the owner of the state bucket.
 *
 * @throws UserError if it belongs to another account or is in another region
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
    if (status === 404) return "none";
    if (status === 403) {
      throw new UserError(
        `The bucket ${bucket} belongs to another account than ${accountId}, or your AWS identity is not allowed to list it.`,
        `Bucket names are globally unique. In config/environments.ts set accountId: "${accountId}" and omit state.bucket, which names the bucket after your account; or choose another name.`,
      );
    }
    if (status === 301 || status === 400) {
      throw new UserError(
        `The bucket ${bucket} is in ${bucketRegion ?? "another region"}, not in ${region}.`,
        "Set state.region in config/environments.ts to that region, or choose another bucket.",
      );
    }
    throw error;
  }
}

/** Whether an object exists. */
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
  /** Region of the bucket, as reported by S3. */
  readonly bucketRegion?: string | undefined;
}

/** A response to HEAD has no body, so only its status and headers identify the error. */
function httpDetails(error: unknown): HttpDetails {
  if (!(error instanceof Error)) return {};
  // The SDK adds both to errors with a response.
  const { $metadata, $response } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return {
    status: $metadata?.httpStatusCode,
    bucketRegion: $response?.headers?.["x-amz-bucket-region"],
  };
}
