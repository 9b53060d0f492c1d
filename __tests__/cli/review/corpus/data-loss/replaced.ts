import type { CorpusCase } from "../support/corpus-case";
import { change, create, destroy, keep, replace, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT } from "../support/policy-text";

/** Resources with data that are replaced, and what can be replaced without loss. */
export const replaced: readonly CorpusCase[] = [
  {
    name: "renames a stream, for which it is created again",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html: deletes a stream and all its shards and data",
    why: "Events that nobody has read yet are gone.",
    plan: plan(
      replace(
        "aws_kinesis_stream.events",
        { name: "events", shard_count: 2, retention_period: 168 },
        { name: "events-v2" },
      ),
    ),
  },
  {
    name: "changes the key of a table of DynamoDB",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html: deletes a table and all of its items",
    why: "A key can't be changed: the table is created again and empty.",
    plan: plan(
      replace(
        "aws_dynamodb_table.sessions",
        { name: "sessions", hash_key: "id", billing_mode: "PAY_PER_REQUEST" },
        { hash_key: "user_id" },
      ),
    ),
  },
  {
    name: "encrypts a database, for which it is created again",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html: an existing instance can't be encrypted, a copy of its snapshot can",
    why: "It is meant well, and the new database is empty.",
    plan: plan(
      replace(
        "aws_db_instance.orders",
        { identifier: "orders", storage_encrypted: false, skip_final_snapshot: true },
        { storage_encrypted: true },
      ),
    ),
  },
  {
    name: "creates a tainted bucket again",
    verdict: "destroys data",
    source:
      "https://developer.hashicorp.com/terraform/cli/commands/taint: replaced at the next apply",
    why: "No argument changes; the objects are gone.",
    plan: plan(
      change(
        "aws_s3_bucket.lake",
        ["delete", "create"],
        { bucket: "lake-events", force_destroy: true },
        { bucket: "lake-events", force_destroy: true },
        { reason: "replace_because_tainted" },
      ),
    ),
  },
  {
    name: "creates a file system again before it destroys the old one",
    verdict: "destroys data",
    source:
      "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy: the new one comes first, the old one still goes",
    why: "The order of the two actions saves no file.",
    plan: plan(
      change(
        "aws_efs_file_system.shared",
        ["create", "delete"],
        { creation_token: "shared", encrypted: false },
        { creation_token: "shared", encrypted: true },
        { reason: "replace_because_cannot_update" },
      ),
    ),
  },
  {
    name: "gives the lake another key, and destroys the old one",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html: data encrypted with the key is unrecoverable",
    why: "Objects that exist stay encrypted with the old key.",
    plan: plan(
      destroy("aws_kms_key.old", { description: "old", deletion_window_in_days: 7 }),
      create("aws_kms_key.new", {
        description: "new",
        enable_key_rotation: true,
        deletion_window_in_days: 30,
      }),
    ),
  },
  {
    name: "destroys one of many tables of a count",
    verdict: "destroys data",
    source:
      "https://developer.hashicorp.com/terraform/language/meta-arguments/count: removing an element shifts or destroys the last",
    why: "A smaller count is a table less.",
    plan: plan(
      keep("aws_dynamodb_table.shard[0]", { name: "shard-0", hash_key: "id" }),
      destroy(
        "aws_dynamodb_table.shard[1]",
        { name: "shard-1", hash_key: "id" },
        { reason: "delete_because_count_index" },
      ),
    ),
  },
  {
    name: "destroys a database in a module",
    verdict: "destroys data",
    source:
      "https://developer.hashicorp.com/terraform/internals/json-format: addresses with modules",
    why: "A module hides nothing.",
    plan: plan(
      destroy('module.shop["eu"].aws_db_instance.orders', {
        identifier: "orders",
        skip_final_snapshot: true,
      }),
    ),
  },
  {
    name: "creates a saved query again",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/saved-queries.html: a named query is its text",
    why: "Everything of it is in the configuration.",
    plan: plan(
      replace(
        "aws_athena_named_query.latest",
        {
          name: "latest",
          database: "lake",
          workgroup: "lake",
          query: "SELECT * FROM events LIMIT 10",
        },
        { query: "SELECT * FROM events LIMIT 20" },
      ),
    ),
  },
  {
    name: "creates a security configuration of crawlers again",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html: it can't be edited, only created again",
    why: "It consists of its settings, which stay encrypted.",
    plan: plan(
      replace(
        "aws_glue_security_configuration.crawler",
        {
          name: "crawler",
          encryption_configuration: [
            {
              s3_encryption: [
                {
                  s3_encryption_mode: "SSE-KMS",
                  kms_key_arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
                },
              ],
              cloudwatch_encryption: [
                {
                  cloudwatch_encryption_mode: "SSE-KMS",
                  kms_key_arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
                },
              ],
              job_bookmarks_encryption: [
                {
                  job_bookmarks_encryption_mode: "CSE-KMS",
                  kms_key_arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
                },
              ],
            },
          ],
        },
        { name: "crawler-v2" },
      ),
    ),
  },
  {
    name: "grows a database's disk",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html: storage grows without an outage",
    why: "Nothing is removed; 20 GB more cost about $2 a month.",
    plan: plan(
      update(
        "aws_db_instance.orders",
        { identifier: "orders", engine: "postgres", allocated_storage: 100 },
        { allocated_storage: 120 },
      ),
    ),
  },
  {
    name: "upgrades a database to the next major version",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html: an outage, and no way back",
    why: "A major upgrade can't be reverted but from a snapshot.",
    plan: plan(
      update(
        "aws_db_instance.orders",
        { identifier: "orders", engine: "postgres", engine_version: "15.7" },
        { engine_version: "17.2", allow_major_version_upgrade: true, apply_immediately: true },
      ),
    ),
  },
];
