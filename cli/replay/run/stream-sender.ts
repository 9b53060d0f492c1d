import { setTimeout as sleep } from "node:timers/promises";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { partitionKeyAt } from "../../../lambda-src/publisher/sending/partition-key";
import type {
  JsonEvent,
  PartitionKeyOf,
} from "../../../lambda-src/publisher/sending/partition-key";
import type { PartitionKeyOrder } from "../../../model/dataset/dataset";
import { kinesisClient } from "../../../lambda-src/publisher/sending/kinesis-client";
import { sendBatches } from "../../../lambda-src/publisher/sending/put-records";
import type { PutRecords } from "../../../lambda-src/publisher/sending/put-records";
import {
  MAXIMUM_BATCH_BYTES,
  MAXIMUM_BATCH_RECORDS,
  toBatches,
} from "../../../lambda-src/publisher/sending/record-batches";
import type { StreamRecord } from "../../../lambda-src/publisher/sending/record-batches";

/** How long a batch is retried, in milliseconds. */
const BATCH_TIME_MS = 60_000;

/** The result of one record of a batch. */
export type SendResult =
  { readonly sequenceNumber: string } | { readonly code: string; readonly message: string };

/** The results of a batch. */
export interface SendReport {
  /** In the order of the records. */
  readonly results: readonly SendResult[];
  /** Why nothing more may be sent. */
  readonly stoppedBy?: Error;
}

/** Sends records into a stream. */
export interface StreamSender {
  /** Data as a Kinesis record, with the partition key that the publisher would use. */
  record(data: Buffer, index: number): StreamRecord;
  /** Whether a batch has no room for one more record. */
  isFull(batch: readonly StreamRecord[], next: StreamRecord): boolean;
  /** Sends a batch, no sooner than the rate allows. */
  send(batch: readonly StreamRecord[]): Promise<SendReport>;
}

/** Where and how fast to send. */
export interface KinesisSenderProps {
  readonly putRecords: PutRecords;
  /** As {@link partitionKeyAt} takes it. */
  readonly partitionKeyPath?: string | readonly string[] | undefined;
  /** Records per second. */
  readonly rate: number;
  /** Called before each request, retries included. @throws to stop sending */
  readonly beforeRequest?: () => Promise<void>;
  /** Whether records of one partition key keep their order. */
  readonly order: PartitionKeyOrder;
  /** @default - waits on the clock */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Sends as the publisher function does, by its batches, retries and partition keys. */
export class KinesisSender implements StreamSender {
  private readonly partitionKeyOf: PartitionKeyOf;
  /** Keys with a failed record, whose later records are held back: the order of a key is kept for the whole run. */
  private readonly heldKeys = new Set<string>();
  /** When the rate allows the next batch. */
  private nextSendAt = 0;

  constructor(private readonly props: KinesisSenderProps) {
    this.partitionKeyOf = partitionKeyAt(props.partitionKeyPath);
  }

  record(data: Buffer, index: number): StreamRecord {
    const line = Buffer.concat([data, NEWLINE]);
    const partitionKey = this.partitionKeyOf(asEvent(data));
    return {
      index,
      data: line,
      partitionKey,
      bytes: line.length + Buffer.byteLength(partitionKey),
    };
  }

  isFull(batch: readonly StreamRecord[], next: StreamRecord): boolean {
    const bytes = batch.reduce((sum, record) => sum + record.bytes, next.bytes);
    // A batch has at most one second's worth of records, so that a slow rate is even.
    const most = Math.min(MAXIMUM_BATCH_RECORDS, Math.max(1, this.props.rate));
    return batch.length >= most || (batch.length > 0 && bytes > MAXIMUM_BATCH_BYTES);
  }

  async send(batch: readonly StreamRecord[]): Promise<SendReport> {
    const { wait = sleep, rate, order, beforeRequest } = this.props;
    const now = Date.now();
    if (this.nextSendAt > now) await wait(this.nextSendAt - now);
    this.nextSendAt = Math.max(this.nextSendAt, now) + (batch.length / rate) * 1_000;

    const sequenceNumbers = new Map<number, string>();
    const putRecords: PutRecords = async (records, signal) => {
      const answer = await this.props.putRecords(records, signal);
      records.forEach(({ index }, position) => {
        const { SequenceNumber: number, ErrorCode: code } = answer.Records?.[position] ?? {};
        if (number !== undefined && code === undefined) sequenceNumbers.set(index, number);
      });
      return answer;
    };
    const deadline = Date.now() + BATCH_TIME_MS;
    const { failed, stoppedBy } = await sendBatches(toBatches(batch, order), {
      putRecords,
      beforeRequest,
      order,
      heldKeys: this.heldKeys,
      remainingMs: () => deadline - Date.now(),
      wait,
    });
    const failures = new Map(failed.map((each) => [each.index, each]));
    const results = batch.map(
      ({ index }) => failures.get(index) ?? { sequenceNumber: sequenceNumbers.get(index) ?? "" },
    );
    return { results, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
  }
}

/**
 * A client like the given one that makes each request once, with a timeout: a retry of the SDK would be sent without
 * checking the lease.
 */
export function singleAttemptKinesisClient({ config }: KinesisClient): KinesisClient {
  const { region, credentials, endpoint } = config;
  return kinesisClient({
    region,
    credentials,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

const NEWLINE = Buffer.from("\n");

/** Data that is not a JSON object has no fields, and gets a random key. */
function asEvent(data: Buffer): JsonEvent {
  try {
    const value: unknown = JSON.parse(data.toString("utf8"));
    // An object whose keys are its own; what they hold is unknown.
    return typeof value === "object" && value !== null ? (value as JsonEvent) : {};
  } catch {
    return {};
  }
}
