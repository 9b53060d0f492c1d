import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";
import { readKeysStatement } from "./key-permissions";

/** What the AWS provider reads of a bucket, whatever the stack configures. */
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
  "s3:ListTagsForResource",
];

/**
 * Permissions of a plan: it reads settings, but never objects or records. An applied test compares them with the calls that
 * Terraform makes.
 */
export function planStatements(lake: LakeArns): PolicyStatement[] {
  return [
    { sid: "ReadBuckets", actions: bucketReads, resources: lake.buckets },
    readKeysStatement(lake),
    {
      sid: "ReadStreams",
      actions: ["kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream"],
      resources: lake.streams,
    },
    {
      sid: "ReadDeliveryStreams",
      actions: ["firehose:DescribeDeliveryStream", "firehose:ListTagsForDeliveryStream"],
      resources: lake.deliveryStreams,
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
      resources: [lake.namePattern("lambda", "function:")],
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
      actions: ["glue:GetDatabase", "glue:GetPartitionIndexes", "glue:GetTable"],
      resources: lake.tables,
    },
    { sid: "ReadCrawlers", actions: ["glue:GetCrawler"], resources: [lake.crawlers] },
    {
      sid: "ReadCatalogTags",
      actions: ["glue:GetTags"],
      resources: [lake.database, lake.crawlers],
    },
    {
      sid: "ReadQueries",
      actions: ["athena:GetNamedQuery", "athena:GetWorkGroup", "athena:ListTagsForResource"],
      resources: [lake.workGroup],
    },
    {
      sid: "ReadAlarms",
      actions: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
      resources: [lake.namePattern("cloudwatch", "alarm:")],
    },
    { sid: "ReadDashboard", actions: ["cloudwatch:GetDashboard"], resources: [lake.dashboard] },
    {
      sid: "ReadRules",
      actions: ["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"],
      resources: [lake.namePattern("events", "rule/")],
    },
    {
      sid: "ReadTopics",
      actions: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
      resources: [lake.namePattern("sns", "")],
    },
    {
      sid: "ReadLogGroups",
      actions: ["logs:DescribeLogStreams"],
      resources: [...lake.logGroups, ...lake.logGroupContents],
    },
    {
      sid: "ReadLogGroupTags",
      actions: ["logs:ListTagsForResource"],
      resources: lake.logGroups,
    },
    {
      sid: "ReadAccountSettings",
      rationale:
        "The actions have no resource types; a subscription is asked for by an ARN that is none.",
      actions: [
        "glue:GetSecurityConfiguration",
        "kinesis:DescribeLimits",
        "kms:ListAliases",
        "logs:DescribeLogGroups",
        "sns:GetSubscriptionAttributes",
      ],
      resources: ["*"],
    },
  ];
}
