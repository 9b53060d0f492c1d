import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import { safeUpdates } from "../support/update-rows";
import type { UpdateRow } from "../support/update-rows";
import { trustOf } from "../support/policy-text";

const TAGS = "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html";
const tags = { tags: { team: "shop" }, tags_all: { team: "shop" } };
const otherTags = { tags: { team: "orders" }, tags_all: { team: "orders" } };

/** Resources whose tags change: what they are, their address and arguments. */
const tagged: readonly (readonly [string, string, Values])[] = [
  ["a database", "aws_db_instance.orders", { identifier: "orders", engine: "postgres" }],
  ["a machine", "aws_instance.wiki", { ami: "ami-1", instance_type: "t3.small" }],
  ["a Kubernetes cluster", "aws_eks_cluster.apps", { name: "apps", version: "1.32" }],
  ["a zone of names", "aws_route53_zone.main", { name: "example.com" }],
  ["a file system", "aws_efs_file_system.shared", { creation_token: "shared" }],
  ["a key", "aws_kms_key.bucket_key", { description: "Objects", enable_key_rotation: true }],
  ["a bucket", "aws_s3_bucket.lake", { bucket: "lake-events", force_destroy: false }],
  ["a detector", "aws_guardduty_detector.account", { enable: true }],
];

function tagsChange([what, address, values]: (typeof tagged)[number]): UpdateRow {
  const name = `changes the tags of ${what}`;
  return [name, address, { ...values, ...tags }, otherTags, TAGS, "Tags are labels."];
}

/** Tags, descriptions and comments. */
export const labels = safeUpdates([
  ...tagged.map(tagsChange),
  [
    "describes a secret",
    "aws_secretsmanager_secret.database",
    { name: "database", description: "", recovery_window_in_days: 30 },
    { description: "Password of the database of orders" },
    "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html",
    "A description has no effect.",
  ],
  [
    "describes a parameter",
    "aws_ssm_parameter.bucket",
    { name: "/lake/bucket", type: "String", description: "", value: "lake-events" },
    { description: "Name of the lake's bucket" },
    "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
    "The value stays.",
  ],
  [
    "describes a crawler",
    "aws_glue_crawler.events",
    { name: "events", database_name: "lake", description: "" },
    { description: "Finds partitions of events" },
    "https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateCrawler.html",
    "It crawls what it crawled.",
  ],
  [
    "describes a workgroup",
    "aws_athena_workgroup.lake",
    { name: "lake", description: "", state: "ENABLED" },
    { description: "Queries of analysts" },
    "https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateWorkGroup.html",
    "Its limits stay.",
  ],
  [
    "describes a database of the catalog",
    "aws_glue_catalog_database.lake",
    { name: "lake", description: "" },
    { description: "The lake" },
    "https://docs.aws.amazon.com/glue/latest/webapi/API_DatabaseInput.html",
    "Its tables stay.",
  ],
  [
    "describes a rule of events",
    "aws_cloudwatch_event_rule.every_minute",
    { name: "every-minute", schedule_expression: "rate(1 minute)", description: "" },
    { description: "Calls the publisher" },
    "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
    "It matches what it matched.",
  ],
  [
    "comments a distribution",
    "aws_cloudfront_distribution.site",
    { enabled: true, comment: "" },
    { comment: "The shop's site" },
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html",
    "A comment serves nothing.",
  ],
  [
    "gives a topic a name that people read",
    "aws_sns_topic.alarms",
    { name: "alarms", display_name: "", kms_master_key_id: "alias/alarms" },
    { display_name: "Alarms of the lake" },
    "https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html: DisplayName",
    "The same subscribers get the same messages.",
  ],
  [
    "gives a role its tags for the first time",
    "aws_iam_role.publisher",
    { name: "publisher", assume_role_policy: trustOf("lambda"), tags: null },
    tags,
    TAGS,
    "Tags are labels.",
  ],
]);
