import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

const database: Values = {
  identifier: "orders",
  engine: "postgres",
  instance_class: "db.t3.medium",
  deletion_protection: true,
  skip_final_snapshot: false,
  backup_retention_period: 7,
  multi_az: true,
};
const table: Values = {
  name: "sessions",
  hash_key: "id",
  billing_mode: "PAY_PER_REQUEST",
  deletion_protection_enabled: true,
  point_in_time_recovery: [{ enabled: true }],
};

/** A switch that protects data: its resource, argument, and both settings. */
type Row = readonly [
  name: string,
  address: string,
  protectedBy: Values,
  switchedOff: Values,
  source: string,
  why: string,
];

const switches: readonly Row[] = [
  [
    "the deletion protection of a database",
    "aws_db_instance.orders",
    database,
    { deletion_protection: false },
    "checkov CKV_AWS_293: databases have deletion protection",
    "The next plan can delete it; this change usually comes first.",
  ],
  [
    "the last snapshot before a database is deleted",
    "aws_db_instance.orders",
    database,
    { skip_final_snapshot: true },
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html: without a final snapshot it can't be restored",
    "The next deletion leaves nothing.",
  ],
  [
    "the automated backups of a database",
    "aws_db_instance.orders",
    database,
    { backup_retention_period: 0 },
    "checkov CKV_AWS_133: databases have backups; 0 deletes the existing ones",
    "There is no way back to yesterday.",
  ],
  [
    "the second availability zone of a database",
    "aws_db_instance.orders",
    database,
    { multi_az: false },
    "checkov CKV_AWS_157: databases have a standby in another zone",
    "An outage of the zone is an outage of the shop.",
  ],
  [
    "the deletion protection of a table of DynamoDB",
    "aws_dynamodb_table.sessions",
    table,
    { deletion_protection_enabled: false },
    "AWS Security Hub DynamoDB.6: tables have deletion protection",
    "The next plan can delete it.",
  ],
  [
    "the point-in-time recovery of a table of DynamoDB",
    "aws_dynamodb_table.sessions",
    table,
    { point_in_time_recovery: [{ enabled: false }] },
    "checkov CKV_AWS_28: tables have point-in-time recovery",
    "What a bug overwrites stays overwritten.",
  ],
  [
    "the versions of a bucket",
    "aws_s3_bucket_versioning.lake",
    { bucket: "lake-events", versioning_configuration: [{ status: "Enabled" }] },
    { versioning_configuration: [{ status: "Suspended" }] },
    "checkov CKV_AWS_21: buckets are versioned",
    "A deleted or overwritten object can't be restored.",
  ],
  [
    "the lock of a bucket's objects",
    "aws_s3_bucket_object_lock_configuration.archive",
    {
      bucket: "lake-archive",
      rule: [{ default_retention: [{ mode: "COMPLIANCE", days: 3650 }] }],
    },
    { rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 30 }] }] },
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html: compliance mode and retention periods",
    "New objects can be deleted after a month, and by some at once.",
  ],
  [
    "the protection of a bucket from being destroyed with its objects",
    "aws_s3_bucket.lake",
    { bucket: "lake-events", id: "lake-events", force_destroy: false },
    { force_destroy: true },
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket: force_destroy deletes all objects, and is not recoverable",
    "The next destroy no longer stops at a bucket with objects.",
  ],
  [
    "the time in which a deleted secret can be restored",
    "aws_secretsmanager_secret.database",
    { name: "database", recovery_window_in_days: 30 },
    { recovery_window_in_days: 0 },
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html: a recovery window of 7 to 30 days",
    "A deletion by mistake is final.",
  ],
  [
    "the immutability of images' tags",
    "aws_ecr_repository.jobs",
    { name: "jobs", image_tag_mutability: "IMMUTABLE" },
    { image_tag_mutability: "MUTABLE" },
    "checkov CKV_AWS_51: tags of images are immutable",
    "Somebody can replace the image that runs in production.",
  ],
  [
    "the daily backup of a file system",
    "aws_efs_backup_policy.shared",
    { file_system_id: "fs-1", backup_policy: [{ status: "ENABLED" }] },
    { backup_policy: [{ status: "DISABLED" }] },
    "AWS Security Hub EFS.2: file systems are in backup plans",
    "Files that are deleted tomorrow are gone.",
  ],
  [
    "the deletion protection of a pool of users",
    "aws_cognito_user_pool.app",
    { name: "app", deletion_protection: "ACTIVE" },
    { deletion_protection: "INACTIVE" },
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managing-deletion-protection.html",
    "The next plan can delete all accounts of customers.",
  ],
  [
    "the snapshots of a store of Valkey",
    "aws_elasticache_replication_group.carts",
    { replication_group_id: "carts", engine: "valkey", snapshot_retention_limit: 7 },
    { snapshot_retention_limit: 0 },
    "checkov CKV_AWS_134: stores of ElastiCache have backups",
    "A failure of the cluster loses all carts.",
  ],
  [
    "the protection of a machine from termination",
    "aws_instance.wiki",
    { ami: "ami-1", instance_type: "t3.small", disable_api_termination: true },
    { disable_api_termination: false },
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html",
    "The next plan can terminate it.",
  ],
];

/** Which of the switches are tested in both directions: switched on is safe. */
const BOTH = [
  "the deletion protection of a database",
  "the second availability zone of a database",
  "the point-in-time recovery of a table of DynamoDB",
  "the versions of a bucket",
  "the immutability of images' tags",
  "the daily backup of a file system",
];

/** Switches that protect data, off and on. */
export const protection: readonly CorpusCase[] = [
  ...switches.map(([name, address, before, change, source, why]): CorpusCase => ({
    name: `gives up ${name}`,
    verdict: "look closely",
    source,
    why,
    plan: plan(update(address, before, change)),
  })),
  ...switches
    .filter(([name]) => BOTH.includes(name))
    .map(([name, address, after, change, source]): CorpusCase => {
      const previous = Object.fromEntries(Object.keys(change).map((key) => [key, after[key]]));
      // A second database costs money, which is another question.
      const small = address.startsWith("aws_db") ? { instance_class: "db.t4g.micro" } : {};
      return {
        name: `introduces ${name}`,
        verdict: "safe",
        source,
        why: "It is the same change the other way round.",
        plan: plan(update(address, { ...after, ...change, ...small }, { ...previous, ...small })),
      };
    }),
];
