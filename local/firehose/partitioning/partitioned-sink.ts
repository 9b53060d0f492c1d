import { RecordBuffer } from "../destination/buffer";
import type { Positions, SourceRecord } from "../destination/buffer";
import { errorPartition } from "./partitioner";
import type { Partition, Partitioner, PartitionedRecord } from "./partitioner";
import { renderPartitioningError, tooManyPartitions } from "./partitioning-error";
import { ResumePoint } from "../source/resume-point";
import type { DeliveryAttempts, RecordSink, SinkProps } from "../destination/sink";
import { retryUntilSuccess } from "../retry-until-success";

/**
 * Most partitions that may have records waiting, unless AWS raised it for an account.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/buffering.html
 */
export const ACTIVE_PARTITIONS_LIMIT = 500;

/** Deliveries that run at the same time; each holds files open. */
const MOST_DELIVERIES = 4;

/** All partitions together; beyond it the largest is delivered before it is due, so that memory stays bounded. */
const MOST_BYTES = 128 * 1024 * 1024;

/** What a partitioned sink is made of. */
export interface PartitionedSinkProps extends Omit<SinkProps, "deliver"> {
  readonly deliver: (buffer: RecordBuffer, partition: Partition) => DeliveryAttempts;
  readonly partitioner: Partitioner;
  /** Told how many partitions are active, and how many records found no place in one. */
  readonly onPartitioned: (active: number, refused: number) => void;
}

interface Waiting {
  readonly partitionId: string;
  readonly partition: Partition;
  readonly buffer: RecordBuffer;
  /** For each shard that has a record here, the last record before the first of them. */
  readonly before: Map<string, string | undefined>;
  isDelivered: boolean;
}

/** A way out that buffers the records of each partition by themselves. */
export class PartitionedSink implements RecordSink {
  private readonly open = new Map<string, Waiting>();
  private readonly due: Waiting[] = [];
  private readonly inFlight = new Map<Waiting, Promise<void>>();
  private readonly lastAccepted = new Map<string, string | undefined>();
  private readonly ending = new Set<string>();
  private readonly resumePoint: ResumePoint;
  private bytes = 0;
  private recorded = "[]";

  constructor(private readonly props: PartitionedSinkProps) {
    this.resumePoint = new ResumePoint((shardId) => this.delivered(shardId));
  }

  get waitingSince(): number | undefined {
    const arrivals = [...this.waiting()].map(({ buffer }) => buffer.oldestArrival);
    return arrivals.length === 0 ? undefined : Math.min(...arrivals);
  }

  async accept(records: readonly SourceRecord[]): Promise<void> {
    const fresh = records.filter((record) => !this.resumePoint.isDelivered(record));
    const split = await this.props.partitioner.split(fresh);
    let refused = 0;
    for (const [index, record] of fresh.entries()) {
      for (const piece of split[index] ?? []) {
        if (!(await this.add(record, piece))) refused += 1;
      }
      this.lastAccepted.set(record.shardId, record.sequenceNumber);
    }
    this.props.onPartitioned(this.activePartitions().size, refused);
  }

  tick(now: number): void {
    const { intervalMs } = this.props.hints();
    for (const waiting of this.open.values()) {
      if (now - waiting.buffer.openedAt >= intervalMs) this.close(waiting);
    }
  }

  async endShard(shardId: string): Promise<void> {
    this.ending.add(shardId);
    await this.recordEnds();
  }

  async stopped(): Promise<void> {
    await Promise.all(this.inFlight.values());
  }

  /** @returns false where there are too many partitions for it */
  private async add(record: SourceRecord, piece: PartitionedRecord): Promise<boolean> {
    const isRefused = piece.partition.error === undefined && !this.hasRoomFor(piece.partitionId);
    const placed = isRefused
      ? { ...piece, ...errorPartition(tooManyPartitions(ACTIVE_PARTITIONS_LIMIT)) }
      : piece;
    const { error } = placed.partition;
    const data =
      error === undefined
        ? piece.data
        : renderPartitioningError(record, piece.data, error, Date.now());
    while (this.bytes + data.length > MOST_BYTES && this.bytes > 0) await this.makeRoom();
    const waiting = this.open.get(placed.partitionId) ?? this.openPartition(placed);
    const { before, buffer } = waiting;
    if (!before.has(record.shardId)) before.set(record.shardId, this.lastOf(record.shardId));
    buffer.append({ ...record, data });
    this.bytes += data.length;
    if (buffer.bytes >= this.props.hints().sizeBytes) this.close(waiting);
    return !isRefused;
  }

