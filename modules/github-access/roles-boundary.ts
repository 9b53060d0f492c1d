import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { PolicyDocument } from "../shared/policy-document";
import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";
import { checkPolicySize } from "./policy-size";
import { logKeyActions } from "../shared/log-group";
import { readSchemaActions, registerPartitionsActions } from "../glue-catalog/table-permissions";

/** Properties of the permissions boundary of the lake's roles. */
export interface RolesBoundaryProps {
  readonly policyName: string;
  readonly lake: LakeArns;
  /** Other statements, such as for the key of the account's catalog. */
  readonly more?: readonly PolicyStatement[];
}

/**
 * Permissions boundary that restricts the roles of a lake's services to the lake's own data. A deployment sets the policies of
 * these roles and the code that runs with them: without a boundary it could gain any permission in the account.
 *
 * @example
 * const scope = { ...location, project: "shop", environment: "prod" };
 * new lake.RolesBoundary(stack, "boundary", {
 *   policyName: "shop-boundary",
 *   lake: new lake.LakeArns({ ...scope, names: lake.lakeNames(scope) }),
 * });
 */
export class RolesBoundary extends Construct {
  constructor(scope: Construct, id: string, { policyName, lake, more = [] }: RolesBoundaryProps) {
    super(scope, id);
    const statements = [...boundaryStatements(lake), ...more];
    this.node.addValidation({ validate: () => checkPolicySize("boundary", statements) });
    const document = new PolicyDocument(this, "permissions", statements);
    new IamPolicy(this, "Default", {
      name: policyName,
      description: "Permissions boundary of the roles of the data lake's services.",
      policy: document.minifiedJson,
    });
  }
}

/** Everything that any role of the lake's services needs, on the whole lake. A test compares it with their policies. */
export function boundaryStatements(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "ListObjects",
      actions: [
        "s3:GetBucketAcl",
        "s3:GetBucketLocation",
        "s3:ListBucket",
        "s3:ListBucketMultipartUploads",
      ],
      resources: lake.buckets,
    },
    {
      sid: "ReadAndWriteObjects",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: lake.objects,
    },
    {
      sid: "ReadAndWriteRecords",
      actions: [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
        "kinesis:PutRecord",
        "kinesis:PutRecords",
      ],
      resources: lake.streams,
    },
    {
      sid: "UseKeysThroughServices",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      // Key ids are random; the key policies, and the permissions for S3 and Kinesis, restrict it further.
      resources: [lake.keys],
      condition: [
        {
          test: "StringEquals",
          variable: "kms:ViaService",
          values: [lake.viaService("s3"), lake.viaService("kinesis")],
        },
      ],
    },
    {
      sid: "UseCatalog",
      actions: [...new Set([...readSchemaActions, ...registerPartitionsActions])].sort(),
      resources: lake.tables,
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: lake.logGroupContents,
    },
    {
      sid: "EncryptLogs",
      actions: ["logs:AssociateKmsKey", "logs:CreateLogGroup"],
      resources: [...lake.logGroups, ...lake.logGroupContents],
    },
    {
      sid: "UseLogKey",
      actions: [...logKeyActions],
      resources: [lake.keys],
      condition: [
        { test: "ArnLike", variable: "kms:EncryptionContext:aws:logs:arn", values: lake.logGroups },
      ],
    },
    { sid: "DescribeLogKey", actions: ["kms:DescribeKey"], resources: [lake.keys] },
    {
      sid: "UseAccountLevelActions",
      rationale:
        "The actions have no resource types; the roles' own policies say which of them has which.",
      actions: [
        "glue:GetSecurityConfiguration",
        "lakeformation:GetDataAccess",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: ["*"],
    },
  ];
}
