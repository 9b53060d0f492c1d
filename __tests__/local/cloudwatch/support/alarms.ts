import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";

const topic = "arn:aws:sns:eu-west-1:123456789012:alarms";

/** An alarm as DescribeAlarms returns it. */
export const failedConversions: MetricAlarm = {
  AlarmName: "failed-conversions",
  AlarmArn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:failed-conversions",
  AlarmDescription: "Records do not match.",
  ActionsEnabled: true,
  AlarmActions: [topic],
  OKActions: [topic],
  StateValue: "OK",
  Namespace: "AWS/Firehose",
  MetricName: "FailedConversion.Records",
  Dimensions: [{ Name: "DeliveryStreamName", Value: "events" }],
  Statistic: "Sum",
  Period: 300,
  EvaluationPeriods: 1,
  DatapointsToAlarm: 1,
  Threshold: 0,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "notBreaching",
};
