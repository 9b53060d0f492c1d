import { removalRule } from "../arguments/removal-rule";

/** Resources that protect data, and are destroyed. */
export const removedProtection = removalRule({
  id: "durability/removed-protection",
  title: "What protects data or makes copies of it is destroyed",
  source:
    "checkov CKV_AWS_21, CKV_AWS_133; https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html",
  removes: {
    aws_s3_bucket_versioning: "the bucket no longer keeps the versions of its objects",
    aws_s3_bucket_replication_configuration: "objects are no longer copied to another bucket",
    aws_s3_bucket_object_lock_configuration: "new objects are no longer locked",
    aws_s3_bucket_server_side_encryption_configuration:
      "the bucket's encryption falls back to Amazon's keys",
    aws_backup_plan: "nothing is backed up by it any more",
    aws_backup_selection: "what it selects is no longer backed up",
    aws_backup_vault_lock_configuration: "recovery points can be deleted before their time",
    aws_glacier_vault_lock: "archives can be deleted before their time",
    aws_dlm_lifecycle_policy: "no more snapshots are made by it",
    aws_rbin_rule: "deleted snapshots and images can't be recovered any more",
    aws_efs_backup_policy: "the file system is no longer backed up",
    aws_efs_replication_configuration: "the file system is no longer copied",
    aws_ecr_replication_configuration: "images are no longer copied",
    aws_ebs_encryption_by_default: "new volumes are not encrypted",
    aws_db_instance_automated_backups_replication: "backups are no longer copied to another region",
    aws_redshift_snapshot_schedule: "no more snapshots are made by it",
    aws_redshift_snapshot_schedule_association:
      "no more snapshots of the cluster are made by the schedule",
    aws_redshift_snapshot_copy: "snapshots are no longer copied to another region",
    aws_secretsmanager_secret_rotation: "the secret is no longer rotated",
    aws_sqs_queue_redrive_policy: "messages that fail are kept nowhere",
    aws_lambda_function_event_invoke_config: "events that fail are given up by the defaults",
    aws_s3tables_table_replication: "the table is no longer copied",
    aws_s3tables_table_bucket_replication: "tables are no longer copied",
    aws_kms_alias: "what finds the key by this name fails",
  },
});
