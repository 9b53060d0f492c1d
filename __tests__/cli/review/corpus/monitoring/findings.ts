import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { create, destroy, update } from "../support/plan-changes";

const filter = (port: string) => ({
  name: "scans",
  detector_id: "12abc34d567e8fa901bc2d34e56789f0",
  action: "ARCHIVE",
  rank: 1,
  finding_criteria: [
    {
      criterion: [
        { field: "service.action.networkConnectionAction.localPortDetails.port", equals: [port] },
      ],
    },
  ],
});

/** Plans after which fewer findings, metrics or graphs are seen. */
export const hiddenFindings: readonly CorpusCase[] = [
  {
    name: "archives new findings of GuardDuty by a filter",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html: suppressed findings are sent nowhere",
    why: "Attacks that match the filter are seen by nobody.",
    plan: plan(create("aws_guardduty_filter.scans", filter("22"))),
  },
  {
    name: "archives other findings of GuardDuty than before",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html: suppressed findings are sent nowhere",
    why: "Findings of which somebody was notified are hidden now.",
    plan: plan(update("aws_guardduty_filter.scans", filter("22"), filter("3389"))),
  },
  {
    name: "turns off the enhanced monitoring of a database",
    verdict: "look closely",
    source: "checkov CKV_AWS_118: enhanced monitoring is enabled for RDS instances",
    why: "What its operating system does is no longer recorded.",
    plan: plan(
      update(
        "aws_db_instance.orders",
        { identifier: "orders", engine: "postgres", monitoring_interval: 60 },
        { monitoring_interval: 0 },
      ),
    ),
  },
  {
    name: "removes the dashboard of the operators",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html: a dashboard shows resources in one view",
    why: "Who is on call no longer sees the state of the lake at one place.",
    plan: plan(
      destroy("aws_cloudwatch_dashboard.operations", {
        dashboard_name: "operations",
        dashboard_body: "{}",
      }),
    ),
  },
];