  private openPartition({ partitionId, partition }: PartitionedRecord): Waiting {
    const buffer = new RecordBuffer(Date.now());
    const waiting: Waiting = {
      partitionId,
      partition,
      buffer,
      before: new Map(),
      isDelivered: false,
    };
    this.open.set(partitionId, waiting);
    return waiting;
  }

  private hasRoomFor(partitionId: string): boolean {
    if (this.open.has(partitionId)) return true;
    const active = this.activePartitions();
    return active.size < ACTIVE_PARTITIONS_LIMIT || active.has(partitionId);
  }

  /** A partition stays active until what it holds is delivered. */
  private activePartitions(): Set<string> {
    const active = new Set<string>();
    for (const { partitionId, partition } of this.waiting()) {
      if (partition.error === undefined) active.add(partitionId);
    }
    return active;
  }

  private *waiting(): Generator<Waiting> {
    yield* this.open.values();
    yield* this.due;
    for (const waiting of this.inFlight.keys()) if (!waiting.isDelivered) yield waiting;
  }

  private async makeRoom(): Promise<void> {
    this.props.signal.throwIfAborted();
    if (this.inFlight.size === 0) {
      const [largest] = [...this.open.values()].sort((a, b) => b.buffer.bytes - a.buffer.bytes);
      if (largest !== undefined) this.close(largest);
    }
    await Promise.race(this.inFlight.values());
    this.props.signal.throwIfAborted();
  }

  private close(waiting: Waiting): void {
    this.open.delete(waiting.partitionId);
    this.due.push(waiting);
    this.deliverDue();
  }

  private deliverDue(): void {
    while (this.inFlight.size < MOST_DELIVERIES) {
      const waiting = this.due.shift();
      if (waiting === undefined) return;
      const delivery = this.deliver(waiting)
        .then(() => this.deliverDue())
        // Only a stop ends a delivery early; what it held is read again.
        .catch(() => undefined);
      this.inFlight.set(waiting, delivery);
    }
  }

  private async deliver(waiting: Waiting): Promise<void> {
    const { signal, onFailure } = this.props;
    const { buffer, partition } = waiting;
    const delivery = this.props.deliver(buffer, partition);
    try {
      await retryUntilSuccess(() => delivery.attempt(), signal, onFailure);
      waiting.isDelivered = true;
      this.bytes -= buffer.bytes;
      await retryUntilSuccess(() => this.recordPositions(), signal, onFailure);
    } finally {
      this.inFlight.delete(waiting);
      await delivery.close().catch(() => undefined);
    }
  }

  private async recordPositions(): Promise<void> {
    const positions = this.positions();
    const content = JSON.stringify([...positions]);
    // While one partition waits, those that are delivered after it move nothing.
    if (content !== this.recorded) {
      await this.props.checkpoint.advance(this.props.name, positions);
      this.recorded = content;
    }
    await this.recordEnds();
  }

  /** Up to where each shard is delivered without a gap. */
  private positions(): Positions {
    const positions = new Map(this.lastAccepted);
    for (const { before } of this.waiting()) {
      for (const [shardId, last] of before) {
        const known = positions.get(shardId);
        const isEarlier =
          last === undefined || (known !== undefined && BigInt(last) < BigInt(known));
        if (isEarlier) positions.set(shardId, last);
      }
    }
    const reached = new Map<string, string>();
    for (const [shardId, last] of positions) if (last !== undefined) reached.set(shardId, last);
    return reached;
  }

  private async recordEnds(): Promise<void> {
    for (const shardId of this.ending) {
      if ([...this.waiting()].some(({ before }) => before.has(shardId))) continue;
      this.ending.delete(shardId);
      await this.props.checkpoint.end(this.props.name, shardId);
    }
  }

  private lastOf(shardId: string): string | undefined {
    return this.lastAccepted.get(shardId) ?? this.delivered(shardId);
  }

  private delivered(shardId: string): string | undefined {
    return this.props.checkpoint.position(this.props.name, shardId).sequenceNumber;
  }
}
