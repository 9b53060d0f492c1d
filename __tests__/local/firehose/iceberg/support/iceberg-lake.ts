import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import {
  CreateDeliveryStreamCommand,
  type IcebergDestinationConfiguration,
  PutRecordBatchCommand,
} from "@aws-sdk/client-firehose";
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { AwsClients } from "../../../../../local/aws-clients";
import { parseTableMetadata } from "../../../../../local/iceberg/metadata/table-metadata";

const ROLE = "arn:aws:iam::123456789012:role/delivery";
const BUCKET = "iceberg-lake";

/** What pyiceberg reads of a table. */
export interface ReadTable {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Summaries, from the first. */
  readonly snapshots: readonly Readonly<Record<string, string>>[];
}

/** Creates the bucket and the database `db`. */
export async function createLake({ s3, glue }: AwsClients): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "db" } }));
}

/** Creates a table of these columns and types of Glue. */
export async function createIcebergTable(
  { glue }: AwsClients,
  name: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  await glue.send(
    new CreateTableCommand({
      DatabaseName: "db",
      TableInput: {
        Name: name,
        TableType: "EXTERNAL_TABLE",
        StorageDescriptor: {
          Location: `s3://${BUCKET}/${name}`,
          Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })),
        },
      },
      OpenTableFormatInput: { IcebergInput: { MetadataOperation: "CREATE", Version: "2" } },
    }),
  );
}

/** Gives a table other columns, all of which may be null; types are Iceberg's. */
export async function evolve(
  { glue }: AwsClients,
  Name: string,
  fields: readonly { readonly id: number; readonly name: string; readonly type: string }[],
): Promise<void> {
  const Fields = fields.map(({ id, name, type }) => ({
    ...{ Id: id, Name: name, Type: type, Required: false },
  }));
  const Updates = [{ Schema: { Fields }, Location: `s3://${BUCKET}/${Name}` }];
  await glue.send(
    new UpdateTableCommand({
      ...{ DatabaseName: "db", Name },
      UpdateOpenTableFormatInput: { UpdateIcebergInput: { UpdateIcebergTableInput: { Updates } } },
    }),
  );
}

/** Creates a delivery stream of the table's name, which producers put records into. */
export async function deliverTo(
  { firehose }: AwsClients,
  table: string,
  settings: Partial<IcebergDestinationConfiguration> = {},
): Promise<void> {
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: table,
      IcebergDestinationConfiguration: {
        RoleARN: ROLE,
        CatalogConfiguration: { CatalogARN: "arn:aws:glue:us-east-1:123456789012:catalog" },
        DestinationTableConfigurationList: [
          { DestinationDatabaseName: "db", DestinationTableName: table },
        ],
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 1 },
        S3Configuration: {
          RoleARN: ROLE,
          BucketARN: `arn:aws:s3:::${BUCKET}`,
          Prefix: `raw/${table}/`,
          ErrorOutputPrefix: `errors/${table}/!{firehose:error-output-type}/`,
          BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 1 },
        },
        ...settings,
      },
    }),
  );
}

/** Puts records, which are rendered as JSON unless they are texts. */
export async function put(
  { firehose }: AwsClients,
  stream: string,
  records: readonly unknown[],
): Promise<void> {
  const Records = records.map((record) => ({
    Data: Buffer.from(typeof record === "string" ? record : JSON.stringify(record)),
  }));
  await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: stream, Records }));
}

/** Runs a query on the embedded Athena and returns its rows, without the names of the columns. */
export async function query(
  { athena }: AwsClients,
  sql: string,
): Promise<readonly (readonly (string | undefined)[])[]> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: "db" },
      ResultConfiguration: { OutputLocation: `s3://${BUCKET}/results/` },
    }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === "SUCCEEDED") break;
    if (State === "FAILED") throw new Error(StateChangeReason);
    await sleep(50);
  }
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows ?? [])
    .slice(1)
    .map(({ Data }) => (Data ?? []).map(({ VarCharValue }) => VarCharValue));
}

/** How many rows a table has, as its present snapshot says. */
export async function rowsOf({ glue, s3 }: AwsClients, table: string): Promise<number> {
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: "db", Name: table }));
  const uri = Table?.Parameters?.["metadata_location"] ?? "";
  const text = await textOf(s3, uri.slice(`s3://${BUCKET}/`.length));
  const { currentSnapshotId, snapshots } = parseTableMetadata(Buffer.from(text));
  const present = snapshots.find(({ id }) => id === currentSnapshotId);
  return Number(present?.summary["total-records"] ?? 0);
}

/** Reads a table with pyiceberg. @param table of the database `db`, unless it names another one with a dot */
export async function readWithPyiceberg(endpointUrl: string, table: string): Promise<ReadTable> {
  const name = table.includes(".") ? table : `db.${table}`;
  // The form of the program's output.
  return JSON.parse(await runPython("read_table.py", endpointUrl, name)) as ReadTable;
}

/** Appends rows with pyiceberg, one snapshot each: `id` is -1, -2 … */
export async function appendWithPyiceberg(
  endpointUrl: string,
  table: string,
  count: number,
): Promise<void> {
  await runPython("append_rows.py", endpointUrl, `db.${table}`, String(count));
}

async function runPython(program: string, ...args: string[]): Promise<string> {
  const python = process.env["PYICEBERG_PYTHON"] ?? "";
  const { stdout } = await promisify(execFile)(python, ["-E", join(__dirname, program), ...args]);
  return stdout;
}

/** The contents of the objects below a prefix, in order of their keys. */
export async function objectsBelow({ s3 }: AwsClients, prefix: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }),
  );
  return Promise.all(Contents.map(({ Key }) => textOf(s3, Key ?? "")));
}

async function textOf(s3: S3Client, Key: string): Promise<string> {
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  return (await body?.transformToString()) ?? "";
}
