import type { TableGrants as LakeFormationGrants } from "../lake-formation/table-grants";
import type { IGrantee } from "../shared/grantee";

/** The table that a grant refers to. */
export interface TableGrantTarget {
  /** ARNs that Glue checks in a call: the catalog of the account, the database and the table. */
  readonly policyArns: readonly string[];
  /** Undefined when access is controlled by IAM alone. */
  readonly lakeFormation?: LakeFormationGrants | undefined;
}

/**
 * Actions for reading a schema.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-glue
 */
export const readSchemaActions: readonly string[] = [
  "glue:GetTable",
  "glue:GetTableVersion",
  "glue:GetTableVersions",
];

/** Actions for registering partitions. */
export const registerPartitionsActions: readonly string[] = [
  "glue:BatchCreatePartition",
  "glue:BatchGetPartition",
  "glue:BatchUpdatePartition",
  "glue:CreatePartition",
  "glue:GetDatabase",
  "glue:GetPartition",
  "glue:GetPartitions",
  "glue:GetTable",
  "glue:UpdatePartition",
];

/** Allows a role to read the schema. */
export function grantReadSchema(
  { policyArns, lakeFormation }: TableGrantTarget,
  role: IGrantee,
): void {
  role.addStatements({
    sid: "ReadSchema",
    rationale: "Firehose converts records with the table's schema, and follows its versions.",
    actions: [...readSchemaActions],
    resources: [...policyArns],
  });
  lakeFormation?.grantReadSchema(role);
}

/** Allows a role to register partitions of this table and no other. */
export function grantRegisterPartitions(
  { policyArns, lakeFormation }: TableGrantTarget,
  role: IGrantee,
): void {
  role.addStatements({
    sid: "RegisterPartitions",
    rationale:
      "The crawler registers partitions of one table; Glue chooses between single and batch calls.",
    actions: [...registerPartitionsActions],
    resources: [...policyArns],
  });
  lakeFormation?.grantRegisterPartitions(role);
}
