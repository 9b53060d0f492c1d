import type { KnownTypes } from "./type-knowledge";

/** The types of this project's stacks, and their arguments that are harmless or judged by rules of several families. */
export const projectTypes: KnownTypes = {
  aws_athena_named_query: {
    harmless: ["name", "description", "query", "database", "workgroup"],
    harmlessToDestroy: true,
  },
  aws_athena_workgroup: {
    harmless: [
      "description",
      "force_destroy",
      "configuration.publish_cloudwatch_metrics_enabled",
      "configuration.engine_version",
    ],
  },
  aws_cloudwatch_dashboard: {
    harmless: ["dashboard_body", "dashboard_arn", "dashboard_name"],
    harmlessToDestroy: true,
  },
  aws_cloudwatch_event_rule: { harmless: ["description", "force_destroy"] },
  aws_cloudwatch_event_target: { harmless: ["force_destroy", "retry_policy"] },
  aws_cloudwatch_log_group: { judged: { kms_key_id: "project/log-group-encryption" } },
  aws_cloudwatch_log_stream: { harmless: ["name", "log_group_name"] },
  aws_cloudwatch_metric_alarm: { harmless: ["alarm_description", "alarm_name", "unit"] },
  aws_cloudwatch_query_definition: {
    harmless: ["name", "query_string", "log_group_names", "query_definition_id"],
    harmlessToDestroy: true,
  },
  aws_glue_catalog_database: { harmless: ["description"] },
  aws_glue_catalog_table: {
    harmless: ["description", "owner", "parameters.comment"],
    judged: {
      "storage_descriptor.columns": "schema/breaking-change",
      partition_keys: "schema/breaking-change",
      "parameters.projection": "schema/breaking-change",
    },
  },
  aws_glue_crawler: { harmless: ["description", "classifiers"] },
  aws_glue_security_configuration: { harmlessToDestroy: true },
  aws_iam_policy: {
    harmless: ["description", "policy_id", "attachment_count"],
  },
  aws_iam_role: {
    harmless: ["description", "unique_id", "create_date", "force_detach_policies"],
  },
  aws_iam_role_policy: { harmless: ["name"] },
  aws_kinesis_firehose_delivery_stream: {
    harmless: [
      "destination_id",
      "version_id",
      "extended_s3_configuration.file_extension",
      "extended_s3_configuration.buffering_interval",
      "extended_s3_configuration.buffering_size",
    ],
  },
  aws_kinesis_stream: {
    harmless: ["shard_level_metrics", "enforce_consumer_deletion"],
    judged: { shard_count: "project/resharding", encryption_type: "project/stream-encryption" },
  },
  aws_kms_key: {
    harmless: ["description", "key_id"],
    judged: { enable_key_rotation: "project/key-rotation" },
  },
  aws_lambda_function: {
    harmless: [
      "architectures",
      "description",
      "environment.variables",
      "ephemeral_storage",
      "filename",
      "handler",
      "memory_size",
      "package_type",
      "publish",
      "runtime",
      "s3_key",
      "s3_object_version",
      "source_code_hash",
      "timeout",
      "tracing_config",
      "snap_start",
      "code_sha256",
      "invoke_arn",
      "last_modified",
      "qualified_arn",
      "qualified_invoke_arn",
      "source_code_size",
      "version",
    ],
  },
  aws_s3_bucket: {
    harmless: [
      "bucket_domain_name",
      "bucket_regional_domain_name",
      "hosted_zone_id",
      "region",
      "bucket_region",
    ],
  },
  aws_s3_bucket_lifecycle_configuration: {},
  aws_s3_bucket_logging: {},
  aws_s3_bucket_ownership_controls: {},
  aws_s3_bucket_public_access_block: {
    judged: Object.fromEntries(
      [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
      ].map((name) => [name, "project/public-access-settings"]),
    ),
  },
  aws_s3_bucket_server_side_encryption_configuration: {},
  aws_s3_bucket_versioning: {},
  aws_sns_topic: { harmless: ["display_name"] },
  aws_sns_topic_policy: { harmless: ["owner"] },
  aws_sns_topic_subscription: {},
  aws_ssm_parameter: { harmless: ["description", "version"] },
};
