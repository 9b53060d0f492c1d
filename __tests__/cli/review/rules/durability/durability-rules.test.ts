import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import { findingsOf, rulesOf } from "../../support/findings-of";

const lifecycle = (days: number, rule: Values = {}) => ({
  bucket: "lake",
  rule: [
    {
      id: "old",
      status: "Enabled",
      filter: [{ prefix: "logs/" }],
      expiration: [{ days }],
      ...rule,
    },
  ],
});
const noncurrent = (noncurrent_days: number, newer_noncurrent_versions?: number) => ({
  rule: [
    {
      status: "Enabled",
      noncurrent_version_expiration: [{ noncurrent_days, newer_noncurrent_versions }],
    },
  ],
});
const images = (countNumber: number, tagStatus = "any") => ({
  policy: JSON.stringify({
    rules: [
      { rulePriority: 1, selection: { tagStatus, countType: "imageCountMoreThan", countNumber } },
    ],
  }),
});
const backup = (rule: Values) => ({
  rule: [{ rule_name: "daily", schedule: "cron(0 5 * * ? *)", ...rule }],
});

/** Rule, type, before, after, and what the message has. */
const weakened: readonly (readonly [string, string, Values | null, Values | null, string])[] = [
  [
    "durability/retention",
    "aws_kinesis_stream",
    { retention_period: 168 },
    { retention_period: 24 },
    "from 168 to 24",
  ],
  ["durability/retention", "aws_kinesis_stream", { retention_period: 168 }, {}, "from 168 to 24"],
  [
    "durability/retention",
    "aws_cloudwatch_log_group",
    { retention_in_days: 0 },
    { retention_in_days: 7 },
    "from unlimited to 7",
  ],
  [
    "durability/retention",
    "aws_db_instance",
    { backup_retention_period: 7 },
    { backup_retention_period: 0 },
    "from 7 to 0",
  ],
  [
    "durability/retention",
    "aws_sqs_queue",
    { message_retention_seconds: 1_209_600 },
    {},
    "to 345600",
  ],
  [
    "durability/time-to-live",
    "aws_dynamodb_table",
    { ttl: [] },
    { ttl: [{ enabled: true, attribute_name: "at" }] },
    "turns on ttl.enabled",
  ],
  [
    "durability/deletion-window",
    "aws_kms_key",
    { deletion_window_in_days: 30 },
    { deletion_window_in_days: 7 },
    "from 30 to 7",
  ],
  [
    "durability/deletion-window",
    "aws_secretsmanager_secret",
    {},
    { recovery_window_in_days: 0 },
    "from 30 to 0",
  ],
  [
    "durability/object-lock",
    "aws_s3_bucket_object_lock_configuration",
    { rule: [{ default_retention: [{ mode: "COMPLIANCE", days: 30 }] }] },
    { rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 30 }] }] },
    "changes rule.default_retention.mode",
  ],
  [
    "durability/deletion-protection",
    "aws_db_instance",
    { deletion_protection: true },
    { deletion_protection: false },
    "turns off deletion_protection",
  ],
  [
    "durability/deletion-protection",
    "aws_cognito_user_pool",
    { deletion_protection: "ACTIVE" },
    { deletion_protection: "INACTIVE" },
    "turns off",
  ],
  [
    "durability/deletion-protection",
    "aws_qldb_ledger",
    {},
    { deletion_protection: false },
    "turns off",
  ],
  [
    "durability/final-copy",
    "aws_db_instance",
    { skip_final_snapshot: false },
    { skip_final_snapshot: true },
    "turns on skip_final_snapshot",
  ],
  ["durability/final-copy", "aws_s3_bucket", {}, { force_destroy: true }, "turns on force_destroy"],
  [
    "durability/image-tags",
    "aws_ecr_repository",
    { image_tag_mutability: "IMMUTABLE" },
    { image_tag_mutability: "MUTABLE" },
    "from IMMUTABLE to MUTABLE",
  ],
  [
    "durability/versioning",
    "aws_s3_bucket_versioning",
    { versioning_configuration: [{ status: "Enabled" }] },
    { versioning_configuration: [{ status: "Suspended" }] },
    "from Enabled to Suspended",
  ],
  [
    "durability/replication",
    "aws_dynamodb_table",
    { replica: [{ region_name: "eu-west-1" }, { region_name: "us-east-1" }] },
    { replica: [{ region_name: "eu-west-1" }] },
    "removes from replica.region_name",
  ],
  [
    "durability/availability",
    "aws_db_instance",
    { multi_az: true },
    { multi_az: false },
    "turns off multi_az",
  ],
  [
    "durability/point-in-time-recovery",
    "aws_dynamodb_table",
    { point_in_time_recovery: [{ enabled: true }] },
    { point_in_time_recovery: [{ enabled: false }] },
    "turns off",
  ],
  [
    "durability/backup-plan",
    "aws_backup_plan",
    backup({ lifecycle: [{ delete_after: 90 }] }),
    backup({ lifecycle: [{ delete_after: 7 }] }),
    "from 90 to 7",
  ],
  [
    "durability/backup-plan",
    "aws_backup_plan",
    backup({}),
    backup({ schedule: "cron(0 5 1 * ? *)" }),
    "changes rule.schedule",
  ],
  [
    "durability/key-unusable",
    "aws_kms_key",
    { is_enabled: true },
    { is_enabled: false },
    "turns off is_enabled",
  ],
  [
    "durability/key-unusable",
    "aws_kms_alias",
    { target_key_id: "a" },
    { target_key_id: "b" },
    "changes target_key_id",
  ],
  [
    "durability/rotation",
    "aws_kms_key",
    { enable_key_rotation: true },
    { enable_key_rotation: false },
    "turns off",
  ],
  [
    "durability/rotation",
    "aws_secretsmanager_secret_rotation",
    { rotation_rules: [{ automatically_after_days: 30 }] },
    { rotation_rules: [{ automatically_after_days: 365 }] },
    "from 30 to 365",
  ],
  [
    "durability/encryption",
    "aws_kinesis_stream",
    { encryption_type: "KMS", kms_key_id: "k" },
    { encryption_type: "NONE" },
    "encryption_type from KMS to NONE",
  ],
  [
    "durability/dead-letters",
    "aws_sqs_queue",
    { redrive_policy: "{}" },
    { redrive_policy: "" },
    "removes redrive_policy",
  ],
  [
    "durability/lifecycle-expiry",
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(365),
    lifecycle(1),
    "objects expire under logs/ after 1 days",
  ],
  [
    "durability/lifecycle-expiry",
    "aws_s3_bucket_lifecycle_configuration",
    null,
    lifecycle(1),
    "after 1 days",
  ],
  [
    "durability/lifecycle-expiry",
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(30),
    lifecycle(30, { filter: [] }),
    "objects expire after 30 days",
  ],
  [
    "durability/lifecycle-expiry",
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(30, { status: "Disabled" }),
    lifecycle(30),
    "after 30 days",
  ],
  [
    "durability/lifecycle-expiry",
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(30, { filter: [{ and: [{ prefix: "logs/", tags: { temporary: "yes" } }] }] }),
    lifecycle(30),
    "after 30 days",
  ],
  [
    "durability/lifecycle-expiry",
    "aws_s3_bucket_lifecycle_configuration",
    noncurrent(30, 5),
    noncurrent(30, 1),
    "but the newest 1",
  ],
  [
    "durability/lifecycle-expiry",
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(30),
    lifecycle(30, { transition: [{ days: 1, storage_class: "DEEP_ARCHIVE" }] }),
    "can't be queried",
  ],
  [
    "durability/image-expiry",
    "aws_ecr_lifecycle_policy",
    images(100),
    images(1),
    "now keeps 1 images",
  ],
  ["durability/image-expiry", "aws_ecr_lifecycle_policy", null, images(1), "now keeps 1 images"],
  [
    "durability/removed-protection",
    "aws_s3_bucket_versioning",
    {},
    null,
    "no longer keeps the versions",
  ],
  [
    "durability/suspended-versions",
    "aws_s3_bucket_versioning",
    null,
    { bucket: "another-lake", versioning_configuration: [{ status: "Suspended" }] },
    "suspends the versions of a bucket that exists",
  ],
  [
    "durability/replaced-notifications",
    "aws_s3_bucket_notification",
    null,
    { bucket: "another-lake", eventbridge: true },
    "replaces every notification",
  ],
];

