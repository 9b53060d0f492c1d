import type { Scenario } from "../scenario";

const topic = `
resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = "alias/aws/sns"
}
`;

const alarm = (name: string, more: string) => `${topic}
resource "aws_cloudwatch_metric_alarm" "freshness" {
  alarm_name          = "${name}"
  namespace           = "AWS/Firehose"
  metric_name         = "DeliveryToS3.DataFreshness"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  period              = 300
  threshold           = 900
  ${more}
}
`;

const told = "alarm_actions = [aws_sns_topic.alarms.arn]";

const rule = (state: string) => `
resource "aws_cloudwatch_event_rule" "minute" {
  name                = "every-minute"
  schedule_expression = "rate(1 minute)"
  state               = "${state}"
}
`;

const delivery = (name: string, prefix: string, interval: number) => `
resource "aws_s3_bucket" "lake" {
  bucket = "corpus-${name}"
}
resource "aws_iam_role" "delivery" {
  name = "${name}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "firehose.amazonaws.com" }
    }]
  })
}
resource "aws_kinesis_firehose_delivery_stream" "events" {
  name        = "${name}"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn          = aws_s3_bucket.lake.arn
    role_arn            = aws_iam_role.delivery.arn
    prefix              = "${prefix}"
    error_output_prefix = "errors/"
    buffering_interval  = ${interval}
  }
}
`;

const ALARMS =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html";

/** Where events go. */
export const deliveries: readonly Scenario[] = [
  {
    name: "delivers events under another prefix (real)",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html",
    why: "The table does not find what is delivered from now on.",
    before: delivery("moved-delivery", "events/", 300),
    after: delivery("moved-delivery", "v2/", 300),
  },
  {
    name: "delivers every minute instead of every five (real)",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html",
    why: "Events arrive sooner in the same place and form.",
    before: delivery("fast-delivery", "events/", 300),
    after: delivery("fast-delivery", "events/", 60),
  },
  {
    name: "switches off a schedule (real)",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html",
    why: "What it called is no longer called.",
    before: rule("ENABLED"),
    after: rule("DISABLED"),
  },
];

/** Alarms. */
export const monitoring: readonly Scenario[] = [
  {
    name: "removes an alarm (real)",
    verdict: "look closely",
    source: ALARMS,
    why: "Late deliveries are no longer noticed.",
    before: alarm("removed", told),
    after: topic,
  },
  {
    name: "takes the topic off an alarm (real)",
    verdict: "look closely",
    source: "AWS Security Hub CloudWatch.15: alarms have an action",
    why: "Nobody is told.",
    before: alarm("silent", told),
    after: alarm("silent", ""),
  },
  {
    name: "creates an alarm (real)",
    verdict: "safe",
    source: ALARMS,
    why: "It only adds a notification.",
    after: alarm("created", told),
  },
  {
    name: "describes an alarm (real)",
    verdict: "safe",
    source: ALARMS,
    why: "It watches what it watched.",
    before: alarm("described", told),
    after: alarm("described", `${told}\n  alarm_description = "Late"`),
  },
];
