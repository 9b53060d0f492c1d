import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { EncryptionKey } from "../shared/encryption-key";

/** How the key of the log groups is called, and whose logs it may encrypt. */
export interface LogKeyProps extends AwsLocation {
  readonly alias: string;
  /** What the names of the lake's resources begin with, which stands in its log groups' names after the service. */
  readonly namePrefix: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow administers the key */
  readonly deployRoleArn?: string;
}

/** What comes before a resource's name in the names of the lake's log groups. */
const logGroupFolders = ["/aws/lambda/", "/aws/kinesisfirehose/", "/aws-glue/crawlers-role/"];

/**
 * Encrypts the lake's log groups, and no others.
 *
 * @example
 * const key = new lake.LogKey(stack, "log_key", {
 *   ...location,
 *   alias: "alias/shop-logs",
 *   namePrefix: "shop-prod",
 * });
 */
export class LogKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: LogKeyProps) {
    super(scope, id, {
      ...props,
      description: "Encrypts the log groups of the data lake.",
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html has kms:Describe* too, which no
      // condition on an encryption context ever allows: describing a key has none.
      usage: [
        {
          Sid: "AllowCloudWatchLogs",
          rationale: "CloudWatch Logs encrypts the lake's own log groups, and no others.",
          Effect: "Allow",
          Principal: { Service: `logs.${props.region}.amazonaws.com` },
          Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          Resource: "*",
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": logGroupFolders.map((folder) =>
                arn(props, "logs", `log-group:${folder}${props.namePrefix}-*`),
              ),
            },
          },
        },
      ],
    });
  }
}
