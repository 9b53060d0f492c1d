import type { DeliveredObject } from "../destination/pending-object";

/**
 * Status of a delivery stream, as the internal path `/_lake/status` returns it. Counts are records since the emulator
 * started.
 */
export interface DeliveryStreamStatus {
  readonly name: string;
  readonly region: string;
  readonly recordsRead: number;
  /** Records in data objects. */
  readonly delivered: number;
  /** Records in error objects. */
  readonly failed: number;
  readonly backedUp: number;
  /** How far reading is behind the end of the source stream, in milliseconds. */
  readonly behindMs: number;
  /** `s3://bucket/key` of the last object. @default - none yet */
  readonly lastObject?: string | undefined;
  /** Reason of the last failure. @default - there was none */
  readonly lastError?: string | undefined;
}

/** Aggregates the status of a delivery stream. */
export class DeliveryStatus {
  private recordsRead = 0;
  private behindMs = 0;
  private readonly counts = { data: 0, errors: 0, backup: 0 };
  private lastObject: string | undefined;
  private lastError: string | undefined;

  constructor(
    private readonly name: string,
    private readonly region: string,
  ) {}

  read(records: number, behindMs: number): void {
    this.recordsRead += records;
    this.behindMs = behindMs;
  }

  delivered({ purpose, records, bucket, key }: DeliveredObject): void {
    this.counts[purpose] += records;
    this.lastObject = `s3://${bucket}/${key}`;
  }

  failed(reason: string): void {
    this.lastError = reason;
  }

  report(): DeliveryStreamStatus {
    const { name, region, recordsRead, counts, behindMs, lastObject, lastError } = this;
    return {
      name,
      region,
      recordsRead,
      delivered: counts.data,
      failed: counts.errors,
      backedUp: counts.backup,
      behindMs,
      lastObject,
      lastError,
    };
  }
}
