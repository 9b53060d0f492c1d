import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
  PutRecordCommand,
} from "@aws-sdk/client-kinesis";
import type { GetShardIteratorInput, KinesisClient } from "@aws-sdk/client-kinesis";

/** Calls on one stream, for tests. */
export class StreamCalls {
  constructor(
    readonly kinesis: KinesisClient,
    readonly StreamName: string,
  ) {}

  get arn(): string {
    return `arn:aws:kinesis:us-east-1:123456789012:stream/${this.StreamName}`;
  }

  async create(ShardCount = 1): Promise<this> {
    await this.kinesis.send(new CreateStreamCommand({ StreamName: this.StreamName, ShardCount }));
    return this;
  }

  async put(text: string, ExplicitHashKey?: string): Promise<string> {
    const { SequenceNumber = "" } = await this.kinesis.send(
      new PutRecordCommand({
        ...{ StreamName: this.StreamName, PartitionKey: text, Data: Buffer.from(text) },
        ...(ExplicitHashKey === undefined ? {} : { ExplicitHashKey }),
      }),
    );
    return SequenceNumber;
  }

  /** @param position @default - the oldest record */
  async iterator(
    shard: number,
    position: Partial<GetShardIteratorInput> = {},
  ): Promise<string | undefined> {
    const { ShardIterator } = await this.kinesis.send(
      new GetShardIteratorCommand({
        ...{ StreamName: this.StreamName, ShardId: shardId(shard) },
        ShardIteratorType: "TRIM_HORIZON",
        ...position,
      }),
    );
    return ShardIterator;
  }

  async page(ShardIterator: string | undefined, Limit?: number) {
    const page = await this.kinesis.send(
      new GetRecordsCommand({ ShardIterator, ...(Limit === undefined ? {} : { Limit }) }),
    );
    const texts = (page.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString());
    return { ...page, texts };
  }

  /** What the first page of a shard contains. */
  async texts(shard: number, position: Partial<GetShardIteratorInput> = {}): Promise<string[]> {
    return (await this.page(await this.iterator(shard, position))).texts;
  }

  async shards() {
    const { Shards: shards = [] } = await this.kinesis.send(
      new ListShardsCommand({ StreamName: this.StreamName }),
    );
    return shards;
  }
}

export function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, "0")}`;
}
