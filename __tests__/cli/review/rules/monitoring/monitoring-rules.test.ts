import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import { findingsOf, rulesOf } from "../../support/findings-of";

const alarm = (values: Values) => ({
  comparison_operator: "GreaterThanThreshold",
  threshold: 5,
  ...values,
});

/** Rule, type, before, after, and what the message has. */
const blinded: readonly (readonly [string, string, Values | null, Values | null, string])[] = [
  [
    "monitoring/alarm",
    "aws_cloudwatch_metric_alarm",
    alarm({ actions_enabled: true }),
    alarm({ actions_enabled: false }),
    "turns off actions_enabled",
  ],
  [
    "monitoring/alarm",
    "aws_cloudwatch_metric_alarm",
    alarm({ alarm_actions: ["a", "b"] }),
    alarm({ alarm_actions: ["a"] }),
    "removes from alarm_actions (b)",
  ],
  [
    "monitoring/alarm",
    "aws_cloudwatch_metric_alarm",
    alarm({ treat_missing_data: "breaching" }),
    alarm({ treat_missing_data: "notBreaching" }),
    "to notBreaching",
  ],
  [
    "monitoring/alarm",
    "aws_cloudwatch_metric_alarm",
    alarm({ evaluation_periods: 1 }),
    alarm({ evaluation_periods: 60 }),
    "from 1 to 60",
  ],
  [
    "monitoring/alarm",
    "aws_cloudwatch_log_metric_filter",
    { pattern: "ERROR" },
    { pattern: "PANIC" },
    "changes pattern",
  ],
  [
    "monitoring/alarm-threshold",
    "aws_cloudwatch_metric_alarm",
    alarm({}),
    alarm({ threshold: 500 }),
    "from 5 to 500",
  ],
  [
    "monitoring/alarm-threshold",
    "aws_cloudwatch_metric_alarm",
    alarm({ comparison_operator: "LessThanThreshold" }),
    alarm({ comparison_operator: "LessThanThreshold", threshold: 1 }),
    "from 5 to 1",
  ],
  [
    "monitoring/suppression",
    "aws_guardduty_filter",
    { action: "NOOP" },
    { action: "ARCHIVE" },
    "changes action",
  ],
  [
    "monitoring/new-suppression",
    "aws_guardduty_filter",
    null,
    { action: "ARCHIVE" },
    "hides findings",
  ],
  [
    "monitoring/audit-trail",
    "aws_cloudtrail",
    { enable_logging: true },
    { enable_logging: false },
    "turns off enable_logging",
  ],
  [
    "monitoring/audit-trail",
    "aws_cloudtrail",
    {},
    { enable_logging: false },
    "turns off enable_logging",
  ],
  [
    "monitoring/audit-trail",
    "aws_cloudtrail",
    { enable_log_file_validation: true },
    {},
    "turns off enable_log_file_validation",
  ],
  [
    "monitoring/audit-trail",
    "aws_config_configuration_recorder_status",
    { is_enabled: true },
    { is_enabled: false },
    "turns off is_enabled",
  ],
  [
    "monitoring/threat-detection",
    "aws_guardduty_detector",
    { enable: true },
    { enable: false },
    "turns off enable",
  ],
  [
    "monitoring/threat-detection",
    "aws_guardduty_detector",
    { finding_publishing_frequency: "FIFTEEN_MINUTES" },
    { finding_publishing_frequency: "SIX_HOURS" },
    "to SIX_HOURS",
  ],
  [
    "monitoring/access-logs",
    "aws_lambda_function",
    { tracing_config: [{ mode: "Active" }] },
    { tracing_config: [{ mode: "PassThrough" }] },
    "to PassThrough",
  ],
  [
    "monitoring/access-logs",
    "aws_s3_bucket_logging",
    { target_bucket: "logs" },
    { target_bucket: "other" },
    "changes target_bucket",
  ],
  [
    "monitoring/metrics",
    "aws_athena_workgroup",
    { configuration: [{}] },
    { configuration: [{ publish_cloudwatch_metrics_enabled: false }] },
    "turns off",
  ],
  ["monitoring/removed", "aws_cloudwatch_metric_alarm", {}, null, "nobody is notified any more"],
];

const safe: readonly (readonly [string, Values | null, Values | null])[] = [
  ["aws_cloudwatch_metric_alarm", alarm({}), alarm({ threshold: 1, alarm_description: "lag" })],
  [
    "aws_cloudwatch_metric_alarm",
    alarm({ alarm_actions: ["a"] }),
    alarm({ alarm_actions: ["a", "b"] }),
  ],
  [
    "aws_cloudwatch_metric_alarm",
    alarm({ treat_missing_data: "missing" }),
    alarm({ treat_missing_data: "breaching" }),
  ],
  ["aws_cloudwatch_metric_alarm", null, alarm({})],
  ["aws_guardduty_detector", { enable: false }, { enable: true }],
  [
    "aws_guardduty_detector",
    { finding_publishing_frequency: "SIX_HOURS" },
    { finding_publishing_frequency: "ONE_HOUR" },
  ],
  ["aws_cloudtrail", { is_multi_region_trail: false }, { is_multi_region_trail: true }],
  [
    "aws_lambda_function",
    { tracing_config: [{ mode: "PassThrough" }] },
    { tracing_config: [{ mode: "Active" }] },
  ],
];

describe("what makes that nobody sees what happens", () => {
  it.each(blinded)("%s finds it in %s: %j to %j", (rule, type, before, after, text) => {
    const found = findingsOf({ type, before, after }).filter((each) => each.rule === rule);
    expect(found.map(({ message }) => message).join("; ")).toContain(text);
  });

  it("has a case for every rule", () => {
    const tested = new Set(blinded.map(([rule]) => rule));
    expect(rulesOf("monitoring").filter((id) => !tested.has(id))).toEqual([]);
  });

  it.each(safe)("is not the change of %s from %j to %j", (type, before, after) => {
    expect(findingsOf({ type, before, after })).toEqual([]);
  });

  it("is a threshold that is known only after apply", () => {
    const found = findingsOf({
      type: "aws_cloudwatch_metric_alarm",
      before: alarm({}),
      after: alarm({ threshold: null }),
      rest: { after_unknown: { threshold: true } },
    });
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toContain(
      "monitoring/alarm-threshold has a threshold that is known only after apply",
    );
  });
});
