import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { PolicyDocument } from "../shared/policy-document";
import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";
import { checkPolicySize } from "./policy-size";
import { readSchemaActions, registerPartitionsActions } from "../glue-catalog/table-grants";

/** What bounds the roles of a lake's services. */
export interface RolesBoundaryProps {
  readonly policyName: string;
  readonly lake: LakeArns;
}

/**
 * Bounds the roles of a lake's services to the lake's own data. A deployment writes their policies and the code that runs
 * with them: without a boundary it could give itself every right in the account that way.
 */
export class RolesBoundary extends Construct {
  constructor(scope: Construct, id: string, { policyName, lake }: RolesBoundaryProps) {
    super(scope, id);
    const statements = boundaryStatements(lake);
    this.node.addValidation({ validate: () => checkPolicySize("boundary", statements) });
    const document = new PolicyDocument(this, "permissions", statements);
    new IamPolicy(this, "Default", {
      name: policyName,
      description: "The most that a role of the data lake's services may ever do.",
      policy: document.minifiedJson,
    });
  }
}

/** All that any role of the lake's services needs, on everything of the lake. A test holds it against their policies. */
export function boundaryStatements(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "ListObjects",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
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
      // Ids say nothing; the policies of the keys, and what S3 and Kinesis allow beside, narrow it.
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
      actions: ["logs:AssociateKmsKey"],
      resources: [...lake.logGroups, ...lake.logGroupContents],
    },
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
