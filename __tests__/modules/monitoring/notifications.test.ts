import { alarmIds } from "../../../model/alarms/alarm-guides";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const dev = synthesizeLake(environmentOf("dev", { accountId: account }));
const prod = synthesizeLake(environmentOf("prod"));
const notified = synthesizeLake(
  environmentOf("dev", {
    monitoring: {
      emailAddresses: ["On.Call@example.com"],
      alarmActionArns: [`arn:aws:sns:us-east-1:${account}:pager`],
      freshnessThresholdSeconds: 1200,
      iteratorAgeThresholdSeconds: 60,
      tolerance: { failedConversions: 10, functionErrors: 1 },
    },
  }),
);
const alarm = (id: string, lake = dev) =>
  lake.resource(`aws_cloudwatch_metric_alarm.sample_events_alarms_${id}`);

const firehose = {
  namespace: "AWS/Firehose",
  dimensions: {
    DeliveryStreamName:
      "${aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream.name}",
  },
};
const kinesis = {
  namespace: "AWS/Kinesis",
  dimensions: { StreamName: "${aws_kinesis_stream.sample_events_event_stream.name}" },
};
const lambda = {
  namespace: "AWS/Lambda",
  dimensions: {
    FunctionName: "${aws_lambda_function.sample_events_publisher_function.function_name}",
  },
};

describe("alarms", () => {
  it("are these, for each dataset", () => {
    expect(Object.keys(dev.resourcesOf("aws_cloudwatch_metric_alarm")).sort()).toEqual(
      alarmIds.map((id) => `sample_events_alarms_${id}`).sort(),
    );
  });

  it.each([
    ["failed_conversions", firehose, "FailedConversion.Records", "Sum", 0, "1 of 1"],
    ["freshness", firehose, "DeliveryToS3.DataFreshness", "Maximum", 900, "3 of 3"],
    ["backup_freshness", firehose, "BackupToS3.DataFreshness", "Maximum", 900, "3 of 3"],
    ["iterator_age", kinesis, "GetRecords.IteratorAgeMilliseconds", "Maximum", 900_000, "3 of 3"],
    ["throttled_writes", kinesis, "WriteProvisionedThroughputExceeded", "Sum", 0, "2 of 3"],
    ["throttled_reads", kinesis, "ReadProvisionedThroughputExceeded", "Sum", 0, "2 of 3"],
    ["failed_puts", kinesis, "PutRecords.FailedRecords", "Sum", 0, "1 of 1"],
    ["function_errors", lambda, "Errors", "Sum", 0, "1 of 1"],
    ["function_throttles", lambda, "Throttles", "Sum", 0, "1 of 1"],
  ])("monitor %s", (id, monitored, metric, statistic, threshold, datapoints) => {
    const [toAlarm, periods] = datapoints.split(" of ").map(Number);
    expect(alarm(id)).toMatchObject({
      ...monitored,
      metric_name: metric,
      statistic,
      period: 300,
      threshold,
      comparison_operator: "GreaterThanThreshold",
      datapoints_to_alarm: toAlarm,
      evaluation_periods: periods,
    });
  });

  it("monitor records that arrive while none are read", () => {
    const metric = (name: string) => ({
      ...kinesis,
      metric_name: name,
      stat: "Sum",
      period: 300,
    });
    expect(alarm("unread_records")).toMatchObject({
      threshold: 0,
      evaluation_periods: 3,
      datapoints_to_alarm: 3,
      metric_query: [
        {
          id: "unread",
          expression: "IF(FILL(read, 0) == 0, FILL(incoming, 0), 0)",
          return_data: true,
        },
        { id: "incoming", metric: metric("IncomingRecords") },
        { id: "read", metric: metric("GetRecords.Records") },
      ],
    });
    expect(alarm("unread_records")).not.toHaveProperty("metric_name");
  });

  it.each(alarmIds)("describe what %s means, what to run first and where to read on", (id) => {
    const { alarm_name: name, alarm_description: description } = alarm(id);
    expect(name).toBe(`streaming-data-lake-dev-sample-events-${id.replaceAll("_", "-")}`);
    expect(description).toMatch(
      new RegExp(
        `^[A-Z].+\\. Run first: \`.+\`\\. Then read docs/operate/runbook\\.md#${id.replaceAll("_", "-")}\\.$`,
      ),
    );
    expect(String(description).length).toBeLessThanOrEqual(1024);
  });

  it.each(alarmIds)("notify the lake's topic when %s is raised and when it recovers", (id) => {
    const topic = "${aws_sns_topic.alarm_topic.arn}";
    expect(alarm(id)).toMatchObject({
      alarm_actions: [topic],
      ok_actions: [topic],
      treat_missing_data: "notBreaching",
      depends_on: ["aws_sns_topic_policy.alarm_topic_policy"],
    });
  });

  it("follow the configuration", () => {
    expect(alarm("freshness", notified).threshold).toBe(1200);
    expect(alarm("backup_freshness", notified).threshold).toBe(1200);
    expect(alarm("iterator_age", notified).threshold).toBe(60_000);
    expect(alarm("failed_conversions", notified).threshold).toBe(10);
    expect(alarm("function_errors", notified).threshold).toBe(1);
    expect(alarm("function_throttles", notified).threshold).toBe(0);
    expect(alarm("failed_puts", notified).alarm_actions).toEqual([
      "${aws_sns_topic.alarm_topic.arn}",
      `arn:aws:sns:us-east-1:${account}:pager`,
    ]);
  });
});

