import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import type { LakeFormationSettings } from "../../model/environment/settings/lake-formation-settings";
import { nameRules } from "../../model/naming/name-rules";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";
import { TableGrants } from "../lake-formation/table-grants";
import { checkName } from "../shared/check-name";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import type { IGlueDatabase } from "./glue-database";

/** Properties of the table of one dataset's failed records. */
export interface ErrorTableProps {
  readonly database: IGlueDatabase;
  readonly tableName: string;
  /** Name of the dataset whose records failed. */
  readonly dataset: string;
  readonly bucket: IEncryptedBucket;
  /** Prefix of the error objects in the bucket, which ends in a slash. */
  readonly errorPrefix: string;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /** @default - access is controlled by IAM alone */
  readonly lakeFormation?: LakeFormationSettings | undefined;
}

/**
 * Columns with which every error object can be read. The SerDe ignores the case of keys, so `errorcode` matches `errorCode` and
 * `ErrorCode`. Firehose writes `last…` for a failed conversion, and the others for a failed function or partitioning.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 */
const columns = [
  { name: "attemptsmade", type: "int", comment: "Times that Firehose tried." },
  {
    name: "arrivaltimestamp",
    type: "bigint",
    comment: "When the record arrived, in milliseconds since 1970.",
  },
  { name: "lasterrorcode", type: "string", comment: "Code of a failed conversion." },
  { name: "lasterrormessage", type: "string", comment: "Reason of a failed conversion." },
  { name: "errorcode", type: "string", comment: "Code of any other failure." },
  { name: "errormessage", type: "string", comment: "Reason of any other failure." },
  {
    name: "attemptendingtimestamp",
    type: "bigint",
    comment: "When the last try ended, in milliseconds since 1970.",
  },
  { name: "rawdata", type: "string", comment: "The record as it was published, in base64." },
  { name: "sequencenumber", type: "string", comment: "Sequence number in the Kinesis stream." },
  { name: "subsequencenumber", type: "bigint", comment: "Position in an aggregated record." },
  {
    name: "datacatalogtable",
    type: "struct<catalogid:string,databasename:string,tablename:string,region:string,versionid:string,catalogarn:string>",
    comment: "The table that the record was to be converted by.",
  },
] as const;

/**
 * Table of records that could not be delivered, with one row for each failed record.
 *
 * It has no partitions, so that failures can be queried immediately, and a query lists only existing objects: one error object
 * for each buffer with a failed record, until it expires. Athena reads all prefixes below the table's location. The failed
 * step and the hour are in the object keys, which `"$path"` returns.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html
 *
 * @example
 * new lake.ErrorTable(stack, "orders_errors", {
 *   database,
 *   tableName: "orders_errors",
 *   dataset: "orders",
 *   bucket,
 *   errorPrefix: "errors/orders/",
 * });
 */
export class ErrorTable extends Construct {
  readonly tableName: string;

  constructor(scope: Construct, id: string, props: ErrorTableProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => checkName(nameRules.table, props.tableName) });
    const location = `s3://${props.bucket.bucketName}/${props.errorPrefix}`;
    const table = new GlueCatalogTable(this, "Default", {
      databaseName: props.database.databaseName,
      name: props.tableName,
      description: `Records of ${props.dataset} that could not be delivered, with the reason.`,
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "json",
      },
      storageDescriptor: {
        location,
        inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: {
          name: "json",
          serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
          // A truncated line must not hide all other failures.
          parameters: { "ignore.malformed.json": "true" },
        },
        columns: columns.map((column) => ({ ...column })),
      },
      ...statefulLifecycle(props.removalPolicy),
    });
    this.tableName = table.name;
    if (props.lakeFormation !== undefined) {
      new TableGrants(this, "lake_formation", {
        settings: props.lakeFormation,
        databaseName: props.database.databaseName,
        tableName: this.tableName,
        bucket: props.bucket,
      });
    }
  }
}
