import type { ArgumentRule } from "../arguments/argument-rule";
import { eachOf, together } from "../arguments/argument-rule";
import {
  changed,
  deleting,
  lowered,
  turnedOff,
  turnedOn,
  redirected,
} from "../arguments/comparisons";

/** How long data, logs, and deleted things are kept. */
export const retentionRules: readonly ArgumentRule[] = [
  {
    id: "durability/retention",
    title: "Data, logs or backups are kept for a shorter time",
    source:
      "checkov CKV_AWS_338, CKV_AWS_133; https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html",
    judges: together(
      { aws_kinesis_stream: { retention_period: deleting(lowered({ unset: 24 })) } },
      { aws_kinesis_video_stream: { data_retention_in_hours: deleting(lowered({ unset: 0 })) } },
      {
        aws_cloudwatch_log_group: {
          retention_in_days: deleting(lowered({ unset: 0, unlimited: 0 })),
        },
      },
      {
        aws_cloudwatch_event_archive: {
          retention_days: deleting(lowered({ unset: 0, unlimited: 0 })),
          event_pattern: changed,
        },
      },
      {
        aws_cloudtrail_event_data_store: { retention_period: deleting(lowered({ unset: 2_555 })) },
      },
      { aws_sqs_queue: { message_retention_seconds: lowered({ unset: 345_600 }) } },
      { aws_sns_topic: { archive_policy: redirected() } },
      { aws_db_instance: { backup_retention_period: lowered({ unset: 0 }) } },
      eachOf("aws_rds_cluster aws_docdb_cluster aws_neptune_cluster aws_docdbelastic_cluster", {
        backup_retention_period: lowered({ unset: 1 }),
      }),
      { aws_rds_cluster: { backtrack_window: lowered({ unset: 0 }) } },
      {
        aws_db_instance_automated_backups_replication: {
          retention_period: lowered({ unset: 7 }),
        },
      },
      {
        aws_redshift_cluster: {
          automated_snapshot_retention_period: lowered({ unset: 1 }),
          manual_snapshot_retention_period: lowered({ unset: -1, unlimited: -1 }),
        },
        aws_redshift_cluster_snapshot: {
          manual_snapshot_retention_period: lowered({ unset: -1, unlimited: -1 }),
        },
        aws_redshift_snapshot_copy: {
          retention_period: lowered({ unset: 7 }),
          manual_snapshot_retention_period: lowered({ unset: -1, unlimited: -1 }),
        },
        aws_redshiftserverless_snapshot: {
          retention_period: lowered({ unset: -1, unlimited: -1 }),
        },
      },
      eachOf(
        "aws_elasticache_cluster aws_elasticache_replication_group aws_elasticache_serverless_cache aws_memorydb_cluster",
        { snapshot_retention_limit: lowered({ unset: 0 }) },
      ),
      eachOf(
        `aws_fsx_lustre_file_system aws_fsx_ontap_file_system aws_fsx_openzfs_file_system aws_fsx_windows_file_system`,
        { automatic_backup_retention_days: lowered() },
      ),
      {
        aws_timestreamwrite_table: {
          "retention_properties.memory_store_retention_period_in_hours": deleting(lowered()),
          "retention_properties.magnetic_store_retention_period_in_days": deleting(lowered()),
        },
        aws_dynamodb_table: {
          "point_in_time_recovery.recovery_period_in_days": lowered({ unset: 35 }),
        },
        aws_dlm_lifecycle_policy: {
          "policy_details.schedule.retain_rule.count": lowered(),
          "policy_details.schedule.retain_rule.interval": lowered(),
          "policy_details.schedule.cross_region_copy_rule.retain_rule.interval": lowered(),
        },
        aws_rbin_rule: {
          "retention_period.retention_period_value": lowered(),
          lock_configuration: redirected(),
        },
        aws_config_retention_configuration: { retention_period_in_days: lowered() },
        aws_prometheus_workspace_configuration: { retention_period_in_days: deleting(lowered()) },
        aws_securitylake_data_lake: {
          "configuration.lifecycle_configuration.expiration.days": deleting(lowered()),
        },
        aws_synthetics_canary: {
          success_retention_period: lowered({ unset: 31 }),
          failure_retention_period: lowered({ unset: 31 }),
        },
        aws_s3tables_table: { maintenance_configuration: changed },
        aws_s3tables_table_bucket: { maintenance_configuration: changed },
        aws_glue_catalog_table_optimizer: { configuration: changed, type: changed },
        aws_opensearchserverless_lifecycle_policy: { policy: changed },
        aws_msk_configuration: { server_properties: changed },
      },
    ),
  },
  {
    id: "durability/time-to-live",
    title: "Items expire that did not before",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html",
    judges: {
      aws_dynamodb_table: { "ttl.enabled": turnedOn(), "ttl.attribute_name": redirected() },
      aws_keyspaces_table: {
        "ttl.status": turnedOn(),
        default_time_to_live: lowered({ unset: 0, unlimited: 0 }),
      },
    },
  },
  {
    id: "durability/deletion-window",
    title: "There is less time to stop the deletion of a key or a secret",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    judges: together(
      eachOf("aws_kms_key aws_kms_external_key aws_kms_replica_key aws_kms_replica_external_key", {
        deletion_window_in_days: lowered({ unset: 30 }),
      }),
      {
        aws_secretsmanager_secret: { recovery_window_in_days: lowered({ unset: 30 }) },
        aws_acmpca_certificate_authority: {
          permanent_deletion_time_in_days: lowered({ unset: 30 }),
        },
        aws_paymentcryptography_key: { deletion_window_in_days: lowered({ unset: 7 }) },
      },
    ),
  },
  {
    id: "durability/object-lock",
    title: "Objects or recovery points are locked for a shorter time, or less strictly",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
    judges: together(
      {
        aws_s3_bucket_object_lock_configuration: {
          "rule.default_retention.mode": redirected(),
          "rule.default_retention.days": lowered(),
          "rule.default_retention.years": lowered(),
          object_lock_enabled: turnedOff(),
        },
        aws_s3_bucket: {
          object_lock_configuration: redirected(),
          object_lock_enabled: turnedOff(),
        },
        aws_backup_vault_lock_configuration: {
          changeable_for_days: changed,
          max_retention_days: changed,
          min_retention_days: lowered({ unset: 0 }),
        },
        aws_glacier_vault_lock: { complete_lock: changed, policy: changed },
      },
      eachOf("aws_s3_object aws_s3_bucket_object aws_s3_object_copy", {
        object_lock_legal_hold_status: turnedOff(),
        object_lock_mode: redirected(),
        object_lock_retain_until_date: redirected(),
      }),
    ),
  },
];
