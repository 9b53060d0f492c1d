import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { GlueCatalogTableStorageDescriptorColumns } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { personalPaths } from "../../model/dataset/column-fields";
import type { Columns, ColumnType } from "../../model/dataset/column-type";
import { glueType } from "../../model/dataset/glue-type";
import { jsonKeys, jsonKeySettings } from "../../model/dataset/json-keys";
import type { JsonKeySettings } from "../../model/dataset/json-keys";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";
import { nameRules } from "../../model/naming/name-rules";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import type { ProjectionRange } from "../../model/environment/projection-range";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import { schemaFingerprint } from "../../model/schema-evolution/schema-fingerprint";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";
import { checkName } from "../shared/check-name";
import type { IGrantee } from "../shared/grantee";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import { crawlerChanges } from "./crawler-properties";
import type { IGlueDatabase } from "./glue-database";
import { renderPartitionProjection } from "./partition-projection";
import { grantReadSchema, grantRegisterPartitions } from "./table-permissions";
import { addGrantTarget } from "./table-grant-target";
import type { TableGrantTarget } from "./table-permissions";

/** How columns are found in events. */
export interface JsonKeys {
  /** Keys of the columns whose key is not their name, by column. */
  readonly byColumn: Readonly<Record<string, string>>;
  /** The same for the deserializer. */
  readonly settings: JsonKeySettings;
}

/** A table of Parquet objects, created here or elsewhere. */
export interface IEventTable {
  readonly tableName: string;
  readonly database: IGlueDatabase;
  readonly bucket: IEncryptedBucket;
  /** Prefix of the Parquet objects in the bucket, which ends in a slash. */
  readonly dataPrefix: string;
  /** In the order of the prefix. */
  readonly partitionKeys: readonly PartitionKey[];
  /** Changes whenever a column does. */
  readonly schemaFingerprint: string;
  /** Keys of events that columns are read from, of those that have another name. */
  readonly jsonKeys: JsonKeys;
  /** Resources that must exist before the schema is used for conversion. */
  readonly ready: readonly ITerraformDependable[];
  /** Allows a role to read the schema. */
  grantReadSchema(role: IGrantee): void;
  /** Allows a role to register partitions of this table and no other. */
  grantRegisterPartitions(role: IGrantee): void;
}

/** An existing table. */
export interface ImportedTableProps extends Pick<
  IEventTable,
  "bucket" | "dataPrefix" | "database" | "partitionKeys" | "tableName"
> {
  /** Columns of the table. */
  readonly columns: Columns;
}

/** Properties of the table of one dataset. */
export interface EventTableProps {
  readonly database: IGlueDatabase;
  readonly tableName: string;
  readonly description: string;
  readonly columns: Columns;
  /** In the order of the prefix. */
  readonly partitionKeys: readonly PartitionKey[];
  readonly bucket: IEncryptedBucket;
  /** Prefix of the Parquet objects in the bucket, which ends in a slash. */
  readonly dataPrefix: string;
  /**
   * Partitions that Athena computes from table properties.
   *
   * @default - a crawler registers partitions
   */
  readonly projection?: ProjectionRange | undefined;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - access is controlled by IAM alone */
  readonly lakeFormation?: LakeFormationSettings | undefined;
}

function jsonKeysOf(columns: Columns): JsonKeys {
  return { byColumn: jsonKeys(columns), settings: jsonKeySettings(columns) };
}

/** Column parameter with the personal fields, for catalogs and scanners, which see only top-level columns. */
function renderColumn([name, type]: [
  string,
  ColumnType,
]): GlueCatalogTableStorageDescriptorColumns {
  const { description } = type.notes;
  const paths = personalPaths({ [name]: type });
  return {
    name,
    type: glueType(type),
    ...(description === undefined ? {} : { comment: description }),
    ...(paths.length === 0 ? {} : { parameters: { personal_data: paths.join(",") } }),
  };
}

/**
 * Table of the Parquet objects of a dataset: the schema for the conversion by Firehose and for queries by Athena.
 *
 * @example
 * const table = new lake.EventTable(stack, "orders", {
 *   database,
 *   tableName: orders.name,
 *   description: orders.description,
 *   columns: orders.columns,
 *   partitionKeys: lake.partitionKeysOf(orders),
 *   bucket,
 *   dataPrefix: "data/orders/",
 * });
 * table.grantReadSchema(role);
 */
export class EventTable extends Construct implements IEventTable {
  readonly tableName: string;
  readonly database: IGlueDatabase;
  readonly bucket: IEncryptedBucket;
  readonly dataPrefix: string;
  /** In the order of the prefix. */
  readonly partitionKeys: readonly PartitionKey[];
  /** Changes whenever a column does. */
  readonly schemaFingerprint: string;
  /** Keys of events that columns are read from, of those that have another name. */
  readonly jsonKeys: JsonKeys;
  /** Resources that must exist before the schema is used for conversion. */
  readonly ready: readonly ITerraformDependable[];

  private readonly grantTarget: TableGrantTarget;

  constructor(scope: Construct, id: string, props: EventTableProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkName(nameRules.table, props.tableName) });
    const table = new GlueCatalogTable(this, "Default", {
      databaseName: props.database.databaseName,
      name: props.tableName,
      description: props.description,
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "parquet",
        // A crawler finds "none" in Parquet objects with any codec, and where the table says nothing it registers no partitions:
        // https://github.com/aws-solutions-library-samples/cloud-intelligence-dashboards-data-collection/issues/463
        compressionType: "none",
        ...(props.projection === undefined
          ? {}
          : renderPartitionProjection(props.projection, props.partitionKeys)),
      },
      partitionKeys: props.partitionKeys.map(({ name, type, comment }) => ({
        name,
        type,
        comment,
      })),
      storageDescriptor: {
        location: `s3://${props.bucket.bucketName}/${props.dataPrefix}`,
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serDeInfo: {
          name: "parquet",
          serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
        columns: Object.entries(props.columns).map(renderColumn),
      },
      lifecycle: {
        ...statefulLifecycle(props.removalPolicy).lifecycle,
        ignoreChanges: [...crawlerChanges],
      },
    });
    this.tableName = table.name;
    this.database = props.database;
    this.bucket = props.bucket;
    this.dataPrefix = props.dataPrefix;
    this.partitionKeys = props.partitionKeys;
    this.schemaFingerprint = schemaFingerprint(props.columns);
    this.jsonKeys = jsonKeysOf(props.columns);
    this.ready = [table];
    this.grantTarget = addGrantTarget(this, props, this.tableName);
  }

  /** A table that was created elsewhere. */
  static fromTableName(props: ImportedTableProps): IEventTable {
    const { columns, tableName, ...place } = props;
    const { database } = props;
    const target = { policyArns: database.policyArns(tableName), database };
    return {
      ...place,
      tableName,
      schemaFingerprint: schemaFingerprint(columns),
      jsonKeys: jsonKeysOf(columns),
      ready: [],
      grantReadSchema: (role) => grantReadSchema(target, role),
      grantRegisterPartitions: (role) => grantRegisterPartitions(target, role),
    };
  }

  grantReadSchema(role: IGrantee): void {
    grantReadSchema(this.grantTarget, role);
  }

  grantRegisterPartitions(role: IGrantee): void {
    grantRegisterPartitions(this.grantTarget, role);
  }
}
