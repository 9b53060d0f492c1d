import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import type { KinesisClient } from "@aws-sdk/client-kinesis";

/** Most records that one read may return. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
export const READ_LIMIT = 10_000;

/** A shard and the shards that it was made of. */
export interface ShardInfo {
  readonly shardId: string;
  readonly parents: readonly string[];
}

/** Where reading of a shard begins. */
export type StartingPosition =
  { readonly afterSequenceNumber: string } | { readonly atTimestamp: Date };

/** One answer of a read. */
export interface ReadResult {
  readonly records: readonly {
    readonly sequenceNumber: string;
    readonly arrival: number;
    readonly data: Uint8Array;
  }[];
  /** Missing where the shard is closed and was read to its end. */
  readonly nextIterator?: string | undefined;
  readonly behindMs: number;
}

/** What reading needs of a Kinesis stream. */
export interface SourceStream {
  shards(): Promise<readonly ShardInfo[]>;
  iterator(shardId: string, start: StartingPosition): Promise<string>;
  read(iterator: string): Promise<ReadResult>;
}

/** A stream read through the Kinesis API. */
export function kinesisSource(kinesis: KinesisClient, streamArn: string): SourceStream {
  return {
    async shards() {
      const shards: ShardInfo[] = [];
      let nextToken: string | undefined;
      do {
        const page = await kinesis.send(
          new ListShardsCommand(
            // The API refuses a stream beside a token.
            nextToken === undefined ? { StreamARN: streamArn } : { NextToken: nextToken },
          ),
        );
        for (const { ShardId, ParentShardId, AdjacentParentShardId } of page.Shards ?? []) {
          const parents = [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined);
          shards.push({ shardId: ShardId ?? "", parents });
        }
        nextToken = page.NextToken;
      } while (nextToken !== undefined);
      return shards;
    },

    async iterator(shardId, start) {
      const { ShardIterator: iterator } = await kinesis.send(
        new GetShardIteratorCommand({
          StreamARN: streamArn,
          ShardId: shardId,
          ...("afterSequenceNumber" in start
            ? {
                ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
                StartingSequenceNumber: start.afterSequenceNumber,
              }
            : { ShardIteratorType: "AT_TIMESTAMP", Timestamp: start.atTimestamp }),
        }),
      );
      if (iterator === undefined) throw new Error(`Kinesis gave no iterator for ${shardId}.`);
      return iterator;
    },

    async read(iterator) {
      const answer = await kinesis.send(
        new GetRecordsCommand({
          StreamARN: streamArn,
          ShardIterator: iterator,
          Limit: READ_LIMIT,
        }),
      );
      const records = (answer.Records ?? []).map((record) => ({
        sequenceNumber: record.SequenceNumber ?? "0",
        arrival: (record.ApproximateArrivalTimestamp ?? new Date()).getTime(),
        data: record.Data ?? new Uint8Array(),
      }));
      return {
        records,
        nextIterator: answer.NextShardIterator,
        behindMs: answer.MillisBehindLatest ?? 0,
      };
    },
  };
}
