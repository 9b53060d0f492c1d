import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { EncryptionKey } from "../shared/encryption-key";
import type { KeyPolicyStatement } from "../shared/encryption-key";

/** How the key of the alarm topic is called, and whose notices it encrypts. */
export interface AlarmKeyProps extends AwsLocation {
  readonly alias: string;
  /** What the names of the lake's alarms begin with. */
  readonly namePrefix: string;
  /** Whether EventBridge publishes too. */
  readonly notifyOnCrawlFailure: boolean;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - no workflow administers the key */
  readonly deployRoleArn?: string;
}

const publishActions = ["kms:Decrypt", "kms:GenerateDataKey*"];

/**
 * Encrypts the notices of the alarm topic, and nothing else: EventBridge may use it without a condition.
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
      description: "Encrypts the notices of the data lake's alarms.",
      usage: [alarmsPublish(props), ...(props.notifyOnCrawlFailure ? [failedCrawlsPublish] : [])],
    });
  }
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
function alarmsPublish(props: AlarmKeyProps): KeyPolicyStatement {
  return {
    Sid: "AllowCloudWatchAlarms",
    rationale: "CloudWatch encrypts the notices of the lake's alarms.",
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

/** The page above says that conditions on the source are not supported for EventBridge: with one, no notice arrives. */
const failedCrawlsPublish: KeyPolicyStatement = {
  Sid: "AllowEventBridge",
  rationale: "EventBridge encrypts the notices of failed crawls; a condition would keep them out.",
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: publishActions,
  Resource: "*",
};
