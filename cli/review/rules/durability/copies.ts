import type { ArgumentRule } from "../arguments/argument-rule";
import { eachOf, together } from "../arguments/argument-rule";
import {
  changed,
  leaves,
  losesElements,
  lowered,
  redirected,
  turnedOff,
} from "../arguments/comparisons";

/** Versions, replicas, backups, and standby instances. */
export const copyRules: readonly ArgumentRule[] = [
  {
    id: "durability/versioning",
    title: "A bucket no longer keeps the versions of its objects, or protects them less",
    source:
      "checkov CKV_AWS_21; https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    judges: together({
      aws_s3_bucket_versioning: {
        "versioning_configuration.status": leaves("Enabled"),
        "versioning_configuration.mfa_delete": leaves("Enabled"),
        mfa: changed,
      },
      aws_s3_bucket: {
        "versioning.enabled": turnedOff(),
        "versioning.mfa_delete": turnedOff(),
      },
    }),
  },
  {
    id: "durability/replication",
    title: "Data is copied to fewer places, or to others",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
    judges: together({
      aws_s3_bucket_replication_configuration: { rule: changed, role: changed, token: changed },
      aws_s3_bucket: { replication_configuration: redirected("or set") },
      aws_dynamodb_table: {
        "replica.region_name": losesElements,
        "replica.kms_key_arn": losesElements,
      },
      aws_dynamodb_global_table: { "replica.region_name": losesElements },
      aws_secretsmanager_secret: {
        "replica.region": losesElements,
        "replica.kms_key_id": losesElements,
      },
      aws_ecr_replication_configuration: { replication_configuration: changed },
      aws_efs_replication_configuration: { destination: changed, source_file_system_id: changed },
      aws_efs_file_system: { "protection.replication_overwrite": leaves("ENABLED") },
      aws_rds_global_cluster: { source_db_cluster_identifier: redirected() },
      aws_rds_cluster: {
        replication_source_identifier: redirected(),
        global_cluster_identifier: redirected(),
      },
      aws_db_instance: { replicate_source_db: redirected() },
      aws_s3tables_table_bucket_replication: { rule: changed, role: changed },
      aws_s3tables_table_replication: { rule: changed, role: changed },
    }),
  },
  {
    id: "durability/availability",
    title: "A failure of a zone or an instance is no longer bridged",
    source:
      "checkov CKV_AWS_157; https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
    judges: together(
      eachOf("aws_db_instance aws_redshift_cluster aws_dms_replication_instance", {
        multi_az: turnedOff(),
      }),
      {
        aws_elasticache_replication_group: {
          automatic_failover_enabled: turnedOff(),
          multi_az_enabled: turnedOff(),
          num_cache_clusters: lowered(),
          num_node_groups: lowered(),
          replicas_per_node_group: lowered(),
        },
        aws_memorydb_cluster: {
          num_replicas_per_shard: lowered({ unset: 1 }),
          num_shards: lowered({ unset: 1 }),
        },
        aws_msk_cluster: { number_of_broker_nodes: lowered() },
        aws_mq_broker: { deployment_mode: changed },
        aws_dax_cluster: { replication_factor: lowered() },
        aws_redshift_cluster: {
          number_of_nodes: lowered({ unset: 1 }),
          availability_zone_relocation_enabled: turnedOff(),
        },
        aws_lb: { enable_cross_zone_load_balancing: turnedOff() },
      },
      eachOf("aws_opensearch_domain aws_elasticsearch_domain", {
        "cluster_config.zone_awareness_enabled": turnedOff(),
        "cluster_config.multi_az_with_standby_enabled": turnedOff(),
        "cluster_config.dedicated_master_enabled": turnedOff(),
        "cluster_config.instance_count": lowered({ unset: 1 }),
      }),
    ),
  },
  {
    id: "durability/point-in-time-recovery",
    title: "A table can no longer be restored to a point in time",
    source: "checkov CKV_AWS_28",
    judges: {
      aws_dynamodb_table: {
        "point_in_time_recovery.enabled": turnedOff(),
        "replica.point_in_time_recovery": turnedOff(),
      },
      aws_dynamodb_table_replica: { point_in_time_recovery: turnedOff() },
      aws_keyspaces_table: { "point_in_time_recovery.status": turnedOff() },
    },
  },
  {
    id: "durability/backup-plan",
    title: "Less is backed up, less often, elsewhere, or kept for a shorter time",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html",
    judges: {
      aws_backup_plan: {
        "rule.rule_name": losesElements,
        "rule.schedule": changed,
        "rule.target_vault_name": changed,
        "rule.enable_continuous_backup": turnedOff(),
        "rule.lifecycle.delete_after": lowered({ unset: -1, unlimited: -1 }),
        "rule.lifecycle.cold_storage_after": changed,
        "rule.copy_action.destination_vault_arn": losesElements,
        "rule.copy_action.lifecycle.delete_after": lowered({ unset: -1, unlimited: -1 }),
        "rule.copy_action.lifecycle.cold_storage_after": changed,
        advanced_backup_setting: redirected(),
      },
      aws_backup_selection: {
        resources: losesElements,
        not_resources: changed,
        condition: changed,
        selection_tag: changed,
        iam_role_arn: changed,
        plan_id: changed,
      },
      aws_backup_region_settings: {
        resource_type_opt_in_preference: changed,
        resource_type_management_preference: changed,
      },
      aws_backup_global_settings: { global_settings: changed },
      aws_efs_backup_policy: { "backup_policy.status": leaves("ENABLED") },
      aws_dlm_lifecycle_policy: {
        state: leaves("ENABLED"),
        "policy_details.schedule.create_rule": changed,
        "policy_details.target_tags": changed,
        "policy_details.resource_types": changed,
        "policy_details.schedule.name": losesElements,
        execution_role_arn: changed,
      },
      aws_redshift_snapshot_schedule: { definitions: changed },
      aws_redshift_snapshot_copy: { destination_region: changed },
      aws_rbin_rule: {
        resource_type: changed,
        resource_tags: changed,
        exclude_resource_tags: changed,
      },
    },
  },
];
