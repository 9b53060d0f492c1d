import { setImmediate as turn } from "node:timers/promises";
import { aggregatedRecords } from "../../firehose/source/aggregated-records";
import { READ_LIMIT } from "../../firehose/source/source-stream";
import type { SourceStream } from "../../firehose/source/source-stream";
import { streamOfArn } from "../api/kinesis-context";
import type { KinesisContext } from "../api/kinesis-context";
import { readPage } from "../api/read-operations";
import type { Stream } from "../stream/stream";
import { invalidIterator } from "./shard-iterator";

/** Bytes of one read: few enough that calls wait for no long one. */
const READ_BYTES = 4 * 1024 * 1024;

/**
 * Parts of an iterator: the shard, the number of the next record in it, and the creation of the stream, since another
 * stream may get the name. It does not expire.
 */
const ITERATOR = /^(.*) (\d+) (\d+)$/;

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
      return render(stream(), shardId, record);
    },

    async read(iterator) {
      await turn();
      const [, shardId = "", record, createdAt] = ITERATOR.exec(iterator) ?? [];
      const found = stream();
      if (found.state.createdAt !== Number(createdAt)) throw invalidIterator();
      const page = readPage(context, found, found.shard(shardId), Number(record), {
        maximumRecords: READ_LIMIT,
        maximumBytes: READ_BYTES,
      });
      return {
        records: page.records.map(({ sequenceNumber, arrival, data }) => ({
          ...{ sequenceNumber, arrival, data },
          aggregated: aggregatedRecords(data),
        })),
        nextIterator: page.isEnd ? undefined : render(found, shardId, page.next),
        behindMs: page.behindMs,
      };
    },
  };
}

function render({ state }: Stream, shardId: string, record: number): string {
  return `${shardId} ${record} ${state.createdAt}`;
}
