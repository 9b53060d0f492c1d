import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import type { KinesisClient } from "@aws-sdk/client-kinesis";

/** Reads a stream from beginning to end, and returns the number of its records. */
export async function countRecords(kinesis: KinesisClient, streamName: string): Promise<number> {
  const { Shards: shards = [] } = await kinesis.send(
    new ListShardsCommand({ StreamName: streamName }),
  );
  let count = 0;
  for (const { ShardId } of shards) {
    let { ShardIterator: iterator } = await kinesis.send(
      new GetShardIteratorCommand({
        StreamName: streamName,
        ShardId,
        ShardIteratorType: "TRIM_HORIZON",
      }),
    );
    for (let read = Number.POSITIVE_INFINITY; read > 0 && iterator !== undefined;) {
      const page = await kinesis.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: 10_000 }),
      );
      read = page.Records?.length ?? 0;
      count += read;
      iterator = page.NextShardIterator;
    }
  }
  return count;
}
