import type { ShardState } from "./stream-state";

/**
 * Sequence numbers of one shard: 56 digits like those of AWS, which are compared as numbers. They contain the creation of
 * the shard, its index, and the number of the record in its log; the rest is constant.
 */
export class SequenceNumbers {
  private readonly prefix: string;

  constructor({ createdAt, index }: Pick<ShardState, "createdAt" | "index">) {
    this.prefix = `${LEADING}${padded(createdAt, CREATED_DIGITS)}${padded(index, INDEX_DIGITS)}`;
  }

  /** Sequence number of a record by its number in the log; 0 is before the first. */
  of(record: number): string {
    return `${this.prefix}${padded(record, RECORD_DIGITS)}${TRAILING}`;
  }

  /** Whether a sequence number is of this shard. */
  includes(sequenceNumber: string): boolean {
    return (
      sequenceNumber.length === DIGITS &&
      sequenceNumber.startsWith(this.prefix) &&
      sequenceNumber.endsWith(TRAILING)
    );
  }

  /** Number of the record in the log. */
  recordOf(sequenceNumber: string): number {
    return Number(sequenceNumber.slice(this.prefix.length, -TRAILING.length));
  }
}

/** Index of the shard that a sequence number is of; undefined for a number of another form. */
export function shardIndexOf(sequenceNumber: string): number | undefined {
  if (sequenceNumber.length !== DIGITS || !sequenceNumber.startsWith(LEADING)) return undefined;
  const start = LEADING.length + CREATED_DIGITS;
  return Number(sequenceNumber.slice(start, start + INDEX_DIGITS));
}

const DIGITS = 56;
const LEADING = "49";
const CREATED_DIGITS = 14;
const INDEX_DIGITS = 12;
const RECORD_DIGITS = 20;
const TRAILING = "00000002";

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
