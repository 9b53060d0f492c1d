import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { setTimeout as sleep } from "node:timers/promises";
import { kinesisSource } from "../../../local/firehose/source/source-stream";
import type { SourceStream } from "../../../local/firehose/source/source-stream";
import type { AwsClients } from "../../../local/aws-clients";
import { serviceLimits } from "../../../model/validation/service-limits";
import { UserError } from "../../../errors/user-error";
import { digest } from "./replayable-record";
import type { ReplayableRecord } from "./replayable-record";
import { trimEnd } from "./split-records";
import type { TimeRange } from "./time-range";

/** The stream of a delivery stream, as {@link undeliveredRecords} reads it. */
export async function findUnreadStream(
  { firehose, kinesis }: Pick<AwsClients, "firehose" | "kinesis">,
  deliveryStream: string,
): Promise<Pick<UndeliveredRecordsProps, "stream" | "streamArn" | "createdAt">> {
  const { DeliveryStreamDescription: description } = await firehose.send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: deliveryStream }),
  );
  const createdAt = description?.CreateTimestamp;
  const streamArn = description?.Source?.KinesisStreamSourceDescription?.KinesisStreamARN;
  if (createdAt === undefined || streamArn === undefined) {
    throw new UserError(
      `The delivery stream ${deliveryStream} reads no Kinesis stream.`,
      "Deploy the lake again: its delivery stream reads the stream of the dataset.",
    );
  }
  return { stream: kinesisSource(kinesis, streamArn), streamArn, createdAt };
}

/** A shard allows five reads a second to all its consumers. */
const READ_INTERVAL_MS = 250;

const HOUR_MS = 3_600_000;
const LONGEST_RETENTION_MS = serviceLimits.streamRetention.max * HOUR_MS;

/** Which records of a stream to read. */
export interface UndeliveredRecordsProps {
  readonly stream: SourceStream;
  /** ARN of the stream, for the ids of its records. */
  readonly streamArn: string;
  readonly range: TimeRange;
  /** When the delivery stream was created: it reads what arrives from then on, and nothing earlier. */
  readonly createdAt: Date;
  /** @default - sleeps */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * The records of a stream that arrived before its delivery stream was created, oldest first in each shard, parents before
 * their children. They are in neither the lake nor the raw backup: a new delivery stream reads from the newest record on.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
 */
export async function* undeliveredRecords(
  props: UndeliveredRecordsProps,
): AsyncGenerator<ReplayableRecord> {
  const shards = await props.stream.shards();
  // Kinesis numbers shards in the order of their creation.
  const ids = shards.map(({ shardId }) => shardId).sort();
  for (const shardId of ids) yield* recordsOf(shardId, props);
}

async function* recordsOf(
  shardId: string,
  { stream, streamArn, range, createdAt, wait = sleep }: UndeliveredRecordsProps,
): AsyncGenerator<ReplayableRecord> {
  const until = range.until ?? createdAt;
  // A time before the oldest record means the oldest record, and none is older than the longest retention.
  // @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html
  let iterator = await stream.iterator(shardId, {
    atTimestamp: range.since ?? new Date(createdAt.getTime() - LONGEST_RETENTION_MS),
  });
  for (;;) {
    const { records, nextIterator, behindMs } = await stream.read(iterator);
    for (const { sequenceNumber, arrival, data } of records) {
      const time = new Date(arrival);
      // What this run sends itself arrives later, too.
      if (time >= until) return;
      yield {
        id: digest("stream", streamArn, shardId, sequenceNumber),
        place: `${streamArn}/${shardId}@${sequenceNumber}`,
        data: trimEnd(Buffer.from(data)),
        arrival: time,
        writtenAt: time,
        sequenceNumber,
        undelivered: true,
      };
    }
    if (behindMs === 0 || nextIterator === undefined) return;
    const last = records.at(-1)?.sequenceNumber;
    // An iterator expires after five minutes, which sending what was read can take.
    iterator =
      last === undefined
        ? nextIterator
        : await stream.iterator(shardId, { afterSequenceNumber: last });
    await wait(READ_INTERVAL_MS);
  }
}
