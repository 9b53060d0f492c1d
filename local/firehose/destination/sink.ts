import { producerRecords, RecordBuffer } from "./buffer";
import type { SourceRecord } from "./buffer";
import type { Checkpoint } from "../source/checkpoint";
import type { BufferingHints } from "../settings/delivery-stream-settings";
import { ResumePoint } from "../source/resume-point";
import { retryUntilSuccess } from "../retry-until-success";

/** The delivery of one buffer, which can be attempted again after an error. */
export interface DeliveryAttempts {
  attempt(): Promise<void>;
  close(): Promise<void>;
}

/** Options of a sink. */
export interface SinkProps {
  /** Name of the sink in the checkpoint. */
  readonly name: "data" | "backup";
  readonly hints: () => BufferingHints;
  readonly deliver: (buffer: RecordBuffer) => DeliveryAttempts;
  readonly checkpoint: Checkpoint;
  readonly onFailure: (error: unknown, retryInMs: number) => void;
  /** Aborted when the delivery stream stops. */
  readonly signal: AbortSignal;
}

/** A destination of records, with its buffers. */
export interface RecordSink {
  /** Approximate arrival of the oldest record that is not delivered; undefined if there is none. */
  readonly waitingSince: number | undefined;
  /** Buffers records; waits while the buffer is full and nothing can be delivered. */
  accept(records: readonly SourceRecord[]): Promise<void>;
  /** Starts a delivery if one is due; called several times a second. */
  tick(now: number): void;
  /** Records that a shard has no more records. */
  endShard(shardId: string): Promise<void>;
  /** Resolves when no delivery is in progress; call it after the signal was aborted. */
  stopped(): Promise<void>;
}

/**
 * Buffers records by the deployed hints, retries the delivery of each buffer until it succeeds, and then advances the
 * checkpoint.
 */
export class Sink implements RecordSink {
  private buffer = new RecordBuffer(0);
  private inFlight: Promise<void> | undefined;
  private inFlightBytes = 0;
  private inFlightArrival: number | undefined;
  private readonly ending = new Set<string>();
  private readonly resumePoint: ResumePoint;

  constructor(private readonly props: SinkProps) {
    this.resumePoint = new ResumePoint(
      (shardId) => props.checkpoint.position(props.name, shardId).sequenceNumber,
    );
  }

  get waitingSince(): number | undefined {
    if (this.inFlightArrival !== undefined) return this.inFlightArrival;
    return this.buffer.length === 0 ? undefined : this.buffer.oldestArrival;
  }

  async accept(records: readonly SourceRecord[]): Promise<void> {
    for (const record of records) {
      if (this.resumePoint.isDelivered(record)) continue;
      while (this.isFull) await (this.inFlight ?? this.flush());
      if (this.buffer.length === 0) this.buffer = new RecordBuffer(Date.now());
      // Together, since a position is that of the whole record.
      for (const each of producerRecords(record)) this.buffer.append(each);
    }
  }

  tick(now: number): void {
    if (this.inFlight !== undefined || this.buffer.length === 0) return;
    const due = now - this.buffer.openedAt >= this.props.hints().intervalMs;
    if (due || this.isFull) void this.flush().catch(() => undefined);
  }

  async endShard(shardId: string): Promise<void> {
    this.ending.add(shardId);
    await this.recordEnds();
  }

  async stopped(): Promise<void> {
    await this.inFlight?.catch(() => undefined);
  }

  private get isFull(): boolean {
    return this.inFlightBytes + this.buffer.bytes >= this.props.hints().sizeBytes;
  }

  private flush(): Promise<void> {
    const { buffer } = this;
    this.buffer = new RecordBuffer(0);
    this.inFlightBytes = buffer.bytes;
    this.inFlightArrival = buffer.oldestArrival;
    this.inFlight = this.deliver(buffer).finally(() => {
      this.inFlight = undefined;
      this.inFlightBytes = 0;
      this.inFlightArrival = undefined;
    });
    return this.inFlight;
  }

  private async deliver(buffer: RecordBuffer): Promise<void> {
    const { signal, checkpoint, name } = this.props;
    const delivery = this.props.deliver(buffer);
    try {
      const attempt = async () => {
        await delivery.attempt();
        await checkpoint.advance(name, buffer.positions);
      };
      await retryUntilSuccess(attempt, signal, this.props.onFailure);
    } finally {
      // A scratch file that remains is removed at the next start; the records are delivered.
      await delivery.close().catch(() => undefined);
    }
    this.inFlightBytes = 0;
    await this.recordEnds();
  }

  private async recordEnds(): Promise<void> {
    const waiting = this.buffer.positions;
    for (const shardId of this.ending) {
      // A shard has ended only when none of its records is buffered.
      if (waiting.has(shardId) || this.inFlightBytes > 0) continue;
      this.ending.delete(shardId);
      await this.props.checkpoint.end(this.props.name, shardId);
    }
  }
}
