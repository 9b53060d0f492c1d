import { shardIndexOf } from "../stream/sequence-numbers";
import { invalidArgument } from "../stream/errors";
import type { Stream } from "../stream/stream";
import type { ShardState } from "../stream/stream-state";

/** A position as a call names it. */
export interface StartingPosition {
  /** `TRIM_HORIZON`, `LATEST`, `AT_TIMESTAMP`, `AT_SEQUENCE_NUMBER` or `AFTER_SEQUENCE_NUMBER`. */
  readonly type: string;
  readonly sequenceNumber?: string | undefined;
  /** Milliseconds since 1970. */
  readonly timestampMs?: number | undefined;
}

/** What determines the messages of errors and the time. */
export interface StartingContext {
  readonly accountId: string;
  readonly now: () => number;
}

/**
 * Number of the record at which reading starts.
 *
 * @throws AwsServiceError InvalidArgumentException for a position that is incomplete or of another shard
 */
export function startOf(
  context: StartingContext,
  stream: Stream,
  shard: ShardState,
  position: StartingPosition,
): number {
  const log = stream.logOf(shard);
  const now = context.now();
  const { type, sequenceNumber, timestampMs } = position;
  switch (type) {
    case "LATEST":
      return log.next;
    case "AT_TIMESTAMP":
      if (timestampMs === undefined) {
        throw invalidArgument("Must either specify timestamp for iterator type AT_TIMESTAMP.");
      }
      if (timestampMs > now) {
        throw invalidArgument(
          `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${timestampMs}, currentTimestampInMillis: ${now}`,
        );
      }
      return log.firstSince(Math.max(timestampMs, stream.horizon(now)));
    case "AT_SEQUENCE_NUMBER":
    case "AFTER_SEQUENCE_NUMBER": {
      if (sequenceNumber === undefined) {
        throw invalidArgument(
          `Must either specify timestamp for iterator type AT_TIMESTAMP or starting sequence number for iterator type ${type}.`,
        );
      }
      const record = recordOf(context, stream, shard, sequenceNumber);
      return type === "AT_SEQUENCE_NUMBER" ? Math.max(record, 1) : record + 1;
    }
    default:
      return log.firstSince(stream.horizon(now));
  }
}

function recordOf(
  { accountId }: StartingContext,
  stream: Stream,
  shard: ShardState,
  sequenceNumber: string,
): number {
  const log = stream.logOf(shard);
  const { numbers } = log;
  // The sequence number 0 is before every record.
  if (sequenceNumber === "0") return 0;
  if (numbers.includes(sequenceNumber) && numbers.recordOf(sequenceNumber) <= log.next) {
    return numbers.recordOf(sequenceNumber);
  }
  const index = shardIndexOf(sequenceNumber);
  const other = stream.state.shards.find((each) => each.index === index && each.id !== shard.id);
  throw invalidArgument(
    other === undefined
      ? `StartingSequenceNumber ${sequenceNumber} used in GetShardIterator on shard ${shard.id} in stream ${stream.state.name} under account ${accountId} is invalid because it did not come from this stream.`
      : `Invalid StartingSequenceNumber. It encodes ${other.id}, while it was used in a call to a shard with ${shard.id}`,
  );
}
