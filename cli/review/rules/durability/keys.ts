import type { ArgumentRule } from "../arguments/argument-rule";
import { eachOf, together } from "../arguments/argument-rule";
import { changed, leaves, raised, redirected, turnedOff } from "../arguments/comparisons";

/** Keys and secrets, and what is encrypted with them. */
export const keyRules: readonly ArgumentRule[] = [
  {
    id: "durability/key-unusable",
    title:
      "What is encrypted with a key can no longer be read, or is to be encrypted with another one",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html",
    judges: together(
      {
        aws_kms_key: {
          is_enabled: turnedOff("on"),
          custom_key_store_id: changed,
          xks_key_id: changed,
        },
      },
      eachOf("aws_kms_external_key aws_kms_replica_key aws_kms_replica_external_key", {
        enabled: turnedOff("on"),
      }),
      eachOf("aws_kms_external_key aws_kms_replica_external_key", {
        key_material_base64: changed,
        valid_to: changed,
      }),
      {
        aws_kms_alias: { target_key_id: changed },
        aws_paymentcryptography_key: { enabled: turnedOff("on"), exportable: changed },
        aws_paymentcryptography_key_alias: { key_arn: changed },
      },
    ),
  },
  {
    id: "durability/rotation",
    title: "A key or a secret is rotated less often, or not at all",
    source: "checkov CKV_AWS_7, CKV_AWS_304, CKV2_AWS_57",
    judges: {
      aws_kms_key: {
        enable_key_rotation: turnedOff(),
        rotation_period_in_days: raised({ unset: 365 }),
      },
      aws_secretsmanager_secret_rotation: {
        "rotation_rules.automatically_after_days": raised(),
        "rotation_rules.schedule_expression": changed,
        "rotation_rules.duration": changed,
        rotation_lambda_arn: changed,
        secret_id: changed,
      },
    },
  },
  {
    id: "durability/encryption",
    title: "Data is no longer encrypted, or with another key",
    source: "checkov CKV_AWS_145, CKV_AWS_16, CKV_AWS_27, CKV_AWS_43, CKV_AWS_158",
    judges: together(
      {
        aws_s3_bucket_server_side_encryption_configuration: {
          "rule.apply_server_side_encryption_by_default.sse_algorithm": changed,
          "rule.apply_server_side_encryption_by_default.kms_master_key_id": changed,
        },
        aws_s3_bucket: { server_side_encryption_configuration: redirected("or set") },
        aws_kinesis_stream: { encryption_type: leaves("KMS"), kms_key_id: redirected() },
        aws_sqs_queue: { kms_master_key_id: redirected(), sqs_managed_sse_enabled: turnedOff() },
        aws_sns_topic: { kms_master_key_id: redirected() },
        aws_dynamodb_table: {
          "server_side_encryption.enabled": turnedOff(),
          "server_side_encryption.kms_key_arn": redirected(),
        },
        aws_dynamodb_table_replica: { kms_key_arn: redirected() },
        aws_cloudwatch_event_archive: { kms_key_identifier: redirected() },
        aws_redshift_cluster: { encrypted: turnedOff(), kms_key_id: redirected() },
        aws_redshiftserverless_namespace: { kms_key_id: redirected() },
        aws_ebs_encryption_by_default: { enabled: turnedOff("on") },
        aws_ebs_default_kms_key: { key_arn: changed },
        aws_ecr_repository: { encryption_configuration: redirected() },
        aws_glue_security_configuration: { encryption_configuration: changed },
        aws_glue_data_catalog_encryption_settings: { data_catalog_encryption_settings: changed },
        aws_xray_encryption_config: { type: changed, key_id: redirected() },
        aws_secretsmanager_secret: { kms_key_id: redirected() },
        aws_ssm_parameter: { key_id: redirected(), type: changed },
        aws_backup_vault: { kms_key_arn: redirected() },
        aws_lambda_function: { kms_key_arn: redirected(), source_kms_key_arn: redirected() },
        aws_kinesis_video_stream: { kms_key_id: redirected() },
        aws_timestreamwrite_database: { kms_key_id: redirected() },
        aws_keyspaces_table: { encryption_specification: changed },
        aws_msk_cluster: { encryption_info: changed },
        aws_mwaa_environment: { kms_key: redirected() },
      },
      { aws_neptune_cluster: { kms_key_arn: redirected() } },
      eachOf("aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster", {
        storage_encrypted: turnedOff(),
        kms_key_id: redirected(),
      }),
      eachOf("aws_ebs_volume aws_efs_file_system", {
        encrypted: turnedOff(),
        kms_key_id: redirected(),
      }),
      eachOf("aws_elasticache_replication_group", {
        at_rest_encryption_enabled: turnedOff(),
        kms_key_id: redirected(),
        transit_encryption_enabled: turnedOff(),
        transit_encryption_mode: leaves("required"),
      }),
      eachOf("aws_memorydb_cluster", { tls_enabled: turnedOff("on") }),
      eachOf("aws_opensearch_domain aws_elasticsearch_domain", {
        "encrypt_at_rest.enabled": turnedOff(),
        "encrypt_at_rest.kms_key_id": redirected(),
        "node_to_node_encryption.enabled": turnedOff(),
        "domain_endpoint_options.enforce_https": turnedOff(),
        "domain_endpoint_options.tls_security_policy": changed,
      }),
      { aws_cloudwatch_log_group: { kms_key_id: redirected() } },
    ),
  },
];
