import { GetBucketLocationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3Target } from "../settings/delivery-stream-settings";

/** Puts an object into the bucket of a target; throws the error of the S3 API. */
export type PutObject = (target: S3Target, key: string, body: Buffer) => Promise<void>;

/** Writes objects with the role and the key of the target. */
export function objectWriter(s3As: (roleArn: string) => S3Client): PutObject {
  return async (target, key, body) => {
    const s3 = s3As(target.roleArn);
    // Firehose looks up the bucket and needs permission for that:
    // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
    await s3.send(new GetBucketLocationCommand({ Bucket: target.bucket }));
    await s3.send(
      new PutObjectCommand({
        Bucket: target.bucket,
        Key: key,
        Body: body,
        ContentType: "application/octet-stream",
        ...(target.kmsKeyArn === undefined
          ? {}
          : { ServerSideEncryption: "aws:kms", SSEKMSKeyId: target.kmsKeyArn }),
      }),
    );
  };
}
