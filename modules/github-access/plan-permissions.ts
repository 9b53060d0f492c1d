import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";
import { readKeysStatement } from "./key-permissions";

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

/**
 * What a plan reads of a lake: settings, never an object nor a record. An applied test holds it against the calls that
 * Terraform makes.
 */
export function planStatements(lake: LakeArns): PolicyStatement[] {
  return [
    { sid: "ReadBuckets", actions: bucketReads, resources: lake.buckets },
    readKeysStatement(lake),
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
      resources: [lake.workGroup],
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
      sid: "ReadAccountSettings",
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
