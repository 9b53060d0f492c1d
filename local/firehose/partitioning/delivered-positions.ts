import type { Positions, SourceRecord } from "../destination/buffer";

/** For each shard that has a record in a buffer, the last record before the first of them; undefined where it is the shard's first. */
export type PrecedingRecords = Map<string, string | undefined>;

/**
 * Finds up to where each shard is delivered without a gap, while its records wait in buffers that are delivered in any
 * order.
 */
export class DeliveredPositions {
  private readonly lastAccepted = new Map<string, string | undefined>();

  /** @param initialPosition last record of a shard that was delivered before this process was started */
  constructor(private readonly initialPosition: (shardId: string) => string | undefined) {}

  /** Notes that a record is in its buffers. */
  accept({ shardId, sequenceNumber }: SourceRecord): void {
    this.lastAccepted.set(shardId, sequenceNumber);
  }

  /** Adds the shard of a record that is about to go into a buffer to what precedes that buffer. */
  precede(preceding: PrecedingRecords, { shardId }: SourceRecord): void {
    if (preceding.has(shardId)) return;
    preceding.set(shardId, this.lastAccepted.get(shardId) ?? this.initialPosition(shardId));
  }

  /** @param waiting what precedes each buffer that is not delivered */
  reached(waiting: Iterable<PrecedingRecords>): Positions {
    const positions = new Map(this.lastAccepted);
    for (const preceding of waiting) {
      for (const [shardId, last] of preceding) {
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
}
