import type { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { bucketArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { PrivateBucket } from "./private-bucket";
import type { PrivateBucketProps } from "./private-bucket";

/** Properties of the bucket of access logs. */
export interface AccessLogBucketProps
  extends AwsLocation, Pick<PrivateBucketProps, "bucketName" | "removalPolicy"> {
  /** Names of the buckets whose access is logged; S3 accepts logs of no other bucket. */
  readonly sourceBuckets: readonly string[];
  /**
   * Days after which log objects expire.
   *
   * @default 365
   */
  readonly retentionDays?: number;
}

/**
 * Bucket of the server access logs of other buckets, each under the prefix of the bucket's name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 *
 * @example
 * const logs = new lake.AccessLogBucket(stack, "access_logs", {
 *   ...location,
 *   bucketName: "shop-access-logs",
 *   sourceBuckets: ["shop-exports"],
 * });
 */
export class AccessLogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id, {
      ...props,
      // S3 log delivery does not support customer managed keys.
      encryption: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
      // Log objects are never overwritten; a deleted one can be restored for a while.
      noncurrentVersionDays: 30,
      lifecycleRules: [
        {
          id: "expire-access-logs",
          prefix: "",
          expireAfterDays: props.retentionDays ?? defaultOf("accessLogRetentionDays"),
        },
      ],
      statements: [
        {
          sid: "AllowAccessLogDelivery",
          rationale: "S3 log delivery writes the access logs of these buckets, and of no others.",
          actions: ["s3:PutObject"],
          resources: [`${bucketArn(props, props.bucketName)}/*`],
          principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
          condition: [
            {
              test: "ArnLike",
              variable: "aws:SourceArn",
              values: props.sourceBuckets.map((name) => bucketArn(props, name)),
            },
            { test: "StringEquals", variable: "aws:SourceAccount", values: [props.accountId] },
          ],
        },
      ],
    });
  }
}