const safe: readonly (readonly [string, Values, Values])[] = [
  [
    "aws_kinesis_stream",
    { retention_period: 24, encryption_type: "KMS" },
    { retention_period: 168, encryption_type: "KMS" },
  ],
  [
    "aws_kinesis_stream",
    { encryption_type: "NONE" },
    { encryption_type: "KMS", kms_key_id: "alias/stream" },
  ],
  [
    "aws_cloudwatch_log_group",
    { retention_in_days: 7, kms_key_id: "k" },
    { retention_in_days: 0, kms_key_id: "k" },
  ],
  [
    "aws_db_instance",
    { deletion_protection: false, multi_az: false },
    { deletion_protection: true, multi_az: true },
  ],
  ["aws_db_instance", { backup_window: "03:00-04:00" }, { backup_window: "04:00-05:00" }],
  [
    "aws_s3_bucket_versioning",
    { versioning_configuration: [{ status: "Suspended" }] },
    { versioning_configuration: [{ status: "Enabled" }] },
  ],
  ["aws_s3_bucket_lifecycle_configuration", lifecycle(30), lifecycle(365)],
  ["aws_s3_bucket_lifecycle_configuration", lifecycle(30), lifecycle(30, { id: "renamed" })],
  [
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(30),
    lifecycle(30, { filter: [{ prefix: "logs/old/" }] }),
  ],
  ["aws_s3_bucket_lifecycle_configuration", lifecycle(30), lifecycle(30, { status: "Disabled" })],
  [
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(30),
    lifecycle(30, { abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }),
  ],
  [
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle(30),
    lifecycle(30, { transition: [{ days: 1, storage_class: "GLACIER_IR" }] }),
  ],
  ["aws_ecr_lifecycle_policy", images(1), images(100)],
  [
    "aws_secretsmanager_secret_rotation",
    { rotation_rules: [{ automatically_after_days: 365 }] },
    { rotation_rules: [{ automatically_after_days: 30 }] },
  ],
  [
    "aws_sqs_queue",
    { redrive_policy: "" },
    { redrive_policy: "{}", visibility_timeout_seconds: 60 },
  ],
  [
    "aws_dynamodb_table",
    { point_in_time_recovery: [] },
    { point_in_time_recovery: [{ enabled: true }] },
  ],
];

