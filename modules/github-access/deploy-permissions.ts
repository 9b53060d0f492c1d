import type { PolicyStatement } from "../shared/policy-statement";
import type { DeployedLake } from "./deployed-lake";
import { keyStatements, ownTags } from "./plan-permissions";

/** Services to which the lake's roles may be given. */
const servicesOfRoles = ["firehose.amazonaws.com", "glue.amazonaws.com", "lambda.amazonaws.com"];

/**
 * What a deployment changes of what holds data. It makes and changes it, and takes none of it away: no bucket, object,
 * key, stream, delivery stream, database or table. Whoever means to does so with credentials of their own.
 */
export function changeDataStatements(lake: DeployedLake): PolicyStatement[] {
  return [
    {
      sid: "ChangeBuckets",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketLogging",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: lake.buckets,
    },
    {
      sid: "CreateKeys",
      actions: ["kms:CreateKey", "kms:TagResource"],
      resources: ["*"],
      condition: ownTags(lake, "aws:RequestTag"),
    },
    ...keyStatements(lake, "ChangeKeys", [
      "kms:CreateAlias",
      "kms:CreateGrant",
      "kms:DeleteAlias",
      "kms:EnableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ]),
    {
      sid: "ChangeAliases",
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [lake.aliases],
    },
    {
      sid: "ChangeStreams",
      actions: [
        "firehose:CreateDeliveryStream",
        "firehose:TagDeliveryStream",
        "firehose:UntagDeliveryStream",
        "firehose:UpdateDestination",
        "kinesis:AddTagsToStream",
        "kinesis:CreateStream",
        "kinesis:DecreaseStreamRetentionPeriod",
        "kinesis:DisableEnhancedMonitoring",
        "kinesis:EnableEnhancedMonitoring",
        "kinesis:IncreaseStreamRetentionPeriod",
        "kinesis:RemoveTagsFromStream",
        "kinesis:StartStreamEncryption",
        "kinesis:UpdateShardCount",
        "kinesis:UpdateStreamMode",
      ],
      resources: lake.streams,
    },
    {
      sid: "ChangeCatalog",
      actions: [
        "glue:CreateCrawler",
        "glue:CreateDatabase",
        "glue:CreateTable",
        "glue:DeleteCrawler",
        "glue:TagResource",
        "glue:UntagResource",
        "glue:UpdateCrawler",
        "glue:UpdateDatabase",
        "glue:UpdateTable",
      ],
      resources: lake.catalog,
    },
  ];
}

/**
 * What a deployment changes, and takes away, of what works on the data.
 *
 * @param permissionsBoundaryArn boundary that every role of the lake must have; without one, whoever changes the code
 * that is deployed decides what the lake's roles may do
 */
export function changeServicesStatements(
  lake: DeployedLake,
  permissionsBoundaryArn?: string,
): PolicyStatement[] {
  return [
    {
      sid: "ChangeFunctions",
      actions: [
        "lambda:CreateFunction",
        "lambda:DeleteFunction",
        "lambda:DeleteFunctionConcurrency",
        "lambda:PutFunctionConcurrency",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      resources: [lake.named("lambda", "function:")],
    },
    ...roleStatements(lake, permissionsBoundaryArn),
    {
      sid: "ChangeQueries",
      actions: [
        "athena:CreateNamedQuery",
        "athena:CreateWorkGroup",
        "athena:DeleteNamedQuery",
        "athena:TagResource",
        "athena:UntagResource",
        "athena:UpdateNamedQuery",
        "athena:UpdateWorkGroup",
      ],
      resources: [lake.named("athena", "workgroup/")],
    },
    {
      sid: "ChangeMonitoring",
      actions: [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:DeleteDashboards",
        "cloudwatch:PutDashboard",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "events:DeleteRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
        "sns:CreateTopic",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:Unsubscribe",
        "sns:UntagResource",
      ],
      resources: lake.monitoring,
    },
    {
      sid: "ChangeLogGroups",
      actions: [
        "logs:AssociateKmsKey",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DeleteLogGroup",
        "logs:DeleteLogStream",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      resources: lake.logGroups,
    },
    {
      sid: "ChangeWhatHasNoArn",
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
      actions: ["glue:CreateSecurityConfiguration", "glue:DeleteSecurityConfiguration"],
      resources: ["*"],
    },
  ];
}

function roleStatements(lake: DeployedLake, boundary: string | undefined): PolicyStatement[] {
  const bounded =
    boundary === undefined
      ? undefined
      : [{ test: "StringEquals", variable: "iam:PermissionsBoundary", values: [boundary] }];
  return [
    {
      sid: "WriteRoles",
      actions: [
        "iam:CreateRole",
        "iam:PutRolePolicy",
        // For roles that were there before the boundary was set. Nothing lets it be taken away.
        ...(bounded === undefined ? [] : ["iam:PutRolePermissionsBoundary"]),
      ],
      resources: lake.roles,
      ...(bounded === undefined ? {} : { condition: bounded }),
    },
    {
      sid: "ChangeRoles",
      actions: [
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRoleDescription",
      ],
      resources: lake.roles,
    },
    {
      sid: "GiveRolesToServices",
      actions: ["iam:PassRole"],
      resources: lake.roles,
      condition: [
        { test: "StringEquals", variable: "iam:PassedToService", values: servicesOfRoles },
      ],
    },
  ];
}
