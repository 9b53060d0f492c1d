import type { PolicyStatement } from "../shared/policy-statement";
import type { DeployedLake } from "./deployed-lake";

/** What Terraform's AWS provider reads of a bucket, whatever the stack sets of it. */
const bucketReads = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLocation",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
];

const keyReads = [
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListResourceTags",
];

/**
 * What a plan reads of a lake: settings, never an object nor a record. An applied test holds it against the calls that
 * Terraform makes.
 */
export function planStatements(lake: DeployedLake): PolicyStatement[] {
  return [
    { sid: "ReadBuckets", actions: bucketReads, resources: lake.buckets },
    ...keyStatements(lake, "ReadKeys", keyReads),
    {
      sid: "ReadStreams",
      actions: [
        "firehose:DescribeDeliveryStream",
        "firehose:ListTagsForDeliveryStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:ListTagsForStream",
      ],
      resources: lake.streams,
    },
    {
      sid: "ReadFunctions",
      actions: [
        "lambda:GetFunction",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:GetFunctionConcurrency",
        "lambda:ListTags",
        "lambda:ListVersionsByFunction",
      ],
      resources: [lake.named("lambda", "function:")],
    },
    {
      sid: "ReadRoles",
      actions: [
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
      ],
      resources: lake.roles,
    },
    {
      sid: "ReadCatalog",
      actions: [
        "glue:GetCrawler",
        "glue:GetDatabase",
        "glue:GetPartitionIndexes",
        "glue:GetTable",
        "glue:GetTags",
      ],
      resources: lake.catalog,
    },
    {
      sid: "ReadQueries",
      actions: ["athena:GetNamedQuery", "athena:GetWorkGroup", "athena:ListTagsForResource"],
      resources: [lake.named("athena", "workgroup/")],
    },
    {
      sid: "ReadMonitoring",
      actions: [
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetDashboard",
        "cloudwatch:ListTagsForResource",
        "events:DescribeRule",
        "events:ListTagsForResource",
        "events:ListTargetsByRule",
        "sns:GetSubscriptionAttributes",
        "sns:GetTopicAttributes",
        "sns:ListTagsForResource",
      ],
      resources: lake.monitoring,
    },
    {
      sid: "ReadLogGroups",
      actions: ["logs:DescribeLogStreams", "logs:ListTagsForResource"],
      resources: lake.logGroups,
    },
    {
      sid: "ListWhatHasNoArn",
      // None of them knows resources: https://docs.aws.amazon.com/service-authorization/latest/reference/
      actions: [
        "glue:GetSecurityConfiguration",
        "kinesis:DescribeLimits",
        "kms:ListAliases",
        "logs:DescribeLogGroups",
      ],
      resources: ["*"],
    },
  ];
}

/** Actions on the lake's keys, known by their tags, and on those that it keeps. */
export function keyStatements(
  lake: DeployedLake,
  sid: string,
  actions: string[],
): PolicyStatement[] {
  const kept = { sid: `${sid}KeptFromBefore`, actions, resources: lake.keptKeys };
  return [
    { sid, actions, resources: [lake.keys], condition: ownTags(lake, "aws:ResourceTag") },
    ...(lake.keptKeys.length === 0 ? [] : [kept]),
  ];
}

/** That a resource, or a request that makes one, carries the lake's own tags. */
export function ownTags(lake: DeployedLake, key: "aws:ResourceTag" | "aws:RequestTag") {
  return Object.entries(lake.tags).map(([tag, value]) => ({
    test: "StringEquals",
    variable: `${key}/${tag}`,
    values: [value],
  }));
}
