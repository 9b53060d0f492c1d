import type { KnownTypes } from "./type-knowledge";

const DATABASE = [
  "allow_major_version_upgrade",
  "apply_immediately",
  "copy_tags_to_snapshot",
  "iops",
  "preferred_backup_window",
  "preferred_maintenance_window",
];
const OBJECT = [
  "cache_control",
  "content_disposition",
  "content_encoding",
  "content_language",
  "content_type",
  "metadata",
  "version_id",
  "bucket_key_enabled",
  "checksum_algorithm",
];
const overwrittenObject = Object.fromEntries(
  ["content", "content_base64", "source", "source_hash", "etag", "key"].map((name) => [
    name,
    "data-loss/overwritten-object",
  ]),
);

/** Types that hold or protect data. What the rules over arguments judge is added to them. */
export const dataTypes: KnownTypes = {
  aws_s3_bucket: {
    harmless: ["acceleration_status"],
    judged: { lifecycle_rule: "durability/lifecycle-expiry" },
  },
  aws_s3_bucket_versioning: {},
  aws_s3_bucket_lifecycle_configuration: {
    harmless: ["transition_default_minimum_object_size"],
    judged: { rule: "durability/lifecycle-expiry" },
  },
  aws_s3_bucket_object_lock_configuration: {},
  aws_s3_bucket_replication_configuration: {},
  aws_s3_bucket_server_side_encryption_configuration: { harmless: ["rule.bucket_key_enabled"] },
  aws_s3_bucket_inventory: {},
  aws_s3_bucket_analytics_configuration: { harmless: ["filter"] },
  aws_s3_bucket_metric: {},
  aws_s3_bucket_notification: {},
  aws_s3_object: { harmless: OBJECT, judged: overwrittenObject },
  aws_s3_bucket_object: { harmless: OBJECT, judged: overwrittenObject },
  aws_ebs_volume: { harmless: ["size", "iops", "throughput", "type"] },
  aws_ebs_snapshot: { harmless: ["description"] },
  aws_ebs_snapshot_copy: { harmless: ["description"] },
  aws_efs_file_system: {
    harmless: ["throughput_mode", "provisioned_throughput_in_mibps", "lifecycle_policy"],
  },
  aws_efs_backup_policy: {},
  aws_efs_replication_configuration: {},
  aws_backup_plan: {
    harmless: [
      "name",
      "version",
      "rule.start_window",
      "rule.completion_window",
      "rule.recovery_point_tags",
      "rule.schedule_expression_timezone",
    ],
  },
  aws_backup_selection: { harmless: ["name"] },
  aws_backup_vault: { harmless: ["recovery_points"] },
  aws_backup_vault_lock_configuration: {},
  aws_backup_vault_notifications: {},
  aws_backup_region_settings: {},
  aws_dlm_lifecycle_policy: { harmless: ["description"] },
  aws_rbin_rule: { harmless: ["description"] },
  aws_db_instance: {
    harmless: [
      ...DATABASE,
      "allocated_storage",
      "max_allocated_storage",
      "backup_window",
      "maintenance_window",
      "storage_throughput",
      "latest_restorable_time",
      "engine_version_actual",
    ],
  },
  aws_rds_cluster: {
    harmless: [...DATABASE, "serverlessv2_scaling_configuration", "scaling_configuration"],
  },
  aws_rds_cluster_instance: { harmless: [...DATABASE, "promotion_tier"] },
  aws_docdb_cluster: { harmless: DATABASE },
  aws_neptune_cluster: { harmless: [...DATABASE, "serverless_v2_scaling_configuration"] },
  aws_db_instance_automated_backups_replication: {},
  aws_db_event_subscription: { harmless: ["name"] },
  aws_db_snapshot: {},
  aws_dynamodb_table: {
    harmless: ["attribute", "table_class", "stream_arn", "stream_label"],
  },
  aws_dynamodb_table_item: {},
  aws_dynamodb_table_replica: {},
  aws_dynamodb_contributor_insights: {},
  aws_dynamodb_kinesis_streaming_destination: {
    harmless: ["approximate_creation_date_time_precision"],
  },
  aws_elasticache_replication_group: {
    harmless: ["apply_immediately", "description", "maintenance_window", "snapshot_window"],
  },
  aws_elasticache_cluster: {
    harmless: ["apply_immediately", "maintenance_window", "snapshot_window"],
  },
  aws_timestreamwrite_database: { harmless: ["table_count"] },
  aws_timestreamwrite_table: {},
  aws_keyspaces_table: { harmless: ["comment"] },
  aws_qldb_ledger: {},
  aws_ecr_repository: { harmless: ["repository_url"] },
  aws_ecr_lifecycle_policy: { judged: { policy: "durability/image-expiry" } },
  aws_kms_alias: { harmless: ["name", "target_key_arn"] },
  aws_kms_external_key: { harmless: ["description"] },
  aws_kms_replica_key: { harmless: ["description"] },
  aws_secretsmanager_secret: { harmless: ["description", "force_overwrite_replica_secret"] },
  aws_secretsmanager_secret_version: { harmless: ["version_id"] },
  aws_secretsmanager_secret_rotation: { harmless: ["rotate_immediately", "rotation_enabled"] },
  aws_ssm_parameter: { harmless: ["allowed_pattern", "data_type", "overwrite", "tier"] },
  aws_cognito_user_pool: {},
};
