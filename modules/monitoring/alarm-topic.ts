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
import type { AlarmKey } from "./alarm-key";

/** A topic of alarms, made here or elsewhere. */
export interface IAlarmTopic {
  readonly arn: string;
  /** What must be in place before anything publishes. */
  readonly ready: readonly ITerraformDependable[];
}

/** Name of the topic, and who is notified. */
export interface AlarmTopicProps extends Pick<MonitoringSettings, "emailAddresses">, AwsLocation {
  readonly topicName: string;
  readonly key: AlarmKey;
  /** What the names of the lake's alarms begin with. */
  readonly namePrefix: string;
  /** Whether EventBridge publishes too. */
  readonly notifyOnCrawlFailure: boolean;
}

/**
 * Where every alarm of the lake goes, encrypted. Whoever wants to know subscribes to it.
 *
 * @example
 * const topic = new lake.AlarmTopic(stack, "alarms", {
 *   ...location,
 *   topicName: "shop-alarms",
 *   key: alarmKey,
 *   namePrefix: "shop-prod",
 *   notifyOnCrawlFailure: true,
 *   emailAddresses: ["on-call@example.com"],
 * });
 */
export class AlarmTopic extends Construct implements IAlarmTopic {
  readonly arn: string;
  readonly topicName: string;
  /** What must be there before anybody publishes. */
  readonly ready: readonly ITerraformDependable[];

  /** A topic that something else made; it must let CloudWatch, and for failed crawls EventBridge, publish. */
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
      alarmsPublish(props, policyArn),
      ...(props.notifyOnCrawlFailure ? [failedCrawlsPublish(policyArn)] : []),
      refusePlainHttp(policyArn),
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
    this.ready = [policy];
  }
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
function alarmsPublish(props: AlarmTopicProps, topicArn: string): JustifiedStatement {
  return {
    sid: "AllowCloudWatchAlarms",
    rationale: "The lake's alarms tell of themselves.",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
    condition: [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [props.accountId] },
      {
        test: "ArnLike",
        variable: "aws:SourceArn",
        values: [arn(props, "cloudwatch", `alarm:${props.namePrefix}-*`)],
      },
    ],
  };
}

/**
 * Without a condition, since a topic's policy can have none for EventBridge: with one, no notice arrives.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
function failedCrawlsPublish(topicArn: string): JustifiedStatement {
  return {
    sid: "AllowEventBridge",
    rationale: "EventBridge tells of failed crawls; a condition would keep its notices out.",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  };
}

function refusePlainHttp(topicArn: string): JustifiedStatement {
  return {
    sid: "DenyInsecureTransport",
    rationale: "Nothing travels unencrypted.",
    effect: "Deny",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "*", identifiers: ["*"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
