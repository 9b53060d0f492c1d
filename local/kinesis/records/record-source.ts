import { setImmediate as turn } from "node:timers/promises";
import { aggregatedRecords } from "../../firehose/source/aggregated-records";
import { READ_LIMIT } from "../../firehose/source/source-stream";
import type { SourceStream } from "../../firehose/source/source-stream";
import { streamOfArn } from "../api/kinesis-context";
import type { KinesisContext } from "../api/kinesis-context";
import { readPage } from "../api/read-operations";

/** Bytes of one read: few enough that calls wait for no long one. */
const READ_BYTES = 4 * 1024 * 1024;

/** Parts of an iterator: the shard, and the number of the next record in it. */
const ITERATOR = /^(.*) (\d+)$/;

/**
 * Reads a stream in this process, without JSON and base64, and without permissions.
 *
 * Each call waits for the next turn of the event loop: a reader that is behind would keep every other call waiting.
 *
 * @param streamArn a missing stream is an error of each call
 */
export function recordSource(context: KinesisContext, streamArn: string): SourceStream {
  const stream = () => streamOfArn(context, streamArn);
  return {
    async shards() {
      await turn();
      return stream().state.shards.map(({ id, parent, adjacentParent }) => ({
        shardId: id,
        parents: [parent, adjacentParent].filter((each) => each !== undefined),
      }));
    },

    async iterator(shardId, start) {
      await turn();
      const log = stream().logOf(stream().shard(shardId));
      const record =
        "afterSequenceNumber" in start
          ? log.numbers.includes(start.afterSequenceNumber)
            ? log.numbers.recordOf(start.afterSequenceNumber) + 1
            : 1
          : log.firstSince(start.atTimestamp.getTime());
      return `${shardId} ${record}`;
    },

    async read(iterator) {
      await turn();
      const [, shardId = "", record] = ITERATOR.exec(iterator) ?? [];
      const found = stream();
      const page = readPage(context, found, found.shard(shardId), Number(record), {
        maximumRecords: READ_LIMIT,
        maximumBytes: READ_BYTES,
      });
      return {
        records: page.records.map(({ sequenceNumber, arrival, data }) => ({
          ...{ sequenceNumber, arrival, data },
          aggregated: aggregatedRecords(data),
        })),
        nextIterator: page.isEnd ? undefined : `${shardId} ${page.next}`,
        behindMs: page.behindMs,
      };
    },
  };
}
