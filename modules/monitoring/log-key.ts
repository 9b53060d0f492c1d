import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { accountRootArn, arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { EncryptionKey } from "../shared/encryption-key";
import type { KeyPolicyStatement } from "../shared/encryption-key";

/** Properties of the key of the log groups. */
export interface LogKeyProps extends AwsLocation {
  readonly alias: string;
  /** Prefix of the names of the lake's resources, which follows the service in the names of log groups. */
  readonly namePrefix: string;
  /**
   * Whether crawlers write logs, which encrypt with their own roles.
   *
   * @default false
   */
  readonly crawls?: boolean;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow manages the key */
  readonly deployRoleArn?: string;
}

const crawlerPrefix = "/aws-glue/crawlers-role/";

/** Prefixes of the names of the lake's log groups, before the name of a resource. */
const logGroupPrefixes = ["/aws/lambda/", "/aws/kinesisfirehose/", crawlerPrefix];

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
          Principal: { Service: `logs.${props.region}.amazonaws.com` },
          ...useFor(props, logGroupPrefixes),
        },
        ...(props.crawls === true
          ? [
              {
                Sid: "AllowCrawlerRoles",
                rationale:
                  "The policies of the account's roles decide which crawler encrypts its log group; AWS documents that crawlers use the key, too.",
                Principal: { AWS: accountRootArn(props) },
                ...useFor(props, [crawlerPrefix]),
              },
            ]
          : []),
      ],
    });
  }
}

/** The use of the key for the lake's log groups with a prefix. */
function useFor(
  props: LogKeyProps,
  prefixes: readonly string[],
): Pick<KeyPolicyStatement, "Action" | "Condition" | "Effect" | "Resource"> {
  return {
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": prefixes.map((prefix) =>
          arn(props, "logs", `log-group:${prefix}${props.namePrefix}-*`),
        ),
      },
    },
  };
}
