import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT } from "../support/policy-text";

const topic = `arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`;
const alarm: Values = {
  alarm_name: "delivery-freshness",
  alarm_description: "Deliveries are late",
  namespace: "AWS/Firehose",
  metric_name: "DeliveryToS3.DataFreshness",
  statistic: "Maximum",
  comparison_operator: "GreaterThanThreshold",
  threshold: 900,
  period: 300,
  evaluation_periods: 3,
  treat_missing_data: "breaching",
  actions_enabled: true,
  alarm_actions: [topic],
  ok_actions: [topic],
  insufficient_data_actions: [],
};
const ALARMS =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html";
const changed = (change: Values) =>
  plan(update("aws_cloudwatch_metric_alarm.freshness", alarm, change));

/** Alarms that are switched off, weakened, or new. */
export const alarms: readonly CorpusCase[] = [
  {
    name: "removes an alarm",
    verdict: "look closely",
    source: `${ALARMS}; AWS Security Hub CloudWatch controls ask for alarms`,
    why: "Late deliveries are no longer noticed.",
    plan: plan(destroy("aws_cloudwatch_metric_alarm.freshness", alarm)),
  },
  {
    name: "silences an alarm",
    verdict: "look closely",
    source: "checkov CKV_AWS_319: actions of alarms are enabled",
    why: "It changes its state, and nobody is told.",
    plan: changed({ actions_enabled: false }),
  },
  {
    name: "takes the topic off an alarm",
    verdict: "look closely",
    source: "AWS Security Hub CloudWatch.15: alarms have an action",
    why: "Nobody is told.",
    plan: changed({ alarm_actions: [] }),
  },
  {
    name: "raises the threshold of an alarm a hundredfold",
    verdict: "look closely",
    source: ALARMS,
    why: "It is as good as removed: it rings after a day.",
    plan: changed({ threshold: 90000 }),
  },
  {
    name: "lets an alarm take missing data for good data",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    why: "A delivery that stopped sends no data, which is now fine.",
    plan: changed({ treat_missing_data: "notBreaching" }),
  },
  {
    name: "creates an alarm",
    verdict: "safe",
    source: ALARMS,
    why: "It only adds a notification, at $0.10 a month.",
    plan: plan(create("aws_cloudwatch_metric_alarm.freshness", alarm)),
  },
  {
    name: "changes the description of an alarm",
    verdict: "safe",
    source: ALARMS,
    why: "It watches what it watched.",
    plan: changed({ alarm_description: "Deliveries are later than 15 minutes" }),
  },
  {
    name: "adds a second topic to an alarm",
    verdict: "safe",
    source: "AWS Security Hub CloudWatch.15: alarms have an action",
    why: "Whoever was told is told still.",
    plan: changed({ alarm_actions: [topic, `${topic}-on-call`] }),
  },
  {
    name: "removes the filter of a metric that an alarm counts",
    verdict: "look closely",
    source: "AWS Security Hub CloudWatch.1 to 14: metric filters and alarms for changes",
    why: "The alarm stays, and has no data any more.",
    plan: plan(
      destroy("aws_cloudwatch_log_metric_filter.root_login", {
        name: "root-login",
        log_group_name: "/trail",
        pattern: '{ $.userIdentity.type = "Root" }',
      }),
    ),
  },
  {
    name: "removes the budget of the account",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    why: "Unexpected costs are seen on the bill only.",
    plan: plan(
      destroy("aws_budgets_budget.monthly", {
        name: "monthly",
        budget_type: "COST",
        limit_amount: "500",
        time_unit: "MONTHLY",
      }),
    ),
  },
];
