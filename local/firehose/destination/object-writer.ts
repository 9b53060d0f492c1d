import { GetBucketLocationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3Target } from "../settings/delivery-stream-settings";

/** Puts objects into the bucket of a target; a failure is the S3 API's own error. */
export type PutObject = (target: S3Target, key: string, body: Buffer) => Promise<void>;

/** Writes with the role and the key that the target names. */
export function objectWriter(s3As: (roleArn: string) => S3Client): PutObject {
  return async (target, key, body) => {
    const s3 = s3As(target.roleArn);
    // Firehose looks its bucket up, and needs to be allowed that too:
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
