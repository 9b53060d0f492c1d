import { AwsServiceError } from "../../gateway/emulated-service";

/**
 * Limits of a shard for each second.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 */
const WRITE_RECORDS = 1_000;
const WRITE_BYTES = 1024 * 1024;
const READ_BYTES = 2 * 1024 * 1024;
const READ_CALLS = 5;

/** What was used of a limit; it is refilled continuously, and can be overdrawn by one call. */
class Bucket {
  private level: number;
  private at: number | undefined;

  constructor(private readonly perSecond: number) {
    this.level = perSecond;
  }

  available(now: number): number {
    const passed = Math.max(0, now - (this.at ?? now));
    this.level = Math.min(this.perSecond, this.level + (passed / 1000) * this.perSecond);
    this.at = now;
    return this.level;
  }

  take(amount: number): void {
    this.level -= amount;
  }
}

interface ShardUse {
  readonly writtenRecords: Bucket;
  readonly writtenBytes: Bucket;
  readonly readBytes: Bucket;
  readonly readCalls: Bucket;
}

/** Enforces the throughput of shards, if that is switched on. */
export class ThroughputLimits {
  private readonly uses = new Map<string, ShardUse>();

  /** @param enforced whether anything is ever throttled */
  constructor(readonly enforced: boolean) {}

  /**
   * Takes the room for one record.
   *
   * @param shard stream and shard
   * @returns false if the shard has none at this moment
   */
  write(shard: string, bytes: number, now: number): boolean {
    if (!this.enforced) return true;
    const { writtenRecords, writtenBytes } = this.useOf(shard);
    if (writtenRecords.available(now) < 1 || writtenBytes.available(now) <= 0) return false;
    writtenRecords.take(1);
    writtenBytes.take(bytes);
    return true;
  }

  /** Begins a call of GetRecords. @throws AwsServiceError ProvisionedThroughputExceededException */
  beginRead(shard: string, name: string, now: number): void {
    if (!this.enforced) return;
    const { readCalls, readBytes } = this.useOf(shard);
    if (readCalls.available(now) < 1 || readBytes.available(now) <= 0) throw exceeded(name);
    readCalls.take(1);
  }

  /** Counts what a call read; a large read blocks the shard for several seconds, as on AWS. */
  endRead(shard: string, bytes: number): void {
    if (this.enforced) this.useOf(shard).readBytes.take(bytes);
  }

  private useOf(shard: string): ShardUse {
    const existing = this.uses.get(shard);
    if (existing !== undefined) return existing;
    const use = {
      writtenRecords: new Bucket(WRITE_RECORDS),
      writtenBytes: new Bucket(WRITE_BYTES),
      readBytes: new Bucket(READ_BYTES),
      readCalls: new Bucket(READ_CALLS),
    };
    this.uses.set(shard, use);
    return use;
  }
}

/** The error for a shard without room. @param name shard, stream and account in words */
export function exceeded(name: string): AwsServiceError {
  return new AwsServiceError(
    "ProvisionedThroughputExceededException",
    `Rate exceeded for ${name}.`,
  );
}
