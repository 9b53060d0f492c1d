import { RecordBuffer } from "../destination/buffer";
import type { SourceRecord } from "../destination/buffer";
import { DeliveredPositions } from "./delivered-positions";
import type { PrecedingRecords } from "./delivered-positions";
import { DeliveryQueue } from "./delivery-queue";
import { errorPartition } from "./partitioner";
import type { Partition, Partitioner, PartitionedRecord } from "./partitioner";
import { renderPartitioningError, tooManyPartitions } from "./partitioning-error";
import { ResumePoint } from "../source/resume-point";
import type { DeliveryAttempts, RecordSink, SinkProps } from "../destination/sink";
import { retryUntilSuccess } from "../retry-until-success";

/**
 * Limit of partitions with undelivered records, the default quota on AWS.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/buffering.html
 */
export const ACTIVE_PARTITIONS_LIMIT = 500;

/** Deliveries at the same time; each has files open. */
const MAXIMUM_DELIVERIES = 4;

/** Limit for all partitions together, to bound memory: above it the largest buffer is delivered early. */
const MAXIMUM_BYTES = 128 * 1024 * 1024;

/** Options of {@link PartitionedSink}. */
export interface PartitionedSinkProps extends Omit<SinkProps, "deliver"> {
  readonly deliver: (buffer: RecordBuffer, partition: Partition) => DeliveryAttempts;
  readonly partitioner: Partitioner;
  /** Called with the number of active partitions, and of records that exceeded their limit. */
  readonly onPartitioned: (active: number, rejected: number) => void;
}

interface PartitionBuffer {
  readonly partitionId: string;
  readonly partition: Partition;
  readonly buffer: RecordBuffer;
  readonly preceding: PrecedingRecords;
  isDelivered: boolean;
}

/** A sink with a buffer for each partition. */
export class PartitionedSink implements RecordSink {
  private readonly open = new Map<string, PartitionBuffer>();
  private readonly queue = new DeliveryQueue<PartitionBuffer>(
    (waiting) => this.deliver(waiting),
    MAXIMUM_DELIVERIES,
  );
  private readonly positions: DeliveredPositions;
  private readonly ending = new Set<string>();
  private readonly resumePoint: ResumePoint;
  private bytes = 0;
  private recorded = "[]";

  constructor(private readonly props: PartitionedSinkProps) {
    const delivered = (shardId: string) =>
      props.checkpoint.position(props.name, shardId).sequenceNumber;
    this.resumePoint = new ResumePoint(delivered);
    this.positions = new DeliveredPositions(delivered);
  }

  get waitingSince(): number | undefined {
    const arrivals = [...this.waiting()].map(({ buffer }) => buffer.oldestArrival);
    return arrivals.length === 0 ? undefined : Math.min(...arrivals);
  }

  async accept(records: readonly SourceRecord[]): Promise<void> {
    const fresh = records.filter((record) => !this.resumePoint.isDelivered(record));
    const split = await this.props.partitioner.split(fresh);
    let rejected = 0;
    for (const [index, record] of fresh.entries()) {
      for (const piece of split[index] ?? []) {
        if (!(await this.add(record, piece))) rejected += 1;
      }
      this.positions.accept(record);
    }
    this.props.onPartitioned(this.activePartitions().size, rejected);
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
    await this.queue.settled();
  }

  /** @returns false if the record exceeds the limit of active partitions */
  private async add(record: SourceRecord, piece: PartitionedRecord): Promise<boolean> {
    const isRejected = piece.partition.error === undefined && !this.hasRoomFor(piece.partitionId);
    const placed = isRejected
      ? { ...piece, ...errorPartition(tooManyPartitions(ACTIVE_PARTITIONS_LIMIT)) }
      : piece;
    const { error } = placed.partition;
    const data =
      error === undefined
        ? piece.data
        : renderPartitioningError(record, piece.data, error, Date.now());
    while (this.bytes + data.length > MAXIMUM_BYTES && this.bytes > 0) await this.makeRoom();
    const waiting = this.open.get(placed.partitionId) ?? this.openPartition(placed);
    const { preceding, buffer } = waiting;
    this.positions.precede(preceding, record);
    buffer.append({ ...record, data });
    this.bytes += data.length;
    if (buffer.bytes >= this.props.hints().sizeBytes) this.close(waiting);
    return !isRejected;
  }

  private openPartition({ partitionId, partition }: PartitionedRecord): PartitionBuffer {
    const buffer = new RecordBuffer(Date.now());
    const waiting: PartitionBuffer = {
      partitionId,
      partition,
      buffer,
      preceding: new Map(),
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

  /** A partition is active until its records are delivered. */
  private activePartitions(): Set<string> {
    const active = new Set<string>();
    for (const { partitionId, partition } of this.waiting()) {
      if (partition.error === undefined) active.add(partitionId);
    }
    return active;
  }

  private *waiting(): Generator<PartitionBuffer> {
    yield* this.open.values();
    for (const waiting of this.queue.items()) if (!waiting.isDelivered) yield waiting;
  }

  private async makeRoom(): Promise<void> {
    this.props.signal.throwIfAborted();
    if (this.queue.isIdle) {
      const [largest] = [...this.open.values()].sort((a, b) => b.buffer.bytes - a.buffer.bytes);
      if (largest !== undefined) this.close(largest);
    }
    await this.queue.next();
    this.props.signal.throwIfAborted();
  }

  private close(waiting: PartitionBuffer): void {
    this.open.delete(waiting.partitionId);
    this.queue.add(waiting);
  }

  private async deliver(waiting: PartitionBuffer): Promise<void> {
    const { signal, onFailure } = this.props;
    const { buffer, partition } = waiting;
    const delivery = this.props.deliver(buffer, partition);
    try {
      await retryUntilSuccess(() => delivery.attempt(), signal, onFailure);
      waiting.isDelivered = true;
      this.bytes -= buffer.bytes;
      await retryUntilSuccess(() => this.recordPositions(), signal, onFailure);
    } finally {
      await delivery.close().catch(() => undefined);
    }
  }

  private async recordPositions(): Promise<void> {
    const positions = this.positions.reached(this.preceding());
    const content = JSON.stringify([...positions]);
    // While one partition waits, the delivery of later ones does not change the positions.
    if (content !== this.recorded) {
      await this.props.checkpoint.advance(this.props.name, positions);
      this.recorded = content;
    }
    await this.recordEnds();
  }

  private *preceding(): Generator<PrecedingRecords> {
    for (const { preceding } of this.waiting()) yield preceding;
  }

  private async recordEnds(): Promise<void> {
    for (const shardId of this.ending) {
      if ([...this.preceding()].some((preceding) => preceding.has(shardId))) continue;
      this.ending.delete(shardId);
      await this.props.checkpoint.end(this.props.name, shardId);
    }
  }
}
