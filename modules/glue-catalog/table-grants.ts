import type { TableGrants as LakeFormationGrants } from "../lake-formation/table-grants";
import type { IGrantee } from "../shared/grantee";

/** A table as grants see it. */
export interface TableGrantTarget {
  /** What Glue checks a call against: the account's catalog, the database and the table. */
  readonly policyArns: readonly string[];
  /** Absent where IAM alone decides. */
  readonly lakeFormation?: LakeFormationGrants | undefined;
}

/**
 * What reading a schema takes.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-glue
 */
export const readSchemaActions: readonly string[] = [
  "glue:GetTable",
  "glue:GetTableVersion",
  "glue:GetTableVersions",
];

/** What registering partitions takes. */
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

/** Lets a role read the schema. */
export function grantReadSchema(
  { policyArns, lakeFormation }: TableGrantTarget,
  role: IGrantee,
): void {
  role.addStatements({
    sid: "ReadSchema",
    rationale: "Firehose converts by the table's schema, and follows its versions.",
    actions: [...readSchemaActions],
    resources: [...policyArns],
  });
  lakeFormation?.grantReadSchema(role);
}

/** Lets a role register partitions of this table and no other. */
export function grantRegisterPartitions(
  { policyArns, lakeFormation }: TableGrantTarget,
  role: IGrantee,
): void {
  role.addStatements({
    sid: "RegisterPartitions",
    rationale:
      "Registering partitions of the one table is the crawler's work; Glue chooses between single and batch calls.",
    actions: [...registerPartitionsActions],
    resources: [...policyArns],
  });
  lakeFormation?.grantRegisterPartitions(role);
}
