import { safeCreations } from "../support/update-rows";
import { ACCOUNT, allowTo, policy } from "../support/policy-text";

const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** New resources that nobody outside can reach, with the protection that checks ask for. */
export const additions = safeCreations([
  [
    "creates an encrypted topic",
    "aws_sns_topic.alarms",
    { name: "alarms", kms_master_key_id: key },
    "checkov CKV_AWS_26: topics are encrypted",
    "Without a policy of its own only the account publishes.",
  ],
  [
    "creates a secret with a month to restore it",
    "aws_secretsmanager_secret.api",
    { name: "api", kms_key_id: key, recovery_window_in_days: 30 },
    "checkov CKV_AWS_149: secrets are encrypted with a key of their own",
    "Nobody but the account's roles reads it.",
  ],
  [
    "creates a protected table of DynamoDB",
    "aws_dynamodb_table.carts",
    {
      name: "carts",
      hash_key: "id",
      billing_mode: "PAY_PER_REQUEST",
      deletion_protection_enabled: true,
      attribute: [{ name: "id", type: "S" }],
      point_in_time_recovery: [{ enabled: true }],
      server_side_encryption: [{ enabled: true, kms_key_arn: key }],
    },
    "checkov CKV_AWS_28 and CKV_AWS_119: point-in-time recovery, and a key of its own",
    "It has every protection, and no policy.",
  ],
  [
    "creates an encrypted log group that keeps a year",
    "aws_cloudwatch_log_group.jobs",
    { name: "/jobs", retention_in_days: 365, kms_key_id: key, skip_destroy: false },
    "checkov CKV_AWS_158 and CKV_AWS_338: encrypted, and kept for a year",
    "It is empty.",
  ],
  [
    "creates a repository of immutable images",
    "aws_ecr_repository.web",
    {
      name: "web",
      image_tag_mutability: "IMMUTABLE",
      force_delete: false,
      image_scanning_configuration: [{ scan_on_push: true }],
      encryption_configuration: [{ encryption_type: "KMS", kms_key: key }],
    },
    "checkov CKV_AWS_51, CKV_AWS_136 and CKV_AWS_163",
    "Without a policy only the account pulls.",
  ],
  [
    "creates a key that rotates",
    "aws_kms_key.jobs",
    {
      description: "Jobs",
      enable_key_rotation: true,
      is_enabled: true,
      deletion_window_in_days: 30,
      policy: policy(allowTo({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, "kms:*", { Resource: "*" })),
    },
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html: the default key policy",
    "The account's own policies decide who uses it.",
  ],
  [
    "names a key",
    "aws_kms_alias.jobs",
    { name: "alias/jobs", target_key_id: "11111111-2222-3333-4444-555555555555" },
    "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html",
    "A further name changes no use.",
  ],
  [
    "creates an encrypted file system",
    "aws_efs_file_system.jobs",
    { creation_token: "jobs", encrypted: true, kms_key_id: key },
    "checkov CKV_AWS_42: file systems are encrypted",
    "Nothing mounts it yet.",
  ],
  [
    "creates a security group that lets nobody in",
    "aws_security_group.jobs",
    { name: "jobs", description: "Jobs", vpc_id: "vpc-1", ingress: [], egress: [] },
    "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html: a group without rules",
    "It has no rule.",
  ],
  [
    "lets a service's machines reach a database within the network",
    "aws_vpc_security_group_ingress_rule.database",
    {
      security_group_id: "sg-1",
      referenced_security_group_id: "sg-2",
      ip_protocol: "tcp",
      from_port: 5432,
      to_port: 5432,
      description: "from the service",
    },
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing",
    "One port, for members of one group.",
  ],
  [
    "creates a saved query",
    "aws_athena_named_query.latest",
    { name: "latest", database: "lake", workgroup: "lake", query: "SELECT 1" },
    "https://docs.aws.amazon.com/athena/latest/ug/saved-queries.html",
    "It is text that somebody may run with his own permissions.",
  ],
  [
    "creates a workgroup that enforces encryption",
    "aws_athena_workgroup.reports",
    {
      name: "reports",
      state: "ENABLED",
      force_destroy: false,
      configuration: [
        {
          enforce_workgroup_configuration: true,
          publish_cloudwatch_metrics_enabled: true,
          result_configuration: [
            {
              output_location: "s3://lake-results/reports/",
              encryption_configuration: [{ encryption_option: "SSE_KMS", kms_key_arn: key }],
            },
          ],
        },
      ],
    },
    "checkov CKV_AWS_82 and CKV_AWS_159: workgroups enforce an encrypted configuration",
    "It has no queries yet.",
  ],
  [
    "creates a database of the catalog",
    "aws_glue_catalog_database.reports",
    { name: "reports", description: "Reports" },
    "https://docs.aws.amazon.com/glue/latest/dg/define-database.html",
    "It is empty.",
  ],
  [
    "creates a dashboard",
    "aws_cloudwatch_dashboard.jobs",
    { dashboard_name: "jobs", dashboard_body: '{"widgets":[]}' },
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html",
    "It shows metrics to who may see them.",
  ],
  [
    "creates a budget with a notification",
    "aws_budgets_budget.monthly",
    {
      name: "monthly",
      budget_type: "COST",
      limit_amount: "500",
      limit_unit: "USD",
      time_unit: "MONTHLY",
    },
    "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    "It only tells.",
  ],
  [
    "creates an analyzer of access from outside",
    "aws_accessanalyzer_analyzer.account",
    { analyzer_name: "account", type: "ACCOUNT" },
    "AWS Security Hub IAM.28: IAM Access Analyzer is enabled",
    "It reports what is reachable.",
  ],
  [
    "creates a plan of daily backups",
    "aws_backup_plan.daily",
    {
      name: "daily",
      rule: [
        {
          rule_name: "daily",
          target_vault_name: "main",
          schedule: "cron(0 5 * * ? *)",
          lifecycle: [{ delete_after: 35 }],
        },
      ],
    },
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html",
    "Copies are made that did not exist.",
  ],
  [
    "blocks public access of a bucket that had no block",
    "aws_s3_bucket_public_access_block.old",
    {
      bucket: "lake-old",
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    "checkov CKV2_AWS_6: a bucket has a public access block",
    "It only takes access away.",
  ],
  [
    "logs the access to a bucket",
    "aws_s3_bucket_logging.lake",
    { bucket: "lake-events", target_bucket: "access-logs", target_prefix: "lake/" },
    "checkov CKV_AWS_18: buckets have access logs",
    "Who reads an object can be said.",
  ],
  [
    "requests a certificate",
    "aws_acm_certificate.api",
    { domain_name: "api.example.com", validation_method: "DNS" },
    "https://docs.aws.amazon.com/acm/latest/userguide/acm-public-certificates.html",
    "It is issued to the owner of the name only.",
  ],
]);