describe("the alarm topic", () => {
  const topicArn = `arn:aws:sns:us-east-1:${account}:streaming-data-lake-dev-alarms`;
  const alarmArn = `arn:aws:cloudwatch:us-east-1:${account}:alarm:streaming-data-lake-dev-*`;

  it("is encrypted with a key of its own", () => {
    expect(dev.resource("aws_sns_topic.alarm_topic")).toEqual({
      name: "streaming-data-lake-dev-alarms",
      kms_master_key_id: "${aws_kms_key.alarm_key.arn}",
    });
  });

  it("accepts messages of the lake's own alarms and of EventBridge, and none without TLS", () => {
    expect(dev.statements("alarm_topic_policy_document")).toEqual({
      AllowCloudWatchAlarms: {
        sid: "AllowCloudWatchAlarms",
        actions: ["sns:Publish"],
        resources: [topicArn],
        principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
          { test: "ArnLike", variable: "aws:SourceArn", values: [alarmArn] },
        ],
      },
      // EventBridge publishes nothing to a topic whose policy has conditions.
      AllowEventBridge: {
        sid: "AllowEventBridge",
        actions: ["sns:Publish"],
        resources: [topicArn],
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      },
      DenyInsecureTransport: {
        sid: "DenyInsecureTransport",
        effect: "Deny",
        actions: ["sns:Publish"],
        resources: [topicArn],
        principals: [{ type: "*", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    });
  });

  it("has a key that both can use, the alarms with a condition on their source", () => {
    const use = { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" };
    expect(usageOf(dev)).toEqual([
      {
        ...use,
        Sid: "AllowCloudWatchAlarms",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": alarmArn },
        },
      },
      { ...use, Sid: "AllowEventBridge", Principal: { Service: "events.amazonaws.com" } },
    ]);
  });

  it("does not allow EventBridge without a crawler", () => {
    expect(Object.keys(prod.statements("alarm_topic_policy_document"))).toEqual([
      "AllowCloudWatchAlarms",
      "DenyInsecureTransport",
    ]);
    expect(usageOf(prod).map(({ Sid }) => Sid)).toEqual(["AllowCloudWatchAlarms"]);
    expect(prod.resourcesOf("aws_cloudwatch_event_rule")).toEqual({});
  });

  it("has a subscription for each e-mail address, and none by default", () => {
    expect(dev.resourcesOf("aws_sns_topic_subscription")).toEqual({});
    expect(notified.resourcesOf("aws_sns_topic_subscription")).toEqual({
      alarm_topic_email_on_call_example_com: {
        topic_arn: "${aws_sns_topic.alarm_topic.arn}",
        protocol: "email",
        endpoint: "On.Call@example.com",
      },
    });
  });

  function usageOf(lake: typeof dev): { readonly Sid: string }[] {
    const { policy } = lake.resource("aws_kms_key.alarm_key");
    // The key module renders the policy as JSON.
    const { Statement: statements } = JSON.parse(String(policy)) as {
      readonly Statement: { readonly Sid: string }[];
    };
    return statements.filter(({ Sid }) => Sid !== "AllowAccountAdministration");
  }
});

describe("a failed crawl", () => {
  it("is published to the topic, with its reason and what to run first", () => {
    const rule = dev.resource("aws_cloudwatch_event_rule.sample_events_failed_crawls");
    expect(JSON.parse(String(rule.event_pattern))).toEqual({
      source: ["aws.glue"],
      "detail-type": ["Glue Crawler State Change"],
      detail: { crawlerName: ["streaming-data-lake-dev-sample-events"], state: ["Failed"] },
    });
    const target = dev.resource("aws_cloudwatch_event_target.sample_events_failed_crawls_target");
    expect(target).toMatchObject({
      rule: "${aws_cloudwatch_event_rule.sample_events_failed_crawls.name}",
      arn: "${aws_sns_topic.alarm_topic.arn}",
      input_transformer: { input_paths: { error: "$.detail.errorMessage" } },
      depends_on: ["aws_sns_topic_policy.alarm_topic_policy"],
    });
    // With a role, EventBridge fails to deliver to encrypted topics.
    expect(target).not.toHaveProperty("role_arn");
    expect(JSON.stringify(target)).toMatch(
      /docs\/operate\/runbook\.md#failed-crawls\. Error: <error>/,
    );
  });
});
