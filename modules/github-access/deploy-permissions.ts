import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";
import { deployKeysStatements } from "./key-permissions";

/** What a deployment may do with the roles of the lake's services. */
export interface RolePermissions {
  /** Boundary that every role of the lake must have, and that nobody takes off. */
  readonly boundaryArn: string;
  /** Whether a deployment makes roles: then it decides who assumes them, which no condition of IAM can bound. */
  readonly createsRoles: boolean;
}

/**
 * What a deployment changes of what holds data. It makes and changes it, and takes none of it away: no bucket, object,
 * key, stream, delivery stream, database or table. Whoever means to does so with credentials of their own.
 */
export function deployDataStatements(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "ManageBuckets",
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
    ...deployKeysStatements(lake),
    {
      sid: "ManageStreams",
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
      sid: "ManageCatalog",
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

/** What a deployment changes, and takes away, of what works on the data. */
export function deployServicesStatements(
  lake: LakeArns,
  roles: RolePermissions,
): PolicyStatement[] {
  return [
    {
      sid: "ManageFunctions",
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
      resources: [lake.namePattern("lambda", "function:")],
    },
    ...roleStatements(lake, roles),
    {
      sid: "ManageQueries",
      actions: [
        "athena:CreateNamedQuery",
        "athena:CreateWorkGroup",
        "athena:DeleteNamedQuery",
        "athena:TagResource",
        "athena:UntagResource",
        "athena:UpdateNamedQuery",
        "athena:UpdateWorkGroup",
      ],
      resources: [lake.workGroup],
    },
    {
      sid: "ManageMonitoring",
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
      sid: "ManageLogGroups",
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
      sid: "CreateSecurityConfigurations",
      // Deleting one would take it from any environment: the actions know no resources.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
      actions: ["glue:CreateSecurityConfiguration"],
      resources: ["*"],
    },
  ];
}

/**
 * IAM has no condition on whom a role trusts: neither `iam:UpdateAssumeRolePolicy` nor, by itself, `iam:CreateRole` can be
 * allowed without letting anybody in.
 */
function roleStatements(lake: LakeArns, roles: RolePermissions): PolicyStatement[] {
  return [
    {
      sid: "WriteBoundedRoles",
      actions: [
        ...(roles.createsRoles ? ["iam:CreateRole"] : []),
        "iam:PutRolePolicy",
        // For roles that were there before the boundary was set. Nothing lets it be taken away.
        "iam:PutRolePermissionsBoundary",
      ],
      resources: lake.roles,
      condition: [
        {
          test: "StringEquals",
          variable: "iam:PermissionsBoundary",
          values: [roles.boundaryArn],
        },
      ],
    },
    {
      sid: "ManageRoles",
      actions: [
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateRoleDescription",
      ],
      resources: lake.roles,
    },
    ...lake.rolesByService.map(({ kind, service, arns }) => ({
      sid: `Pass${kind[0]?.toUpperCase()}${kind.slice(1)}Role`,
      actions: ["iam:PassRole"],
      resources: arns,
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: [service] }],
    })),
  ];
}
