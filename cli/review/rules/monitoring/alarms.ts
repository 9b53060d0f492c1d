import { isRecord } from "../../../../errors/is-record";
import type { ArgumentRule } from "../arguments/argument-rule";
import { eachOf, together } from "../arguments/argument-rule";
import {
  changed,
  gainsElements,
  leaves,
  losesElements,
  lowered,
  raised,
  redirected,
  turnedOff,
} from "../arguments/comparisons";
import type { ReviewRule } from "../review-rule";

/** Alarms, and who is notified of them. */
export const alarmRules: readonly ArgumentRule[] = [
  {
    id: "monitoring/alarm",
    title: "An alarm is raised later, for something else, or tells fewer",
    source:
      "checkov CKV_AWS_319; https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    judges: together(
      eachOf("aws_cloudwatch_metric_alarm aws_cloudwatch_composite_alarm", {
        actions_enabled: turnedOff("on"),
        alarm_actions: losesElements,
        ok_actions: losesElements,
        insufficient_data_actions: losesElements,
      }),
      {
        aws_cloudwatch_metric_alarm: {
          comparison_operator: changed,
          evaluation_periods: raised(),
          datapoints_to_alarm: raised(),
          period: raised(),
          metric_name: changed,
          namespace: changed,
          statistic: changed,
          extended_statistic: changed,
          dimensions: changed,
          metric_query: changed,
          threshold_metric_id: changed,
          treat_missing_data: leaves("breaching"),
          evaluate_low_sample_count_percentiles: leaves("evaluate"),
        },
        aws_cloudwatch_composite_alarm: { alarm_rule: changed, actions_suppressor: changed },
        aws_cloudwatch_log_metric_filter: {
          pattern: changed,
          metric_transformation: changed,
          log_group_name: changed,
        },
        aws_cloudwatch_log_anomaly_detector: {
          enabled: turnedOff(),
          filter_pattern: changed,
          evaluation_frequency: changed,
          anomaly_visibility_time: lowered(),
          log_group_arn_list: losesElements,
        },
        aws_route53_health_check: {
          disabled: (before, after) =>
            after.includes(true) && !before.includes(true) ? { verb: "turns on" } : undefined,
          failure_threshold: raised(),
          invert_healthcheck: changed,
          fqdn: changed,
          ip_address: changed,
          resource_path: changed,
          type: changed,
          regions: losesElements,
        },
        aws_budgets_budget: {
          limit_amount: raised(),
          notification: changed,
          cost_filter: changed,
          time_unit: changed,
          budget_type: changed,
        },
        aws_ce_anomaly_subscription: {
          threshold_expression: changed,
          subscriber: changed,
          monitor_arn_list: losesElements,
          frequency: changed,
        },
        aws_ce_anomaly_monitor: {
          monitor_specification: changed,
          monitor_type: changed,
          monitor_dimension: changed,
        },
        aws_db_event_subscription: {
          enabled: turnedOff("on"),
          event_categories: losesElements,
          source_ids: changed,
          sns_topic: changed,
          source_type: changed,
        },
        aws_redshift_event_subscription: {
          enabled: turnedOff("on"),
          event_categories: losesElements,
          source_ids: changed,
          sns_topic_arn: changed,
          severity: changed,
        },
        aws_backup_vault_notifications: {
          backup_vault_events: losesElements,
          sns_topic_arn: changed,
        },
        aws_autoscaling_notification: {
          notifications: losesElements,
          topic_arn: changed,
          group_names: losesElements,
        },
        aws_codestarnotifications_notification_rule: {
          status: turnedOff("on"),
          event_type_ids: losesElements,
          target: changed,
        },
        aws_chatbot_slack_channel_configuration: {
          sns_topic_arns: losesElements,
          slack_channel_id: changed,
          slack_team_id: changed,
          logging_level: leaves("ERROR", "INFO"),
          guardrail_policy_arns: changed,
          iam_role_arn: changed,
        },
        aws_synthetics_canary: { start_canary: turnedOff(), schedule: changed, handler: changed },
        aws_prometheus_alert_manager_definition: { definition: changed },
        aws_prometheus_rule_group_namespace: { data: changed },
        aws_ssmincidents_response_plan: {
          engagements: losesElements,
          chat_channel: losesElements,
          action: changed,
        },
        aws_sns_topic: {
          application_failure_feedback_role_arn: redirected(),
          http_failure_feedback_role_arn: redirected(),
          lambda_failure_feedback_role_arn: redirected(),
          sqs_failure_feedback_role_arn: redirected(),
          firehose_failure_feedback_role_arn: redirected(),
        },
      },
    ),
  },
];

