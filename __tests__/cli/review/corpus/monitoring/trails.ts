import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

const trail: Values = {
  name: "account",
  s3_bucket_name: "trail-logs",
  enable_logging: true,
  is_multi_region_trail: true,
  enable_log_file_validation: true,
  include_global_service_events: true,
};

/** A detector that is switched off: its resource, its settings, and what changes. */
type Row = readonly [
  name: string,
  address: string,
  on: Values,
  off: Values | null,
  source: string,
  why: string,
];

const rows: readonly Row[] = [
  [
    "the trail of the account",
    "aws_cloudtrail.account",
    trail,
    { enable_logging: false },
    "checkov CKV_AWS_251: CloudTrail logs; MITRE ATT&CK T1562.008",
    "What happens from now on can't be reconstructed.",
  ],
  [
    "the trail of other regions",
    "aws_cloudtrail.account",
    trail,
    { is_multi_region_trail: false },
    "checkov CKV_AWS_67: CloudTrail is enabled in all regions",
    "An attacker works in a region that nobody uses.",
  ],
  [
    "the validation of the trail's files",
    "aws_cloudtrail.account",
    trail,
    { enable_log_file_validation: false },
    "checkov CKV_AWS_36: CloudTrail validates its files",
    "A changed or deleted file is no longer noticed.",
  ],
  [
    "the trail itself",
    "aws_cloudtrail.account",
    trail,
    null,
    "AWS Security Hub CloudTrail.1; MITRE ATT&CK T1562.008",
    "What happens from now on can't be reconstructed.",
  ],
  [
    "the recorder of the configuration",
    "aws_config_configuration_recorder_status.account",
    { name: "account", is_enabled: true },
    { is_enabled: false },
    "AWS Security Hub Config.1: AWS Config records",
    "Changes of resources are no longer recorded.",
  ],
  [
    "the detection of threats",
    "aws_guardduty_detector.account",
    { enable: true, finding_publishing_frequency: "FIFTEEN_MINUTES" },
    { enable: false },
    "checkov CKV_AWS_238: detectors of GuardDuty are enabled",
    "Stolen credentials are no longer noticed.",
  ],
  [
    "the detector of threats",
    "aws_guardduty_detector.account",
    { enable: true, finding_publishing_frequency: "FIFTEEN_MINUTES" },
    null,
    "AWS Security Hub GuardDuty.1: GuardDuty is enabled",
    "Its findings are deleted with it.",
  ],
  [
    "Security Hub",
    "aws_securityhub_account.account",
    { enable_default_standards: true },
    null,
    "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-disable.html",
    "Findings of all services are no longer collected.",
  ],
  [
    "the analyzer of access from outside",
    "aws_accessanalyzer_analyzer.account",
    { analyzer_name: "account", type: "ACCOUNT" },
    null,
    "AWS Security Hub IAM.28: IAM Access Analyzer is enabled",
    "A public or shared resource is no longer reported.",
  ],
  [
    "the discovery of personal data",
    "aws_macie2_account.account",
    { status: "ENABLED" },
    { status: "PAUSED" },
    "AWS Security Hub Macie.1: Macie is enabled",
    "Personal data in buckets is no longer found.",
  ],
  [
    "the flow log of a network",
    "aws_flow_log.network",
    { vpc_id: "vpc-1", traffic_type: "ALL", log_destination: "arn:aws:s3:::flow-logs" },
    null,
    "checkov CKV2_AWS_11: networks have flow logs",
    "Connections can't be reconstructed.",
  ],
  [
    "the access log of a bucket",
    "aws_s3_bucket_logging.lake",
    { bucket: "lake-events", target_bucket: "access-logs", target_prefix: "lake/" },
    null,
    "checkov CKV_AWS_18: buckets have access logs",
    "Who read an object can't be said.",
  ],
  [
    "the access log of a load balancer",
    "aws_lb.web",
    { name: "web", internal: false, access_logs: [{ bucket: "access-logs", enabled: true }] },
    { access_logs: [{ bucket: "access-logs", enabled: false }] },
    "checkov CKV_AWS_91: load balancers have access logs",
    "Who called can't be said.",
  ],
  [
    "the logs of a Kubernetes cluster",
    "aws_eks_cluster.apps",
    { name: "apps", enabled_cluster_log_types: ["api", "audit", "authenticator"] },
    { enabled_cluster_log_types: [] },
    "checkov CKV_AWS_37: clusters of EKS log",
    "Who changed the cluster can't be said.",
  ],
  [
    "the logs of a database",
    "aws_db_instance.orders",
    { identifier: "orders", enabled_cloudwatch_logs_exports: ["postgresql"] },
    { enabled_cloudwatch_logs_exports: [] },
    "checkov CKV_AWS_129: databases export their logs",
    "Failed logins leave no trace.",
  ],
  [
    "the trace of a function",
    "aws_lambda_function.publisher",
    { function_name: "publisher", tracing_config: [{ mode: "Active" }] },
    { tracing_config: [{ mode: "PassThrough" }] },
    "checkov CKV_AWS_50: functions are traced",
    "Slow calls can't be explained.",
  ],
  [
    "the limits of a workgroup",
    "aws_athena_workgroup.lake",
    {
      name: "lake",
      configuration: [
        { enforce_workgroup_configuration: true, publish_cloudwatch_metrics_enabled: true },
      ],
    },
    {
      configuration: [
        { enforce_workgroup_configuration: false, publish_cloudwatch_metrics_enabled: true },
      ],
    },
    "checkov CKV_AWS_82: workgroups enforce their configuration",
    "A client chooses where results go, and whether they are encrypted.",
  ],
];

/** Records and detectors that are switched off; some are also switched on. */
export const trails: readonly CorpusCase[] = [
  ...rows.map(([name, address, on, off, source, why]): CorpusCase => ({
    name: `switches off ${name}`,
    verdict: "look closely",
    source,
    why,
    plan: plan(off === null ? destroy(address, on) : update(address, on, off)),
  })),
  {
    name: "switches on the detection of threats",
    verdict: "safe",
    source: "checkov CKV_AWS_238: detectors of GuardDuty are enabled",
    why: "It is the same change the other way round.",
    plan: plan(
      update(
        "aws_guardduty_detector.account",
        { enable: false, finding_publishing_frequency: "FIFTEEN_MINUTES" },
        { enable: true },
      ),
    ),
  },
  {
    name: "switches on the validation of the trail's files",
    verdict: "safe",
    source: "checkov CKV_AWS_36: CloudTrail validates its files",
    why: "It is the same change the other way round.",
    plan: plan(
      update(
        "aws_cloudtrail.account",
        { ...trail, enable_log_file_validation: false },
        { enable_log_file_validation: true },
      ),
    ),
  },
  {
    name: "creates the flow log of a network",
    verdict: "safe",
    source: "checkov CKV2_AWS_11: networks have flow logs",
    why: "It records what was not recorded.",
    plan: plan(
      create("aws_flow_log.network", {
        vpc_id: "vpc-1",
        traffic_type: "ALL",
        log_destination_type: "s3",
        log_destination: "arn:aws:s3:::flow-logs",
      }),
    ),
  },
  {
    name: "changes what a dashboard shows",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html",
    why: "A dashboard is a view of metrics, which stay.",
    plan: plan(
      update(
        "aws_cloudwatch_dashboard.lake",
        { dashboard_name: "lake", dashboard_body: '{"widgets":[]}' },
        { dashboard_body: '{"widgets":[{"type":"text","properties":{"markdown":"lake"}}]}' },
      ),
    ),
  },
];
