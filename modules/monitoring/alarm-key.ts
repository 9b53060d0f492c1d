import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { EncryptionKey } from "../shared/encryption-key";
import type { KeyPolicyStatement } from "../shared/encryption-key";

/** Properties of the key of the alarm topic. */
export interface AlarmKeyProps extends AwsLocation {
  readonly alias: string;
  /** Prefix of the names of the lake's alarms. */
  readonly namePrefix: string;
  /** Whether EventBridge publishes, too. */
  readonly notifyOnCrawlFailure: boolean;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow manages the key */
  readonly deployRoleArn?: string;
}

const publishActions = ["kms:Decrypt", "kms:GenerateDataKey*"];

/**
 * Key that encrypts the messages of the alarm topic, and nothing else, since EventBridge may use it without a condition.
 *
 * @example
 * const key = new lake.AlarmKey(stack, "alarm_key", {
 *   ...location,
 *   alias: "alias/shop-alarms",
 *   namePrefix: "shop-prod",
 *   notifyOnCrawlFailure: true,
 * });
 */
export class AlarmKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: AlarmKeyProps) {
    super(scope, id, {
      ...props,
      description: "Encrypts the notifications of the data lake's alarms.",
      usage: [
        allowCloudWatchAlarms(props),
        ...(props.notifyOnCrawlFailure ? [allowEventBridge] : []),
      ],
    });
  }
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
function allowCloudWatchAlarms(props: AlarmKeyProps): KeyPolicyStatement {
  return {
    Sid: "AllowCloudWatchAlarms",
    rationale: "CloudWatch encrypts the notifications of the lake's alarms.",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: publishActions,
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": props.accountId },
      ArnLike: { "aws:SourceArn": arn(props, "cloudwatch", `alarm:${props.namePrefix}-*`) },
    },
  };
}

/** According to the page above, EventBridge does not support conditions on the source: with one, nothing is published. */
const allowEventBridge: KeyPolicyStatement = {
  Sid: "AllowEventBridge",
  rationale:
    "EventBridge encrypts the notifications of failed crawls; with a condition none would be published.",
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: publishActions,
  Resource: "*",
};
