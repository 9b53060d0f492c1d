import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { destroy } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

const DOCS = "https://docs.aws.amazon.com";

/** A resource with data: what it is, its address, its page, what is lost, its arguments. */
type Row = readonly [what: string, address: string, source: string, why: string, values: Values];

const rows: readonly Row[] = [
  [
    "a database of RDS without a last snapshot",
    "aws_db_instance.orders",
    `${DOCS}/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html: without a final snapshot it can't be restored`,
    "All orders are gone, and the automated backups with them.",
    { identifier: "orders", engine: "postgres", skip_final_snapshot: true },
  ],
  [
    "a cluster of Aurora",
    "aws_rds_cluster.orders",
    `${DOCS}/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html`,
    "The cluster's volume is deleted.",
    { cluster_identifier: "orders", engine: "aurora-postgresql", skip_final_snapshot: true },
  ],
  [
    "a table of DynamoDB",
    "aws_dynamodb_table.sessions",
    `${DOCS}/amazondynamodb/latest/APIReference/API_DeleteTable.html: deletes a table and all of its items`,
    "All items are gone.",
    { name: "sessions", hash_key: "id", billing_mode: "PAY_PER_REQUEST" },
  ],
  [
    "a file system",
    "aws_efs_file_system.shared",
    `${DOCS}/efs/latest/ug/delete-efs-fs.html: a destructive action that can't be undone`,
    "All files are gone.",
    { creation_token: "shared", encrypted: true },
  ],
  [
    "a file system of Windows",
    "aws_fsx_windows_file_system.home",
    `${DOCS}/fsx/latest/WindowsGuide/delete-file-system.html`,
    "All files are gone.",
    { id: "fs-1", storage_capacity: 300, skip_final_backup: true },
  ],
  [
    "a disk",
    "aws_ebs_volume.data",
    `${DOCS}/ebs/latest/userguide/ebs-deleting-volume.html: its data is gone, and can't be attached again`,
    "All files on the disk are gone.",
    { id: "vol-1", size: 100, type: "gp3", availability_zone: "eu-west-1a" },
  ],
  [
    "a queue",
    "aws_sqs_queue.jobs",
    `${DOCS}/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html: regardless of its contents, messages are no longer available`,
    "Jobs that wait are never done.",
    { name: "jobs", message_retention_seconds: 1209600 },
  ],
  [
    "a bucket with its objects",
    "aws_s3_bucket.lake",
    `${DOCS}/AmazonS3/latest/userguide/delete-bucket.html`,
    "With force_destroy the provider deletes all objects and versions first.",
    { bucket: "lake-events", id: "lake-events", force_destroy: true },
  ],
  [
    "an object of a bucket",
    "aws_s3_object.reference",
    `${DOCS}/AmazonS3/latest/userguide/DeletingObjects.html`,
    "The file with reference data is gone.",
    { bucket: "lake-reference", key: "countries.csv" },
  ],
  [
    "a copy of an object",
    "aws_s3_object_copy.contract",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_object_copy: the copy is an object of its own, and is deleted with the resource",
    "Destroying the resource deletes the object at the copy's place.",
    { bucket: "lake-archive", key: "contract.pdf", source: "inbox/contract.pdf" },
  ],
  [
    "a stream",
    "aws_kinesis_stream.events",
    `${DOCS}/kinesis/latest/APIReference/API_DeleteStream.html: deletes a stream and all its shards and data`,
    "Events that nobody has read yet are gone.",
    { name: "events", shard_count: 2, retention_period: 168 },
  ],
  [
    "a log group",
    "aws_cloudwatch_log_group.audit",
    `${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html: permanently deletes all archived log events`,
    "The logs of a year are gone.",
    { name: "/audit", retention_in_days: 365, skip_destroy: false },
  ],
  [
    "a log stream",
    "aws_cloudwatch_log_stream.audit",
    `${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html: permanently deletes all archived log events`,
    "The stream's events are gone.",
    { name: "audit", log_group_name: "/audit" },
  ],
  [
    "a key that encrypts the lake",
    "aws_kms_key.bucket_key",
    `${DOCS}/kms/latest/developerguide/deleting-keys.html: data encrypted with the key is unrecoverable`,
    "After the waiting period nobody can read the objects.",
    { description: "Objects of the lake", deletion_window_in_days: 7 },
  ],
  [
    "a secret without a recovery window",
    "aws_secretsmanager_secret.database",
    `${DOCS}/secretsmanager/latest/apireference/API_DeleteSecret.html: ForceDeleteWithoutRecovery`,
    "The password can't be restored.",
    { name: "database", recovery_window_in_days: 0 },
  ],
  [
    "a parameter",
    "aws_ssm_parameter.token",
    `${DOCS}/systems-manager/latest/APIReference/API_DeleteParameter.html; its versions go with it`,
    "The value and its history are gone.",
    { name: "/token", type: "SecureString" },
  ],
  [
    "a repository of images",
    "aws_ecr_repository.jobs",
    `${DOCS}/AmazonECR/latest/userguide/repository-delete.html: with force, all images go with it`,
    "Images that services run can't be pulled any more.",
    { name: "jobs", force_delete: true },
  ],
  [
    "a snapshot of a database",
    "aws_db_snapshot.before_migration",
    `${DOCS}/AmazonRDS/latest/UserGuide/USER_DeleteSnapshot.html`,
    "The state before the migration can't be restored.",
    { db_snapshot_identifier: "before-migration", db_instance_identifier: "orders" },
  ],
  [
    "a snapshot of a disk",
    "aws_ebs_snapshot.data",
    `${DOCS}/ebs/latest/userguide/ebs-deleting-snapshot.html`,
    "The copy of the disk is gone.",
    { id: "snap-1", volume_id: "vol-1" },
  ],
  [
    "a vault of backups",
    "aws_backup_vault.main",
    `${DOCS}/aws-backup/latest/devguide/delete-a-vault.html`,
    "With force_destroy the recovery points go with it.",
    { name: "main", force_destroy: true },
  ],
  [
    "a data warehouse",
    "aws_redshift_cluster.dwh",
    `${DOCS}/redshift/latest/mgmt/rs-mgmt-shutdown-delete-cluster.html`,
    "All tables are gone.",
    { cluster_identifier: "dwh", skip_final_snapshot: true },
  ],
  [
    "a search domain",
    "aws_opensearch_domain.search",
    `${DOCS}/opensearch-service/latest/developerguide/gsgdeleting.html: deletes the domain and all of its data`,
    "All indexes are gone.",
    { domain_name: "search", engine_version: "OpenSearch_2.17" },
  ],
  [
    "a document database",
    "aws_docdb_cluster.docs",
    `${DOCS}/documentdb/latest/developerguide/db-cluster-delete.html`,
    "All documents are gone.",
    { cluster_identifier: "docs", skip_final_snapshot: true },
  ],
  [
    "a graph database",
    "aws_neptune_cluster.graph",
    `${DOCS}/neptune/latest/userguide/manage-console-instances-delete.html`,
    "The graph is gone.",
    { cluster_identifier: "graph", skip_final_snapshot: true },
  ],
  [
    "a store of Valkey",
    "aws_elasticache_replication_group.carts",
    `${DOCS}/AmazonElastiCache/latest/dg/Replication.DeletingRepGroup.html`,
    "Carts have no other copy.",
    { replication_group_id: "carts", engine: "valkey" },
  ],
  [
    "a cluster of Kafka",
    "aws_msk_cluster.bus",
    `${DOCS}/msk/latest/developerguide/msk-delete-cluster.html`,
    "All topics are gone.",
    { cluster_name: "bus", number_of_broker_nodes: 3 },
  ],
  [
    "a table of time series",
    "aws_timestreamwrite_table.metrics",
    `${DOCS}/timestream/latest/developerguide/API_DeleteTable.html: can't be undone`,
    "All points are gone.",
    { table_name: "metrics", database_name: "plant" },
  ],
  [
    "a pool of users",
    "aws_cognito_user_pool.app",
    `${DOCS}/cognito/latest/developerguide/cognito-user-pools-managing-deletion-protection.html`,
    "All accounts of customers are gone.",
    { name: "app", deletion_protection: "INACTIVE" },
  ],
  [
    "a bucket of tables",
    "aws_s3tables_table_bucket.lake",
    `${DOCS}/AmazonS3/latest/userguide/s3-tables-buckets-delete.html`,
    "Tables of Iceberg are gone.",
    { name: "lake" },
  ],
  [
    "a machine with its disk",
    "aws_instance.wiki",
    `${DOCS}/AWSEC2/latest/UserGuide/terminating-instances.html: volumes with DeleteOnTermination are deleted`,
    "The wiki lives on the root disk.",
    {
      ami: "ami-1",
      instance_type: "t3.small",
      root_block_device: [{ delete_on_termination: true, volume_size: 100 }],
    },
  ],
];

/** One resource with data is destroyed, for each type. */
export const destroyed: readonly CorpusCase[] = rows.map(
  ([what, address, source, why, values]) => ({
    name: `destroys ${what}`,
    verdict: "destroys data",
    source,
    why,
    plan: plan(destroy(address, values)),
  }),
);
