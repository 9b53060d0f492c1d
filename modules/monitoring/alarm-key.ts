import type { Construct } from "constructs";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { EncryptionKey } from "../shared/encryption-key";
import type {
  IEncryptionKey,
  ImportedEncryptionKeyProps,
  KeyPolicyStatement,
} from "../shared/encryption-key";

/**
 * Whoever publishes notifications. The key of the topic states it once: a publisher that only one of topic and key admits
 * would publish nothing.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export interface AlarmPublishers {
  /** Prefix of the names of the lake's alarms. */
  readonly namePrefix: string;
  /**
   * Whether EventBridge publishes failed crawls, too: required by a `CrawlFailureRule`.
   *
   * @default false
   */
  readonly notifyOnCrawlFailure?: boolean;
}

/** A key of an alarm topic, created here or elsewhere. */
export interface IAlarmKey extends IEncryptionKey {
  /** The publishers that the key's policy admits; the topic admits the same. */
  readonly publishers: Required<AlarmPublishers>;
}

/** An existing key, and the publishers that its policy admits. */
export interface ImportedAlarmKeyProps extends ImportedEncryptionKeyProps, AlarmPublishers {}

/** Properties of the key of the alarm topic. */
export interface AlarmKeyProps extends AlarmPublishers, AwsLocation {
  readonly alias: string;
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
export class AlarmKey extends EncryptionKey implements IAlarmKey {
  readonly publishers: Required<AlarmPublishers>;

  constructor(scope: Construct, id: string, props: AlarmKeyProps) {
    const publishers = resolvePublishers(props);
    super(scope, id, {
      ...props,
      description: "Encrypts the notifications of the data lake's alarms.",
      usage: [
        allowCloudWatchAlarms(props),
        ...(publishers.notifyOnCrawlFailure ? [allowEventBridge] : []),
      ],
    });
    this.publishers = publishers;
  }

  /** A key that was created elsewhere. Its policy is not changed. */
  static override fromKeyArn(props: ImportedAlarmKeyProps): IAlarmKey {
    return { arn: props.keyArn, publishers: resolvePublishers(props) };
  }
}

function resolvePublishers(publishers: AlarmPublishers): Required<AlarmPublishers> {
  const { namePrefix, notifyOnCrawlFailure = false } = publishers;
  return { namePrefix, notifyOnCrawlFailure };
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
