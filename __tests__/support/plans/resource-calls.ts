import type { Block } from "./synth";

/** How a resource of a type is called and by which actions it is read and changed. */
interface ResourceCalls {
  /** ARNs that policies have to admit. */
  readonly arns: (block: Block, at: Location) => readonly string[];
  readonly reads: readonly string[];
  readonly changes: readonly string[];
}

interface Location {
  readonly arn: (service: string, resource: string) => string;
  readonly globalArn: (service: string, resource: string) => string;
  /** Name of the catalog's database. */
  readonly database: string;
}

const named = (service: string, folder: string, argument = "name") => ({
  arns: (block: Block, { arn }: Location) => [arn(service, folder + String(block[argument]))],
});

/** What a deployment does with resources that have names of their own; those that hold data are never deleted. */
export const resourceCalls: Readonly<Record<string, ResourceCalls>> = {
  aws_athena_workgroup: {
    ...named("athena", "workgroup/"),
    reads: ["athena:GetWorkGroup"],
    changes: ["athena:CreateWorkGroup", "athena:UpdateWorkGroup"],
  },
  aws_cloudwatch_dashboard: {
    arns: (block, { globalArn }) => [
      globalArn("cloudwatch", `dashboard/${String(block.dashboard_name)}`),
    ],
    reads: ["cloudwatch:GetDashboard"],
    changes: ["cloudwatch:PutDashboard", "cloudwatch:DeleteDashboards"],
  },
  aws_cloudwatch_event_rule: {
    ...named("events", "rule/"),
    reads: ["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"],
    changes: ["events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:DeleteRule"],
  },
  aws_cloudwatch_log_group: {
    ...named("logs", "log-group:"),
    reads: ["logs:ListTagsForResource"],
    changes: ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:DeleteLogGroup"],
  },
  aws_cloudwatch_metric_alarm: {
    ...named("cloudwatch", "alarm:", "alarm_name"),
    reads: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
    changes: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:DeleteAlarms"],
  },
  aws_glue_catalog_database: {
    ...named("glue", "database/"),
    reads: ["glue:GetDatabase"],
    changes: ["glue:CreateDatabase", "glue:UpdateDatabase"],
  },
  aws_glue_catalog_table: {
    arns: (block, { arn, database }) => [arn("glue", `table/${database}/${String(block.name)}`)],
    reads: ["glue:GetTable"],
    changes: ["glue:CreateTable", "glue:UpdateTable"],
  },
  aws_glue_crawler: {
    ...named("glue", "crawler/"),
    reads: ["glue:GetCrawler"],
    changes: ["glue:UpdateCrawler", "glue:DeleteCrawler"],
  },
  aws_iam_role: {
    arns: (block, { globalArn }) => [globalArn("iam", `role/${String(block.name)}`)],
    reads: ["iam:GetRole", "iam:GetRolePolicy"],
    changes: ["iam:PutRolePolicy", "iam:PutRolePermissionsBoundary", "iam:TagRole"],
  },
  aws_kinesis_firehose_delivery_stream: {
    ...named("firehose", "deliverystream/"),
    reads: ["firehose:DescribeDeliveryStream"],
    changes: ["firehose:CreateDeliveryStream", "firehose:UpdateDestination"],
  },
  aws_kinesis_stream: {
    ...named("kinesis", "stream/"),
    reads: ["kinesis:DescribeStreamSummary"],
    changes: ["kinesis:CreateStream", "kinesis:StartStreamEncryption"],
  },
  aws_kms_alias: {
    ...named("kms", ""),
    reads: [],
    changes: ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"],
  },
  aws_lambda_function: {
    ...named("lambda", "function:", "function_name"),
    reads: ["lambda:GetFunction"],
    changes: [
      "lambda:CreateFunction",
      "lambda:UpdateFunctionConfiguration",
      "lambda:DeleteFunction",
    ],
  },
  aws_s3_bucket: {
    arns: (block) => [`arn:aws:s3:::${String(block.bucket)}`],
    // Provider 6 reads and writes the tags of a bucket by its ARN.
    reads: ["s3:ListBucket", "s3:GetBucketPolicy", "s3:ListTagsForResource"],
    changes: ["s3:CreateBucket", "s3:PutBucketPolicy", "s3:PutBucketLogging", "s3:TagResource"],
  },
  aws_sns_topic: {
    ...named("sns", ""),
    reads: ["sns:GetTopicAttributes"],
    changes: ["sns:CreateTopic", "sns:SetTopicAttributes"],
  },
};

/** Types without a name that a policy could admit: parts of another resource, and what only an id names. */
export const unnamedTypes: readonly string[] = [
  "aws_athena_named_query",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_stream",
  "aws_glue_security_configuration",
  "aws_iam_role_policy",
  "aws_kms_key",
  "aws_lakeformation_permissions",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
];
