import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { alarmDescription } from "../../model/alarms/alarm-guides";
import type { DatasetNames } from "../../model/naming/names";
import type { IAlarmTopic } from "./alarm-topic";

/** Properties of the rule for failed crawls of a dataset. */
export interface CrawlFailureRuleProps {
  readonly environmentName: string;
  readonly region: string;
  readonly names: DatasetNames;
  readonly topic: IAlarmTopic;
}

/**
 * EventBridge rule that notifies of each failed crawl: Glue publishes an event, but no metric.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html
 *
 * @example
 * new lake.CrawlFailureRule(stack, "failed_crawls", {
 *   environmentName: "prod",
 *   region: location.region,
 *   names: lake.datasetNames({ project: "shop", environment: "prod" }, "orders"),
 *   topic: lake.AlarmTopic.fromTopicArn("arn:aws:sns:eu-west-1:111122223333:pager"),
 * });
 */
export class CrawlFailureRule extends Construct {
  constructor(scope: Construct, id: string, props: CrawlFailureRuleProps) {
    super(scope, id);
    const { names, topic } = props;
    this.node.addValidation({ validate: () => checkPublishers(topic) });
    const description = alarmDescription("failed_crawls", {
      environment: props.environmentName,
      region: props.region,
      names,
    });
    const rule = new CloudwatchEventRule(this, "Default", {
      name: names.crawlFailureRule,
      description: `Notifies of failed crawls of ${names.table}.`,
      eventPattern: JSON.stringify({
        source: ["aws.glue"],
        "detail-type": ["Glue Crawler State Change"],
        detail: { crawlerName: [names.crawler], state: ["Failed"] },
      }),
    });
    // Without a role: the topic policy allows EventBridge to publish, and a role breaks delivery to encrypted topics:
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "alarm-topic",
      arn: topic.arn,
      inputTransformer: {
        inputPaths: { error: "$.detail.errorMessage" },
        inputTemplate: JSON.stringify(`${description} Error: <error>`),
      },
      dependsOn: [...topic.ready],
    });
  }
}

/** Where a topic or its key rejects an event, EventBridge only counts it in its metric `FailedInvocations`. */
function checkPublishers({ publishers }: IAlarmTopic): string[] {
  if (publishers?.notifyOnCrawlFailure !== false) return [];
  return [
    "The topic does not admit EventBridge, so nobody would be notified of failed crawls: set notifyOnCrawlFailure of the topic's key to true.",
  ];
}
