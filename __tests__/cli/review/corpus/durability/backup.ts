import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

const planRule = (days: number) => [
  {
    rule_name: "daily",
    target_vault_name: "main",
    schedule: "cron(0 5 * * ? *)",
    lifecycle: [{ delete_after: days }],
  },
];

/** Copies of data, and what makes them. */
export const backup: readonly CorpusCase[] = [
  {
    name: "removes the plan of daily backups",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-a-backup-plan.html",
    why: "From tomorrow on nothing is backed up.",
    plan: plan(destroy("aws_backup_plan.daily", { name: "daily", rule: planRule(35) })),
  },
  {
    name: "takes resources out of the backups",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html: a selection says what is backed up",
    why: "Databases of the selection are no longer backed up.",
    plan: plan(
      destroy("aws_backup_selection.databases", {
        name: "databases",
        plan_id: "1",
        resources: ["arn:aws:rds:*:*:db:*"],
      }),
    ),
  },
  {
    name: "keeps backups for a day instead of five weeks",
    verdict: "look closely",
    source:
      "AWS Config backup-plan-min-frequency-and-min-retention-check: recovery points are kept for 35 days",
    why: "A mistake that is noticed on Monday can't be undone.",
    plan: plan(
      update("aws_backup_plan.daily", { name: "daily", rule: planRule(35) }, { rule: planRule(1) }),
    ),
  },
  {
    name: "keeps backups for a year instead of five weeks",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html: DeleteAfterDays",
    why: "Copies stay longer.",
    plan: plan(
      update(
        "aws_backup_plan.daily",
        { name: "daily", rule: planRule(35) },
        { rule: planRule(365) },
      ),
    ),
  },
  {
    name: "unlocks a vault of backups",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html: a lock keeps recovery points from being deleted",
    why: "An administrator, or who stole his credentials, deletes backups.",
    plan: plan(
      destroy("aws_backup_vault_lock_configuration.main", {
        backup_vault_name: "main",
        min_retention_days: 30,
      }),
    ),
  },
  {
    name: "stops copying a bucket to another region",
    verdict: "look closely",
    source: "checkov CKV_AWS_144: buckets are replicated to another region",
    why: "The second copy no longer follows.",
    plan: plan(
      destroy("aws_s3_bucket_replication_configuration.lake", {
        bucket: "lake-events",
        role: "arn:aws:iam::111122223333:role/replication",
        rule: [{ id: "all", status: "Enabled", destination: [{ bucket: "arn:aws:s3:::copy" }] }],
      }),
    ),
  },
  {
    name: "stops rotating a secret",
    verdict: "look closely",
    source: "checkov CKV2_AWS_57: secrets are rotated",
    why: "A leaked password stays good.",
    plan: plan(
      destroy("aws_secretsmanager_secret_rotation.database", {
        secret_id: "database",
        rotation_rules: [{ automatically_after_days: 30 }],
      }),
    ),
  },
  {
    name: "stops the policy that makes snapshots of disks",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/ebs/latest/userguide/view-modify-delete.html: a disabled policy makes no snapshots",
    why: "From tomorrow on there are no copies of disks.",
    plan: plan(
      update(
        "aws_dlm_lifecycle_policy.disks",
        { description: "Disks", state: "ENABLED", execution_role_arn: "arn:aws:iam::1:role/dlm" },
        { state: "DISABLED" },
      ),
    ),
  },
  {
    name: "takes the queue for failed messages off a queue",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    why: "Messages that fail are retried until they expire, and are lost then.",
    plan: plan(
      update(
        "aws_sqs_queue.jobs",
        {
          name: "jobs",
          sqs_managed_sse_enabled: true,
          redrive_policy:
            '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:failed","maxReceiveCount":5}',
        },
        { redrive_policy: "" },
      ),
    ),
  },
  {
    name: "creates an encrypted queue for failed messages",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    why: "A new queue with encryption and without a policy is reachable by the account's roles only.",
    plan: plan(
      create("aws_sqs_queue.failed", {
        name: "failed",
        sqs_managed_sse_enabled: true,
        message_retention_seconds: 1209600,
        policy: null,
      }),
    ),
  },
];
