import {
  AlreadyExistsException,
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionsCommand,
  GetTablesCommand,
  type TableInput,
} from "@aws-sdk/client-glue";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";

import type { AwsClients } from "../../../local/aws-clients";
import type { FakeAws, FakePartition } from "../fake-aws/fake-aws";

/** The fake whose tables and objects the embedded AWS has. */
let deployed: { readonly aws: FakeAws; readonly state: string } | undefined;

/** Puts a fake's databases, tables, partitions and objects into an embedded AWS, and nothing else. */
export function deployFake(aws: FakeAws, clients: AwsClients): Promise<void> {
  // Queries of a test may run side by side.
  deploying = deploying.catch(() => undefined).then(() => deploy(aws, clients));
  return deploying;
}

let deploying: Promise<void> = Promise.resolve();

async function deploy(aws: FakeAws, clients: AwsClients): Promise<void> {
  const state = stateOf(aws);
  if (deployed?.aws === aws && deployed.state === state) return;
  await clear(clients);
  const { glue, s3 } = clients;
  for (const Name of aws.databases) {
    await createDatabase(glue, Name);
  }
  for (const [key, table] of aws.tables) {
    const [DatabaseName = "", Name = ""] = key.split(".");
    await glue.send(new CreateTableCommand({ DatabaseName, TableInput: tableInput(table) }));
    const partitions = aws.partitions.get(key) ?? [];
    if (partitions.length === 0) continue;
    const PartitionInputList = partitions.map(({ Values, StorageDescriptor, Parameters }) => ({
      Values: [...Values],
      StorageDescriptor,
      Parameters,
    }));
    const input = { DatabaseName, TableName: Name, PartitionInputList };
    await glue.send(new BatchCreatePartitionCommand(input));
  }
  const buckets = [...aws.objects.keys()].map((name) => name.split("/")[0]);
  for (const Bucket of new Set([...buckets, "lake", "results"])) {
    await s3.send(new CreateBucketCommand({ Bucket }));
  }
  for (const [name, Body] of aws.objects) {
    const [Bucket = "", ...key] = name.split("/");
    await s3.send(new PutObjectCommand({ Bucket, Key: key.join("/"), Body }));
  }
  deployed = { aws, state };
}

/** Reads back what a statement changed in the embedded AWS. */
export async function readBack(aws: FakeAws, clients: AwsClients): Promise<void> {
  const { glue, s3 } = clients;
  aws.databases.clear();
  aws.tables.clear();
  aws.partitions.clear();
  aws.objects.clear();
  const { DatabaseList = [] } = await glue.send(new GetDatabasesCommand({}));
  for (const { Name: database = "" } of DatabaseList) {
    aws.databases.add(database);
    const { TableList = [] } = await glue.send(new GetTablesCommand({ DatabaseName: database }));
    for (const table of TableList) {
      const { Name = "" } = table;
      aws.tables.set(`${database}.${Name}`, table);
      const input = { DatabaseName: database, TableName: Name };
      const { Partitions = [] } = await glue.send(new GetPartitionsCommand(input));
      // The catalog returns what the fake keeps of a partition.
      if (Partitions.length > 0)
        aws.partitions.set(`${database}.${Name}`, Partitions as FakePartition[]);
    }
  }
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket = "" } of Buckets) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key = "" } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      aws.objects.set(`${Bucket}/${Key}`, Buffer.from((await Body?.transformToByteArray()) ?? []));
    }
  }
  deployed = { aws, state: stateOf(aws) };
}

/** A call that the SDK repeats, since its answer was lost, finds the database of the first attempt. */
async function createDatabase(glue: AwsClients["glue"], Name: string): Promise<void> {
  try {
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
  } catch (error) {
    if (!(error instanceof AlreadyExistsException)) throw error;
  }
}

async function clear({ glue, s3 }: AwsClients): Promise<void> {
  const { DatabaseList = [] } = await glue.send(new GetDatabasesCommand({}));
  for (const { Name } of DatabaseList) await glue.send(new DeleteDatabaseCommand({ Name }));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket } of Buckets) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
}

function stateOf({ databases, tables, partitions, objects }: FakeAws): string {
  const bodies = [...objects].map(([key, body]) => [key, body.toString("base64")]);
  return JSON.stringify([[...databases], [...tables], [...partitions], bodies]);
}

/** Formats of tables of text, which the fake's tables need not name. */
const TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";
const TEXT_OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

/** What of a table a request may have. */
function tableInput(table: ReturnType<FakeAws["tables"]["get"]> & object): TableInput {
  const { Name, Owner, TableType, Parameters, PartitionKeys, StorageDescriptor } = table;
  const { ViewOriginalText, ViewExpandedText } = table;
  return {
    Name,
    Owner,
    TableType,
    Parameters,
    PartitionKeys,
    StorageDescriptor: { InputFormat: TEXT_INPUT, OutputFormat: TEXT_OUTPUT, ...StorageDescriptor },
    ViewOriginalText,
    ViewExpandedText,
  };
}
