import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { EncryptionKey } from "../shared/encryption-key";

/** Properties of the key of the log groups. */
export interface LogKeyProps extends AwsLocation {
  readonly alias: string;
  /** Prefix of the names of the lake's resources, which follows the service in the names of log groups. */
  readonly namePrefix: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow manages the key */
  readonly deployRoleArn?: string;
}

/** Prefixes of the names of the lake's log groups, before the name of a resource. */
const logGroupPrefixes = ["/aws/lambda/", "/aws/kinesisfirehose/", "/aws-glue/crawlers-role/"];

/**
 * Key that encrypts the lake's log groups, and no others.
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
              "kms:EncryptionContext:aws:logs:arn": logGroupPrefixes.map((prefix) =>
                arn(props, "logs", `log-group:${prefix}${props.namePrefix}-*`),
              ),
            },
          },
        },
      ],
    });
  }
}
