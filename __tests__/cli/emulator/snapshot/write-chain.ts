import { CreateTableCommand, GetTablesCommand } from "@aws-sdk/client-glue";

import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  PutRecordCommand,
} from "@aws-sdk/client-kinesis";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../../../local/aws-clients";

export const BUCKET = "lake";
export const STREAM = "events";
export const DATABASE = "chains";

/** Writes one after the other to three services: each only after the one before was acknowledged. */
export class WriteChain {
  acknowledged = 0;
  sent = 0;
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(readonly name: string) {}

  start(clients: AwsClients): void {
    this.running = this.run(clients);
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  private async run(clients: AwsClients): Promise<void> {
    while (!this.ended.signal.aborted) {
      this.sent += 1;
      await write(clients, this.name, this.sent);
      this.acknowledged = this.sent;
    }
  }
}

/** Which numbers each chain has in a lake, in order. */
export async function chainsIn({ glue, kinesis, s3 }: AwsClients): Promise<Map<string, number[]>> {
  const tables = await glue.send(new GetTablesCommand({ DatabaseName: DATABASE, MaxResults: 100 }));
  let found = (tables.TableList ?? []).map(({ Name = "" }) => Name);
  for (let token = tables.NextToken; token !== undefined;) {
    const page = await glue.send(
      new GetTablesCommand({ DatabaseName: DATABASE, NextToken: token }),
    );
    found = [...found, ...(page.TableList ?? []).map(({ Name = "" }) => Name)];
    token = page.NextToken;
  }
  let page = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: "chain_" }));
  for (;;) {
    found = [...found, ...(page.Contents ?? []).map(({ Key = "" }) => Key)];
    if (page.NextContinuationToken === undefined) break;
    const ContinuationToken = page.NextContinuationToken;
    page = await s3.send(
      new ListObjectsV2Command({ Bucket: BUCKET, Prefix: "chain_", ContinuationToken }),
    );
  }
  let { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      ...{ StreamName: STREAM, ShardId: "shardId-000000000000" },
      ShardIteratorType: "TRIM_HORIZON",
    }),
  );
  for (;;) {
    const read = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
    if (read.Records?.length === 0 && read.MillisBehindLatest === 0) break;
    found = [
      ...found,
      ...(read.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString()),
    ];
    ShardIterator = read.NextShardIterator;
  }
  const chains = new Map<string, number[]>();
  for (const entry of found) {
    const [, name = "", number = ""] = entry.split("_");
    chains.set(
      name,
      [...(chains.get(name) ?? []), Number(number)].sort((a, b) => a - b),
    );
  }
  return chains;
}

async function write({ glue, kinesis, s3 }: AwsClients, name: string, number: number) {
  const entry = `chain_${name}_${number}`;
  switch (number % 3) {
    case 0:
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: entry, Body: entry }));
      return;
    case 1:
      await glue.send(
        new CreateTableCommand({ DatabaseName: DATABASE, TableInput: { Name: entry } }),
      );
      return;
    default:
      await kinesis.send(
        new PutRecordCommand({ StreamName: STREAM, PartitionKey: name, Data: Buffer.from(entry) }),
      );
  }
}
