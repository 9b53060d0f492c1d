import { setTimeout as sleep } from "node:timers/promises";
import { RecordBuffer } from "./buffer";
import type { SourceRecord } from "./buffer";
import type { Checkpoint } from "./checkpoint";
import type { BufferingHints } from "./delivery-settings";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** Delivers one buffer; may be tried again after an error. */
export interface Attempts {
  attempt(): Promise<void>;
  close(): Promise<void>;
}

/** What a sink is made of. */
export interface SinkProps {
  /** Names the sink in the checkpoint. */
  readonly name: "data" | "backup";
  readonly hints: () => BufferingHints;
  readonly deliver: (buffer: RecordBuffer) => Attempts;
  readonly checkpoint: Checkpoint;
  readonly failed: (error: unknown, retryInMs: number) => void;
  /** Aborted when the delivery stream stops. */
  readonly signal: AbortSignal;
}

/**
 * One way out of a delivery stream: buffers records by the deployed hints, delivers each buffer until that works, and
 * only then moves its position.
 */
export class Sink {
  private buffer = new RecordBuffer(0);
  private inFlight: Promise<void> | undefined;
  private inFlightBytes = 0;
  private inFlightArrival: number | undefined;
  private readonly ending = new Set<string>();
  private readonly resumeAfter = new Map<string, bigint | undefined>();

  constructor(private readonly props: SinkProps) {}

  /** Approximate arrival of the oldest record that lies in no object yet; undefined where there is none. */
  get waitingSince(): number | undefined {
    if (this.inFlightArrival !== undefined) return this.inFlightArrival;
    return this.buffer.length === 0 ? undefined : this.buffer.oldestArrival;
  }

  /** Takes records in; waits while the buffer is full and can't be delivered. */
  async accept(records: readonly SourceRecord[]): Promise<void> {
    for (const record of records) {
      if (this.isDelivered(record)) continue;
      while (this.isFull) await (this.inFlight ?? this.flush());
      if (this.buffer.length === 0) this.buffer = new RecordBuffer(Date.now());
      this.buffer.append(record);
    }
  }

  /** Begins a delivery where one is due; called several times a second. */
  tick(now: number): void {
    if (this.inFlight !== undefined || this.buffer.length === 0) return;
    const due = now - this.buffer.openedAt >= this.props.hints().intervalMs;
    if (due || this.isFull) void this.flush().catch(() => undefined);
  }

  /** Notes that a shard will bring no more records. */
  async endShard(shardId: string): Promise<void> {
    this.ending.add(shardId);
    await this.recordEnds();
  }

  /** Resolves when no delivery runs any more; only of use after the signal was aborted. */
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
      for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)) {
        signal.throwIfAborted();
        try {
          await delivery.attempt();
          await checkpoint.advance(name, buffer.positions);
          break;
        } catch (error) {
          signal.throwIfAborted();
          this.props.failed(error, retryMs);
          await sleep(retryMs, undefined, { signal });
        }
      }
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

  /** After a restart, reading begins where the slower sink stood; the faster one has these records already. */
  private isDelivered({ shardId, sequenceNumber }: SourceRecord): boolean {
    if (!this.resumeAfter.has(shardId)) {
      const position = this.props.checkpoint.position(this.props.name, shardId).sequenceNumber;
      this.resumeAfter.set(shardId, position === undefined ? undefined : BigInt(position));
    }
    const resumeAfter = this.resumeAfter.get(shardId);
    if (resumeAfter === undefined) return false;
    if (BigInt(sequenceNumber) <= resumeAfter) return true;
    this.resumeAfter.set(shardId, undefined);
    return false;
  }
}
