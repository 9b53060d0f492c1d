import type { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { bucketArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { PrivateBucket } from "./private-bucket";
import type { PrivateBucketProps } from "./private-bucket";

/** The bucket of the other buckets' access logs. */
export interface AccessLogBucketProps
  extends AwsLocation, Pick<PrivateBucketProps, "bucketName" | "removalPolicy"> {
  /** Names of the buckets whose accesses are logged; no other may write here. */
  readonly sourceBuckets: readonly string[];
  /**
   * Days after which log objects expire.
   *
   * @default 365
   */
  readonly retentionDays?: number;
}

/**
 * Keeps who asked what of which bucket, each under the bucket's name.
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
      // S3's log service can't use a customer's key.
      encryption: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
      // Nothing replaces a log object; a deleted one can be brought back for a while.
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
          rationale: "S3's log service writes the accesses of these buckets, and of no others.",
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
