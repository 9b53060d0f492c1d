import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { MonitoringSettings } from "../../config/monitoring-settings";
import { emailId } from "../../config/text-forms";
import { defaultOf } from "../../model/environment/environment-defaults";
import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { PolicyDocument } from "../shared/policy-document";
import type { ReasonedStatement } from "../shared/policy-statement";
import type { AlarmKey } from "./alarm-key";

/** How the topic is called, and who is told. */
export interface AlarmTopicProps extends Pick<MonitoringSettings, "emailAddresses">, AwsLocation {
  readonly topicName: string;
  readonly key: AlarmKey;
  /** What the names of the lake's alarms begin with. */
  readonly namePrefix: string;
  /** Whether EventBridge publishes too. */
  readonly tellsOfCrawls: boolean;
}

/** Where every alarm of the lake goes, encrypted. Whoever wants to know subscribes to it. */
export class AlarmTopic extends Construct {
  readonly arn: string;
  readonly topicName: string;
  /** What must be there before anybody publishes. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "Default", {
      name: props.topicName,
      kmsMasterKeyId: props.key.arn,
    });
    const policyArn = arn(props, "sns", props.topicName);
    const document = new PolicyDocument(this, "policy_document", [
      alarmsPublish(props, policyArn),
      ...(props.tellsOfCrawls ? [failedCrawlsPublish(policyArn)] : []),
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
function alarmsPublish(props: AlarmTopicProps, topicArn: string): ReasonedStatement {
  return {
    sid: "AlarmsPublish",
    why: "The lake's alarms tell of themselves.",
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
function failedCrawlsPublish(topicArn: string): ReasonedStatement {
  return {
    sid: "FailedCrawlsPublish",
    why: "EventBridge tells of failed crawls; a condition would keep its notices out.",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  };
}

function refusePlainHttp(topicArn: string): ReasonedStatement {
  return {
    sid: "RefusePlainHttp",
    why: "Nothing travels unencrypted.",
    effect: "Deny",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "*", identifiers: ["*"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
