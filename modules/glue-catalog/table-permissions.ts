import type { TableGrants as LakeFormationGrants } from "../lake-formation/table-grants";
import type { IGrantee } from "../shared/grantee";
import type { IGlueDatabase } from "./glue-database";

/** The table that a grant refers to. */
export interface TableGrantTarget {
  /** ARNs that Glue checks in a call: the catalog of the account, the database and the table. */
  readonly policyArns: readonly string[];
  readonly database: Pick<IGlueDatabase, "grantUseCatalogKey">;
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

/**
 * Actions for registering partitions.
 *
 * AWS's pages disagree: the schema change policy LOG says that a crawler changes no table, and AWS's policies for crawlers have
 * `glue:*` or at least `glue:UpdateTable`. Tables in the field show why: crawlers write properties such as `CRAWL_RUN_ID`. So the
 * crawler may update the one table, and read the versions that it makes.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-schema-changes-prevent.html
 * @see https://github.com/aws-solutions-library-samples/cloud-intelligence-dashboards-data-collection/blob/main/data-collection/deploy/deploy-data-collection.yaml
 */
export const registerPartitionsActions: readonly string[] = [
  "glue:BatchCreatePartition",
  "glue:BatchGetPartition",
  "glue:BatchUpdatePartition",
  "glue:CreatePartition",
  "glue:GetDatabase",
  "glue:GetPartition",
  "glue:GetPartitions",
  "glue:GetTable",
  "glue:GetTableVersion",
  "glue:GetTableVersions",
  "glue:UpdatePartition",
  "glue:UpdateTable",
];

/**
 * Actions for committing to an Iceberg table, which is an update of its pointer to the metadata.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-s3-tables
 * @see https://docs.aws.amazon.com/glue/latest/dg/optimization-prerequisites.html
 */
export const commitActions: readonly string[] = [
  "glue:GetDatabase",
  "glue:GetTable",
  "glue:UpdateTable",
];

/** Allows a role to read the schema. */
export function grantReadSchema(
  { policyArns, database, lakeFormation }: TableGrantTarget,
  role: IGrantee,
): void {
  role.addStatements({
    sid: "ReadSchema",
    rationale: "Firehose converts records with the table's schema, and follows its versions.",
    actions: [...readSchemaActions],
    resources: [...policyArns],
  });
  database.grantUseCatalogKey(role, "ReadSchemaWithCatalogKey");
  lakeFormation?.grantReadSchema(role);
}

/** Allows a role to register partitions of this table and no other. */
export function grantRegisterPartitions(
  { policyArns, database, lakeFormation }: TableGrantTarget,
  role: IGrantee,
): void {
  role.addStatements({
    sid: "RegisterPartitions",
    rationale:
      "The crawler registers partitions of one table and writes its own properties to it; Glue chooses between single and batch calls.",
    actions: [...registerPartitionsActions],
    resources: [...policyArns],
  });
  database.grantUseCatalogKey(role, "RegisterPartitionsWithCatalogKey");
  lakeFormation?.grantRegisterPartitions(role);
}

/** Allows a role to commit to an Iceberg table. */
export function grantCommit(
  { policyArns, database, lakeFormation }: TableGrantTarget,
  role: IGrantee,
): void {
  role.addStatements({
    sid: "CommitToTable",
    rationale: "A commit to an Iceberg table updates its pointer to the metadata.",
    actions: [...commitActions],
    resources: [...policyArns],
  });
  database.grantUseCatalogKey(role, "CommitWithCatalogKey");
  lakeFormation?.grantCommit(role);
}
