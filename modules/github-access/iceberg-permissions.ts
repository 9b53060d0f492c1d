import { arn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import { optimizerLogGroups } from "../glue-catalog/table-optimizers";
import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";

/** What a plan reads of the upkeep of Iceberg tables. */
export function planIcebergStatements(lake: LakeArns): PolicyStatement[] {
  return [{ sid: "ReadOptimizers", actions: ["glue:GetTableOptimizer"], resources: lake.tables }];
}

/**
 * What a deployment of Iceberg tables needs besides that of others: their upkeep, and their metadata, which Glue writes as the
 * one who creates or evolves a table. Files of data it neither reads nor writes.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_IcebergInput.html
 */
export function deployIcebergStatements(lake: LakeArns): PolicyStatement[] {
  return [
    {
      sid: "ManageOptimizers",
      actions: [
        "glue:CreateTableOptimizer",
        "glue:DeleteTableOptimizer",
        "glue:UpdateTableOptimizer",
      ],
      resources: lake.tables,
    },
    {
      sid: "WriteTableMetadata",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [lake.tableMetadata],
    },
    {
      sid: "EncryptTableMetadata",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      // Key ids are random: the encryption context is that of the bucket, or of one of its objects.
      resources: [lake.keys],
      condition: [
        { test: "StringEquals", variable: "kms:ViaService", values: [lake.viaService("s3")] },
        {
          test: "StringLike",
          variable: "kms:EncryptionContext:aws:s3:arn",
          values: [lake.lakeBucket, lake.tableMetadata],
        },
      ],
    },
  ];
}

/** What the roles of delivery and upkeep may do besides those of other tables. */
export function icebergBoundaryStatements(
  lake: LakeArns,
  location: AwsLocation,
): PolicyStatement[] {
  return [
    { sid: "CommitToTables", actions: ["glue:UpdateTable"], resources: lake.tables },
    { sid: "DeleteTableFiles", actions: ["s3:DeleteObject"], resources: [lake.tableFiles] },
    {
      sid: "WriteOptimizerLogs",
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: optimizerLogGroups.map((group) => `${arn(location, "logs", group)}:*`),
    },
  ];
}
