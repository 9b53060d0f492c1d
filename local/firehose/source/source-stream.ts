import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { aggregatedRecords } from "./aggregated-records";

/** Limit of records per read. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
export const READ_LIMIT = 10_000;

/** A shard and its parents. */
export interface ShardInfo {
  readonly shardId: string;
  readonly parents: readonly string[];
}

/** Where reading of a shard starts. */
export type StartingPosition =
  { readonly afterSequenceNumber: string } | { readonly atTimestamp: Date };

/** Result of one GetRecords call. */
export interface ReadResult {
  readonly records: readonly {
    readonly sequenceNumber: string;
    readonly arrival: number;
    readonly data: Uint8Array;
    readonly aggregated?: readonly Uint8Array[] | undefined;
  }[];
  /** Missing if the shard is closed and was read completely. */
  readonly nextIterator?: string | undefined;
  readonly behindMs: number;
}

/** The operations of a Kinesis stream that a reader needs. */
export interface SourceStream {
  shards(): Promise<readonly ShardInfo[]>;
  iterator(shardId: string, start: StartingPosition): Promise<string>;
  read(iterator: string): Promise<ReadResult>;
}

/** Reads a stream with the Kinesis API. */
export function kinesisSource(kinesis: KinesisClient, streamArn: string): SourceStream {
  return {
    async shards() {
      const shards: ShardInfo[] = [];
      let nextToken: string | undefined;
      do {
        const page = await kinesis.send(
          new ListShardsCommand(
            // The API rejects a stream together with a token.
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
      if (iterator === undefined) throw new Error(`Kinesis returned no iterator for ${shardId}.`);
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
      const records = (answer.Records ?? []).map((record) => {
        const data = record.Data ?? new Uint8Array();
        return {
          sequenceNumber: record.SequenceNumber ?? "0",
          arrival: (record.ApproximateArrivalTimestamp ?? new Date()).getTime(),
          data,
          aggregated: aggregatedRecords(data),
        };
      });
      return {
        records,
        nextIterator: answer.NextShardIterator,
        behindMs: answer.MillisBehindLatest ?? 0,
      };
    },
  };
}