/** The threshold of an alarm, which is looser higher or lower by its comparison. */
export const alarmThreshold: ReviewRule = {
  id: "monitoring/alarm-threshold",
  title: "The threshold of an alarm is loosened",
  source:
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  level: "look closely",
  find: ({ changes }) =>
    changes
      .filter(({ type, kind }) => type === "aws_cloudwatch_metric_alarm" && kind === "update")
      .flatMap(({ address, before, after, unknown, source }) => {
        if (isRecord(unknown) && unknown.threshold === true) {
          return [{ address, message: "has a threshold that is known only after apply" }];
        }
        const [was, is] = [before?.threshold, after?.threshold];
        if (typeof was !== "number" || was === is) return [];
        const operator = String(after?.comparison_operator);
        const isLooser =
          typeof is !== "number" ||
          (operator.startsWith("GreaterThan")
            ? is > was
            : operator.startsWith("LessThan")
              ? is < was
              : true);
        const { before_sensitive, after_sensitive } = source.change;
        const isHidden = [before_sensitive, after_sensitive].some(
          (marks) => isRecord(marks) && marks.threshold === true,
        );
        const values = isHidden ? "" : ` from ${was} to ${String(is)}`;
        return isLooser ? [{ address, message: `loosens its threshold${values}` }] : [];
      }),
};

/** What hides findings of the services that watch over an account. */
export const suppressionRules: readonly ArgumentRule[] = [
  {
    id: "monitoring/suppression",
    title: "Findings are hidden, or fewer are made",
    source: "https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html",
    judges: {
      aws_guardduty_filter: { action: changed, finding_criteria: changed },
      aws_guardduty_ipset: { activate: changed, location: changed },
      aws_guardduty_threatintelset: { activate: turnedOff(), location: changed },
      aws_securityhub_automation_rule: {
        actions: changed,
        criteria: changed,
        rule_status: changed,
        is_terminal: changed,
      },
      aws_inspector2_filter: { action: changed, filter_criteria: changed },
      aws_macie2_findings_filter: { action: changed, finding_criteria: changed },
      aws_accessanalyzer_archive_rule: { filter: changed },
      aws_accessanalyzer_analyzer: { configuration: changed, type: changed },
      aws_wafv2_web_acl_logging_configuration: {
        logging_filter: changed,
        redacted_fields: gainsElements,
        log_destination_configs: changed,
      },
    },
  },
];

/** Types whose creation hides findings. */
const SUPPRESSIONS: Readonly<
  Record<string, (values: Readonly<Record<string, unknown>>) => boolean>
> = {
  aws_guardduty_filter: ({ action }) => action === "ARCHIVE",
  aws_guardduty_ipset: () => true,
  aws_securityhub_automation_rule: () => true,
  aws_inspector2_filter: ({ action }) => action === "SUPPRESS",
  aws_macie2_findings_filter: ({ action }) => action === "ARCHIVE",
  aws_accessanalyzer_archive_rule: () => true,
  aws_securityhub_standards_control: ({ control_status }) => control_status === "DISABLED",
  aws_securityhub_standards_control_association: ({ association_status }) =>
    association_status === "DISABLED",
  aws_guardduty_detector: ({ enable }) => enable === false,
  aws_guardduty_detector_feature: ({ status }) => status === "DISABLED",
  aws_macie2_account: ({ status }) => status === "PAUSED",
  aws_config_configuration_recorder_status: ({ is_enabled }) => is_enabled === false,
};

/** A new resource that hides findings, or turns a service off. */
export const newSuppressions: ReviewRule = {
  id: "monitoring/new-suppression",
  title: "Findings are hidden by a new rule, or a service is turned off by a new setting",
  source: "https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html",
  level: "look closely",
  find: ({ changes }) =>
    changes.flatMap(({ address, type, kind, after }) =>
      kind === "create" && SUPPRESSIONS[type]?.(after ?? {}) === true
        ? [{ address, message: "hides findings, or turns off what makes them" }]
        : [],
    ),
};
