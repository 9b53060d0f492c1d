import { awsPartition } from "../../model/naming/aws-partition";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import type { Statement } from "./managed-policy";
import { literal } from "./resource-arns";
import type { DeployedLocation } from "./resource-arns";

/**
 * Reading and writing the metadata of Iceberg tables: Glue writes it as the one who creates a table, and `lake evolve` reads
 * it.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_IcebergInput.html
 */
export function icebergMetadataStatements(
  resources: readonly TerraformResource[],
  { region, accountId }: DeployedLocation,
): Statement[] {
  const partition = awsPartition(region);
  const tables = resources
    .filter(({ type, values }) => {
      return type === "aws_glue_catalog_table" && values.open_table_format_input !== undefined;
    })
    .map(({ values }) => {
      // The table of this project: its location is the only one in the text.
      const [, location = ""] = /"location":"s3:\/\/([^"]+)"/.exec(JSON.stringify(values)) ?? [];
      return `arn:${partition}:s3:::${literal(location, resources, accountId)}`;
    });
  if (tables.length === 0) return [];
  const metadata = tables.map((table) => `${table}/metadata/*`);
  const buckets = tables.map((table) => table.slice(0, table.indexOf("/")));
  return [
    {
      Sid: "WriteTableMetadata",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: metadata,
    },
    {
      Sid: "EncryptTableMetadata",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [`arn:${partition}:kms:${region}:${accountId}:key/*`],
      // The key id is random; the encryption context is the bucket, or an object of it.
      Condition: {
        StringEquals: { "kms:ViaService": [`s3.${region}.amazonaws.com`] },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [...new Set(buckets), ...metadata] },
      },
    },
  ];
}
