import type { DeliveredObject } from "../delivery";

/** What the emulator's own address `/_lake/status` tells of a delivery stream. Counts are records since the emulator began. */
export interface DeliveryStreamStatus {
  readonly name: string;
  readonly region: string;
  readonly recordsRead: number;
  /** In data objects. */
  readonly delivered: number;
  /** In error objects. */
  readonly failed: number;
  readonly backedUp: number;
  /** How far reading is behind the end of the source stream, milliseconds. */
  readonly behindMs: number;
  /** `s3://bucket/key` of the object written last. @default - none yet */
  readonly lastObject?: string | undefined;
  /** Why delivery or reading failed last. @default - it never did */
  readonly lastError?: string | undefined;
}

/** Counts what a delivery stream does. */
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
