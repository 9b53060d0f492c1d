import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { KinesisClient } from "@aws-sdk/client-kinesis";

/** Most records of one PutRecords call. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
export const BATCH_RECORDS = 500;

/** Renders the event with a number. */
export type RenderEvent = (index: number) => string;

/**
 * Publishes events, one line each, one batch after the other: moto accepts fewer from concurrent callers.
 *
 * @param before awaited before each batch, with the number of its first event
 * @throws Error when a record is rejected
 */
export async function publishEvents(
  kinesis: KinesisClient,
  streamName: string,
  count: number,
  render: RenderEvent,
  before: (index: number) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (let from = 0; from < count; from += BATCH_RECORDS) {
    await before(from);
    const batch = Array.from({ length: Math.min(BATCH_RECORDS, count - from) }, (_, offset) => ({
      PartitionKey: String(from + offset),
      Data: Buffer.from(`${render(from + offset)}\n`),
    }));
    const answer = await kinesis.send(
      new PutRecordsCommand({ StreamName: streamName, Records: batch }),
    );
    if (answer.FailedRecordCount !== 0) {
      throw new Error(`PutRecords rejected ${answer.FailedRecordCount} of ${batch.length} records`);
    }
  }
}
