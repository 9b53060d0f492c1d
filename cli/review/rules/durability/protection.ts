import type { ArgumentRule } from "../arguments/argument-rule";
import { eachOf, together } from "../arguments/argument-rule";
import { becomes, leaves, redirected, turnedOff, turnedOn } from "../arguments/comparisons";

/** What stands between a mistake and the loss of data. */
export const protectionRules: readonly ArgumentRule[] = [
  {
    id: "durability/deletion-protection",
    title: "A protection against deletion or termination is turned off",
    source: "checkov CKV_AWS_293, CKV_AWS_139, CKV_AWS_150, CKV2_AWS_76",
    judges: together(
      eachOf(
        `aws_db_instance aws_rds_cluster aws_rds_global_cluster aws_docdb_cluster aws_docdb_global_cluster
        aws_neptune_cluster aws_neptune_global_cluster aws_cognito_user_pool aws_eks_cluster
        aws_verifiedpermissions_policy_store`,
        { deletion_protection: turnedOff() },
      ),
      eachOf("aws_qldb_ledger aws_neptunegraph_graph", { deletion_protection: turnedOff("on") }),
      eachOf("aws_dynamodb_table aws_dsql_cluster aws_dynamodb_table_replica", {
        deletion_protection_enabled: turnedOff(),
      }),
      eachOf("aws_lb aws_alb", { enable_deletion_protection: turnedOff() }),
      eachOf("aws_instance aws_launch_template", {
        disable_api_termination: turnedOff(),
        disable_api_stop: turnedOff(),
      }),
      {
        aws_emr_cluster: { termination_protection: turnedOff() },
        aws_cloudtrail_event_data_store: { termination_protection_enabled: turnedOff("on") },
        aws_networkfirewall_firewall: {
          delete_protection: turnedOff(),
          subnet_change_protection: turnedOff(),
          firewall_policy_change_protection: turnedOff(),
        },
        aws_autoscaling_group: { protect_from_scale_in: turnedOff() },
        aws_kinesis_stream: { enforce_consumer_deletion: turnedOn() },
      },
    ),
  },
  {
    id: "durability/final-copy",
    title: "Destroying a resource later will keep no copy of its data, or will not stop at it",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.Snapshot",
    judges: together(
      eachOf(
        "aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster aws_redshift_cluster",
        { skip_final_snapshot: turnedOn(), final_snapshot_identifier: becomesUnset() },
      ),
      eachOf("aws_db_instance aws_rds_cluster", { delete_automated_backups: turnedOn("on") }),
      eachOf("aws_elasticache_cluster aws_elasticache_replication_group", {
        final_snapshot_identifier: becomesUnset(),
      }),
      eachOf("aws_memorydb_cluster aws_redshiftserverless_namespace", {
        final_snapshot_name: becomesUnset(),
      }),
      eachOf(
        `aws_fsx_lustre_file_system aws_fsx_ontap_volume aws_fsx_openzfs_file_system aws_fsx_openzfs_volume
        aws_fsx_windows_file_system`,
        { skip_final_backup: turnedOn() },
      ),
      eachOf(
        `aws_s3_bucket aws_s3_directory_bucket aws_s3tables_table_bucket aws_s3vectors_vector_bucket aws_ecrpublic_repository
        aws_backup_vault aws_route53_zone aws_athena_workgroup aws_athena_database aws_s3_object aws_s3_object_copy`,
        { force_destroy: turnedOn() },
      ),
      {
        aws_ecr_repository: { force_delete: turnedOn() },
        aws_ebs_volume: { final_snapshot: turnedOff() },
        aws_cloudwatch_log_group: { skip_destroy: turnedOff() },
        aws_organizations_account: { close_on_deletion: turnedOn() },
        aws_codebuild_report_group: { delete_reports: turnedOn() },
        aws_bedrockagent_data_source: { data_deletion_policy: becomes("DELETE") },
        aws_sagemaker_domain: { "retention_policy.home_efs_file_system": becomes("Delete") },
        aws_instance: {
          "root_block_device.delete_on_termination": turnedOn("on"),
          "ebs_block_device.delete_on_termination": turnedOn("on"),
          instance_initiated_shutdown_behavior: becomes("terminate"),
        },
        aws_cloudformation_stack: { on_failure: becomes("DELETE") },
      },
    ),
  },
  {
    id: "durability/image-tags",
    title: "Tags of images can be overwritten",
    source: "checkov CKV_AWS_51",
    judges: {
      aws_ecr_repository: {
        image_tag_mutability: leaves("IMMUTABLE"),
        image_tag_mutability_exclusion_filter: redirected("or set"),
      },
    },
  },
];

/** A final snapshot has a name, and has none any more. */
function becomesUnset() {
  return (before: readonly unknown[], after: readonly unknown[]) =>
    before.length > 0 && after.length === 0 ? { verb: "removes" } : undefined;
}