describe("what makes data easier to lose", () => {
  it.each(weakened)("%s finds it in %s: %j to %j", (rule, type, before, after, text) => {
    const found = findingsOf({ type, before, after }).filter((each) => each.rule === rule);
    expect(found.map(({ message }) => message).join("; ")).toContain(text);
  });

  it("has a case for every rule", () => {
    const tested = new Set(weakened.map(([rule]) => rule));
    expect(rulesOf("durability").filter((id) => !tested.has(id))).toEqual([]);
  });

  it.each(safe)("is not the change of %s from %j to %j", (type, before, after) => {
    expect(findingsOf({ type, before, after })).toEqual([]);
  });

  it("destroys data where a shorter period deletes what is older", () => {
    const levels = [
      {
        type: "aws_cloudwatch_log_group",
        before: { retention_in_days: 365 },
        after: { retention_in_days: 7 },
      },
      {
        type: "aws_s3_bucket_lifecycle_configuration",
        before: lifecycle(365),
        after: lifecycle(1),
      },
      {
        type: "aws_s3_bucket_lifecycle_configuration",
        before: noncurrent(365),
        after: noncurrent(1),
      },
    ].map((change) => findingsOf(change)[0]?.level);
    expect(levels).toEqual(["destroys data", "destroys data", "look closely"]);
  });

  it("says so of a value that is known only after apply, and shows none that is sensitive", () => {
    const later = findingsOf({
      type: "aws_kinesis_stream",
      before: { retention_period: 168 },
      after: {},
      rest: { after_unknown: { retention_period: true } },
    });
    expect(later.map(({ message }) => message)).toContain(
      "changes retention_period to a value that is known only after apply",
    );
    const [sensitive] = findingsOf({
      type: "aws_kinesis_stream",
      before: { retention_period: 168 },
      after: { retention_period: 24 },
      rest: { before_sensitive: { retention_period: true } },
    });
    expect(sensitive?.message).toBe("lowers retention_period");
  });
});
