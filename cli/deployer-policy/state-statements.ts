import {
  gitHubStateName,
  hasS3State,
  s3StateLocation,
  savedPlanPrefix,
  stateBackendStateName,
  stateObjectKey,
} from "../../model/naming/state-location";
import { awsPartition } from "../../model/naming/aws-partition";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import type { Statement } from "./managed-policy";
import type { LocatedEnvironment } from "./located-environment";

/**
 * Reading, writing and locking the Terraform states in S3: those of the lake and of the state bucket itself. Also saving
 * plans next to them, and reading whether the workflows have roles left.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateStatements(environment: LocatedEnvironment): Statement[] {
  if (!hasS3State(environment)) return [];
  const { bucket, region } = s3StateLocation(environment);
  const arn = `arn:${awsPartition(region)}:s3:::${bucket}`;
  const objects = [
    stateObjectKey(environment),
    stateObjectKey(environment, stateBackendStateName),
  ].map((key) => `${arn}/${key}`);
  return [
    allow("ListStates", ["s3:ListBucket"], [arn]),
    allow("WriteStates", ["s3:GetObject", "s3:PutObject"], objects),
    allow(
      "LockStates",
      ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      objects.map((object) => `${object}.tflock`),
    ),
    allow(
      "SavePlans",
      ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      [`${arn}/${savedPlanPrefix(environment)}*`],
    ),
    ...(environment.github === undefined
      ? []
      : [
          allow(
            "ReadStateOfWorkflows",
            ["s3:GetObject"],
            [`${arn}/${stateObjectKey(environment, gitHubStateName)}`],
          ),
        ]),
    {
      ...allow(
        "EncryptStates",
        ["kms:Decrypt", "kms:GenerateDataKey"],
        [`arn:${awsPartition(region)}:kms:${region}:${environment.accountId}:key/*`],
      ),
      // The key id depends on the bucket; the encryption context restricts its use to that bucket.
      Condition: {
        StringEquals: { "kms:ViaService": [`s3.${region}.amazonaws.com`] },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [arn, `${arn}/*`] },
      },
    },
  ];
}

/**
 * Kinesis looks the key of a stream up in the caller's name.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
 */
export function streamKeyStatements(resources: readonly TerraformResource[]): Statement[] {
  const isEncrypted = resources.some(
    ({ type, values }) => type === "aws_kinesis_stream" && values.encryption_type === "KMS",
  );
  return isEncrypted ? [allow("ListStreamKeys", ["kms:List*"], ["*"])] : [];
}

/**
 * The use of the key of an encrypted Glue Data Catalog.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html
 */
export function catalogKeyStatements({
  catalogKeyArn,
  region,
  accountId,
}: LocatedEnvironment): Statement[] {
  if (catalogKeyArn === undefined) return [];
  return [
    {
      ...allow(
        "UseCatalogKey",
        ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
        [catalogKeyArn],
      ),
      Condition: {
        StringEquals: {
          "kms:ViaService": [`glue.${region}.amazonaws.com`],
          "kms:EncryptionContext:glue_catalog_id": [accountId],
        },
      },
    },
  ];
}

function allow(sid: string, actions: readonly string[], resources: readonly string[]): Statement {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources };
}
