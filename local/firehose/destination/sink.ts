import { RecordBuffer } from "./buffer";
import type { SourceRecord } from "./buffer";
import type { Checkpoint } from "../source/checkpoint";
import type { BufferingHints } from "../settings/delivery-stream-settings";
import { ResumePoint } from "../source/resume-point";
import { retryUntilSuccess } from "../retry-until-success";

/** Delivers one buffer; may be tried again after an error. */
export interface DeliveryAttempts {
  attempt(): Promise<void>;
  close(): Promise<void>;
}

/** What a sink is made of. */
export interface SinkProps {
  /** Names the sink in the checkpoint. */
  readonly name: "data" | "backup";
  readonly hints: () => BufferingHints;
  readonly deliver: (buffer: RecordBuffer) => DeliveryAttempts;
  readonly checkpoint: Checkpoint;
  readonly onFailure: (error: unknown, retryInMs: number) => void;
  /** Aborted when the delivery stream stops. */
  readonly signal: AbortSignal;
}

/** One way out of a delivery stream. */
export interface RecordSink {
  /** Approximate arrival of the oldest record that lies in no object yet; undefined where there is none. */
  readonly waitingSince: number | undefined;
  /** Takes records in; waits while there is no room and nothing can be delivered. */
  accept(records: readonly SourceRecord[]): Promise<void>;
  /** Begins a delivery where one is due; called several times a second. */
  tick(now: number): void;
  /** Notes that a shard will bring no more records. */
  endShard(shardId: string): Promise<void>;
  /** Resolves when no delivery runs any more; only of use after the signal was aborted. */
  stopped(): Promise<void>;
}

/** Buffers records by the deployed hints, delivers each buffer until that works, and only then moves its position. */
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
      this.buffer.append(record);
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
      // A scratch file that stays is removed at the next start; the records are delivered all the same.
      await delivery.close().catch(() => undefined);
    }
    this.inFlightBytes = 0;
    await this.recordEnds();
  }

  private async recordEnds(): Promise<void> {
    const waiting = this.buffer.positions;
    for (const shardId of this.ending) {
      // A shard is only done when none of its records waits in a buffer.
      if (waiting.has(shardId) || this.inFlightBytes > 0) continue;
      this.ending.delete(shardId);
      await this.props.checkpoint.end(this.props.name, shardId);
    }
  }
}
