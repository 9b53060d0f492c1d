import { AwsServiceError } from "../../gateway/emulated-service";
import { invalidArgument } from "../stream/errors";

/** How long an iterator can be used. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
const LIFETIME_MS = 5 * 60 * 1000;

/** The position that a shard iterator stands for. */
export interface IteratorPosition {
  readonly streamName: string;
  readonly shardId: string;
  /** Number of the next record in the shard's log. */
  readonly record: number;
  /** Creation of the stream: an iterator of a deleted stream of the same name is invalid. */
  readonly streamCreatedAt: number;
}

/** Renders an iterator; the name comes first, since permissions depend on it. */
export function renderIterator(position: IteratorPosition, now: number): string {
  const { streamName, shardId, record, streamCreatedAt } = position;
  const parts = [streamName, shardId, record, streamCreatedAt, now];
  return Buffer.from(parts.join(":")).toString("base64");
}

/**
 * Reads an iterator.
 *
 * @throws AwsServiceError InvalidArgumentException, or ExpiredIteratorException after five minutes
 */
export function readIterator(iterator: string, now: number): IteratorPosition {
  const match = FORM.exec(Buffer.from(iterator, "base64").toString("utf8"));
  if (match === null) throw invalidIterator();
  const [, streamName = "", shardId = "", ...numbers] = match;
  const [record = 0, streamCreatedAt = 0, createdAt = 0] = numbers.map(Number);
  if (now - createdAt > LIFETIME_MS) {
    throw new AwsServiceError(
      "ExpiredIteratorException",
      `Iterator expired. The iterator was created at time ${new Date(createdAt).toISOString()} while right now it is ${new Date(now).toISOString()} which is further in the future than the tolerated delay of ${LIFETIME_MS} milliseconds.`,
    );
  }
  return { streamName, shardId, record, streamCreatedAt };
}

/** The error for an iterator that the service did not make. */
export function invalidIterator(): AwsServiceError {
  return invalidArgument("Invalid ShardIterator.");
}

const FORM = /^([\w.-]{1,128}):(shardId-\d{12}):(\d{1,16}):(\d{1,16}):(\d{1,16})$/;
