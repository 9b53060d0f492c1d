import type { Scenario } from "../scenario";

const table = (name: string, key: string, more = "") => `
resource "aws_dynamodb_table" "${name}" {
  name         = "${name}"
  hash_key     = "${key}"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "${key}"
    type = "S"
  }
  ${more}
}
`;

const stream = (name: string, more: string) => `
resource "aws_kinesis_stream" "events" {
  name        = "${name}"
  shard_count = 1
  ${more}
}
`;

const key = (name: string, more: string) => `
resource "aws_kms_key" "${name}" {
  description = "${name}"
  ${more}
}
`;

const bucket = (name: string, more = "") => `
resource "aws_s3_bucket" "${name}" {
  bucket = "corpus-${name}"
  ${more}
}
`;

const versioning = (status: string) => `${bucket("versions")}
resource "aws_s3_bucket_versioning" "versions" {
  bucket = aws_s3_bucket.versions.id
  versioning_configuration { status = "${status}" }
}
`;

const repository = (name: string, mutability: string) => `
resource "aws_ecr_repository" "${name}" {
  name                 = "${name}"
  force_delete         = true
  image_tag_mutability = "${mutability}"
}
`;

const logs = (name: string, days: number) => `
resource "aws_cloudwatch_log_group" "${name}" {
  name              = "/${name}"
  retention_in_days = ${days}
}
`;

const secret = `
resource "aws_secretsmanager_secret" "database" {
  name                    = "database"
  recovery_window_in_days = 0
}
`;

const NOTHING = "# Nothing is left.\n";
const TABLE =
  "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html: deletes a table and all of its items";

/** Resources with data that are destroyed or replaced. */
export const dataLoss: readonly Scenario[] = [
  {
    name: "destroys a table of DynamoDB (real)",
    verdict: "destroys data",
    source: TABLE,
    why: "All items are gone.",
    before: table("sessions", "id"),
    after: NOTHING,
  },
  {
    name: "changes the key of a table of DynamoDB (real)",
    verdict: "destroys data",
    source: TABLE,
    why: "The table is created again, and empty.",
    before: table("carts", "id"),
    after: table("carts", "user_id"),
  },
  {
    name: "renames a stream (real)",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html: deletes a stream and all its shards and data",
    why: "Events that nobody has read yet are gone.",
    before: stream("first-name", ""),
    after: stream("second-name", ""),
  },
  {
    name: "destroys a bucket with its objects (real)",
    verdict: "destroys data",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
    why: "With force_destroy the provider deletes all objects first.",
    before: bucket("doomed", "force_destroy = true"),
    after: NOTHING,
  },
  {
    name: "destroys a log group (real)",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html: permanently deletes all archived log events",
    why: "The logs of a year are gone.",
    before: logs("audit", 365),
    after: NOTHING,
  },
  {
    name: "destroys a key (real)",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html: data encrypted with the key is unrecoverable",
    why: "After the waiting period nobody can read what it encrypted.",
    before: key("doomed", "enable_key_rotation = true"),
    after: NOTHING,
  },
  {
    name: "destroys a secret without a recovery window (real)",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html: ForceDeleteWithoutRecovery",
    why: "The password can't be restored.",
    before: secret,
    after: NOTHING,
  },
  {
    name: "destroys a repository with its images (real)",
    verdict: "destroys data",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html",
    why: "Images that services run can't be pulled any more.",
    before: repository("jobs", "IMMUTABLE"),
    after: NOTHING,
  },
];

/** How long data is kept, and what protects it. */
export const durability: readonly Scenario[] = [
  {
    name: "gives up the deletion protection of a table (real)",
    verdict: "look closely",
    source: "AWS Security Hub DynamoDB.6: tables have deletion protection",
    why: "The next plan can delete it.",
    before: table("orders", "id", "deletion_protection_enabled = true"),
    after: table("orders", "id", "deletion_protection_enabled = false"),
  },
  {
    name: "introduces point-in-time recovery of a table (real)",
    verdict: "safe",
    source: "checkov CKV_AWS_28: tables have point-in-time recovery",
    why: "What is overwritten by mistake can be restored.",
    before: table("visits", "id"),
    after: table("visits", "id", "point_in_time_recovery { enabled = true }"),
  },
  {
    name: "keeps events of a stream for a day instead of a week (real)",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html: records older than a decreased period become inaccessible",
    why: "Events of six days are gone.",
    before: stream("shortened", "retention_period = 168"),
    after: stream("shortened", "retention_period = 24"),
  },
  {
    name: "stops rotating a key (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_7: keys are rotated",
    why: "One leaked key stays good indefinitely.",
    before: key("rotated", "enable_key_rotation = true"),
    after: key("rotated", "enable_key_rotation = false"),
  },
  {
    name: "disables a key (real)",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html: a disabled key decrypts nothing",
    why: "Deliveries and queries fail.",
    before: key("disabled", "enable_key_rotation = true"),
    after: key("disabled", "enable_key_rotation = true\n  is_enabled = false"),
  },
  {
    name: "suspends the versions of a bucket (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_21: buckets are versioned",
    why: "A deleted or overwritten object can't be restored.",
    before: versioning("Enabled"),
    after: versioning("Suspended"),
  },
  {
    name: "makes tags of images mutable (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_51: tags of images are immutable",
    why: "Somebody can replace the image that runs in production.",
    before: repository("web", "IMMUTABLE"),
    after: repository("web", "MUTABLE"),
  },
  {
    name: "keeps logs for a year instead of a month (real)",
    verdict: "safe",
    source: "checkov CKV_AWS_338: logs are kept for a year",
    why: "Logs stay longer.",
    before: logs("kept", 30),
    after: logs("kept", 365),
  },
];
