import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { nameRules } from "../../model/naming/name-rules";
import { lockedTypeText } from "../../model/schema-evolution/locked-type";
import type { LockedFields } from "../../model/schema-evolution/locked-type";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";
import { checkName } from "../shared/check-name";
import type { IGrantee } from "../shared/grantee";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import type { IGlueDatabase } from "./glue-database";
import { grantCommit } from "./table-permissions";
import { addGrantTarget } from "./table-grant-target";
import type { TableGrantTarget } from "./table-permissions";

/** An Iceberg table. */
export interface IIcebergTable {
  readonly tableName: string;
  readonly database: IGlueDatabase;
  readonly bucket: IEncryptedBucket;
  /** Prefix of the table's files in the bucket, which ends in a slash. */
  readonly dataPrefix: string;
  /** Resources that must exist before anything is committed. */
  readonly ready: readonly ITerraformDependable[];
  /** Allows a role to write files of the table and to commit them. */
  grantCommit(role: IGrantee): void;
}

/** Properties of the Iceberg table of one dataset. */
export interface IcebergTableProps {
  readonly database: IGlueDatabase;
  readonly tableName: string;
  readonly description: string;
  /** Columns with which the table is created; later ones reach it by evolution. */
  readonly createdWith: LockedFields;
  /**
   * Comments of columns, by name.
   *
   * @default - none
   */
  readonly comments?: Readonly<Record<string, string>>;
  readonly bucket: IEncryptedBucket;
  /** Prefix of the table's files in the bucket, which ends in a slash. */
  readonly dataPrefix: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - access is controlled by IAM alone */
  readonly lakeFormation?: LakeFormationSettings | undefined;
}

/**
 * Iceberg table of a dataset, whose first metadata Glue writes.
 *
 * Terraform creates the table and never updates it: the provider sends an update without the version that it has read, with
 * the pointer to the metadata that was current then, so a commit of Firehose in between would be lost. What commits change
 * (columns, parameters) is no drift. The schema evolves by Glue's `UpdateOpenTableFormatInput`.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/glue/catalog_table.go
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/36641 changed columns don't reach the metadata
 *
 * @example
 * const table = new lake.IcebergTable(stack, "orders", {
 *   database,
 *   tableName: "orders",
 *   description: "Orders of the shop.",
 *   createdWith: { order_id: "bigint", made_at: "timestamp" },
 *   bucket,
 *   dataPrefix: "data/orders/",
 * });
 * table.grantCommit(role);
 */
export class IcebergTable extends Construct implements IIcebergTable {
  readonly tableName: string;
  readonly database: IGlueDatabase;
  readonly bucket: IEncryptedBucket;
  /** Prefix of the table's files in the bucket, which ends in a slash. */
  readonly dataPrefix: string;
  /** Resources that must exist before anything is committed. */
  readonly ready: readonly ITerraformDependable[];

  private readonly grantTarget: TableGrantTarget;

  constructor(scope: Construct, id: string, props: IcebergTableProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkName(nameRules.table, props.tableName) });
    const table = new GlueCatalogTable(this, "Default", {
      databaseName: props.database.databaseName,
      name: props.tableName,
      description: props.description,
      tableType: "EXTERNAL_TABLE",
      openTableFormatInput: { icebergInput: { metadataOperation: "CREATE", version: "2" } },
      storageDescriptor: {
        // Without a slash at its end, which would be doubled in the paths of files.
        location: `s3://${props.bucket.bucketName}/${props.dataPrefix.replace(/\/$/, "")}`,
        columns: Object.entries(props.createdWith).map(([name, type]) => ({
          name,
          type: lockedTypeText(type),
          ...(props.comments?.[name] === undefined ? {} : { comment: props.comments[name] }),
        })),
      },
      lifecycle: { ...statefulLifecycle(props.removalPolicy).lifecycle, ignoreChanges: "all" },
      // Glue writes the first metadata, which the bucket must encrypt.
      dependsOn: [...props.bucket.ready],
    });
    this.tableName = table.name;
    this.database = props.database;
    this.bucket = props.bucket;
    this.dataPrefix = props.dataPrefix;
    this.ready = [table];
    this.grantTarget = addGrantTarget(this, props, this.tableName);
  }

  grantCommit(role: IGrantee): void {
    this.bucket.grantWrite(role, [this.dataPrefix]);
    grantCommit(this.grantTarget, role);
    this.bucket.grantDelete(role, [this.dataPrefix]);
  }
}
