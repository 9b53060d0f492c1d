import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { MonitoringSettings } from "../../model/environment/settings/monitoring-settings";
import { emailId } from "../../model/validation/patterns";
import { defaultOf } from "../../model/environment/environment-defaults";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { PolicyDocument } from "../shared/policy-document";
import type { JustifiedStatement } from "../shared/policy-statement";
import type { IAlarmKey } from "./alarm-key";

/** A topic of notifications, created here or elsewhere. */
export interface IAlarmTopic {
  readonly arn: string;
  /**
   * Whom its policy admits.
   *
   * @default - unknown
   */
  readonly publishers?: IAlarmKey["publishers"];
  /** Resources that must exist before anything is published. */
  readonly ready: readonly ITerraformDependable[];
}

/** Properties of the topic of alarms. */
export interface AlarmTopicProps extends Pick<MonitoringSettings, "emailAddresses">, AwsLocation {
  readonly topicName: string;
  /** Encrypts the notifications. Its publishers are those of the topic. */
  readonly key: IAlarmKey;
}

/**
 * Encrypted topic of all alarms of the lake.
 *
 * @example
 * const topic = new lake.AlarmTopic(stack, "alarms", {
 *   ...location,
 *   topicName: "shop-alarms",
 *   key: new lake.AlarmKey(stack, "alarm_key", {
 *     ...location,
 *     alias: "alias/shop-alarms",
 *     namePrefix: "shop-prod",
 *   }),
 *   emailAddresses: ["on-call@example.com"],
 * });
 */
export class AlarmTopic extends Construct implements IAlarmTopic {
  readonly arn: string;
  readonly topicName: string;
  /** Whom its policy and the policy of its key admit. */
  readonly publishers: IAlarmKey["publishers"];
  /** Resources that must exist before anything is published. */
  readonly ready: readonly ITerraformDependable[];

  /** A topic that was created elsewhere; it must allow CloudWatch, and for failed crawls EventBridge, to publish. */
  static fromTopicArn(topicArn: string): IAlarmTopic {
    return { arn: topicArn, ready: [] };
  }

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "Default", {
      name: props.topicName,
      kmsMasterKeyId: props.key.arn,
    });
    const policyArn = arn(props, "sns", props.topicName);
    const document = new PolicyDocument(this, "policy_document", [
      allowCloudWatchAlarms(props, policyArn),
      ...(props.key.publishers.notifyOnCrawlFailure ? [allowEventBridge(policyArn)] : []),
      denyInsecureTransport(policyArn),
    ]);
    const policy = new SnsTopicPolicy(this, "policy", { arn: topic.arn, policy: document.json });
    for (const address of props.emailAddresses ?? defaultOf("monitoring.emailAddresses")) {
      new SnsTopicSubscription(this, `email_${emailId(address)}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: address,
      });
    }
    this.arn = topic.arn;
    this.topicName = props.topicName;
    this.publishers = props.key.publishers;
    this.ready = [policy];
  }
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
function allowCloudWatchAlarms(props: AlarmTopicProps, topicArn: string): JustifiedStatement {
  return {
    sid: "AllowCloudWatchAlarms",
    rationale: "The lake's alarms publish notifications.",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
    condition: [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [props.accountId] },
      {
        test: "ArnLike",
        variable: "aws:SourceArn",
        values: [arn(props, "cloudwatch", `alarm:${props.key.publishers.namePrefix}-*`)],
      },
    ],
  };
}

/**
 * Without a condition, since EventBridge does not support conditions in topic policies: with one, nothing is published.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
function allowEventBridge(topicArn: string): JustifiedStatement {
  return {
    sid: "AllowEventBridge",
    rationale: "EventBridge publishes failed crawls; with a condition none would be published.",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  };
}

function denyInsecureTransport(topicArn: string): JustifiedStatement {
  return {
    sid: "DenyInsecureTransport",
    rationale: "No request without TLS is allowed.",
    effect: "Deny",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "*", identifiers: ["*"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
