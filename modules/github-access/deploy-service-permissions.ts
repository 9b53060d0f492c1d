import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";
import { roleStatements } from "./deploy-role-permissions";
import type { RolePermissions } from "./deploy-role-permissions";

/** Permissions of a deployment to create, update and delete resources that hold no data. */
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
    ...monitoringStatements(lake),
    ...logGroupStatements(lake),
    {
      sid: "CreateSecurityConfigurations",
      rationale:
        "The action has no resource types. Deleting has none either, and would take one from any environment.",
      actions: ["glue:CreateSecurityConfiguration"],
      resources: ["*"],
    },
  ];
}

function monitoringStatements(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "ManageAlarms",
      actions: [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
      ],
      resources: [lake.namePattern("cloudwatch", "alarm:")],
    },
    {
      sid: "ManageDashboard",
      actions: ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"],
      resources: [lake.dashboard],
    },
    {
      sid: "ManageRules",
      actions: [
        "events:DeleteRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
      ],
      resources: [lake.namePattern("events", "rule/")],
    },
    {
      sid: "ManageTopics",
      actions: [
        "sns:CreateTopic",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:UntagResource",
      ],
      resources: [lake.namePattern("sns", "")],
    },
    {
      sid: "DeleteSubscriptions",
      rationale: "The action asks for a subscription, whose ARN is of no resource type.",
      actions: ["sns:Unsubscribe"],
      resources: ["*"],
    },
  ];
}

function logGroupStatements(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "ManageLogGroups",
      actions: [
        "logs:AssociateKmsKey",
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:PutRetentionPolicy",
      ],
      resources: [...lake.logGroups, ...lake.logGroupContents],
    },
    {
      sid: "ManageLogStreams",
      actions: ["logs:CreateLogStream", "logs:DeleteLogStream"],
      resources: lake.logGroupContents,
    },
    {
      sid: "TagLogGroups",
      actions: ["logs:TagResource", "logs:UntagResource"],
      resources: lake.logGroups,
    },
  ];
}
