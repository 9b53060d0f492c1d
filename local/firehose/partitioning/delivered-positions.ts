import type { Positions, SourceRecord } from "../destination/buffer";

/**
 * For each shard with a record in a buffer, the record before the first of them; undefined if that is the shard's
 * first.
 */
export type PrecedingRecords = Map<string, string | undefined>;

/** Determines up to which record each shard is delivered without a gap, while buffers are delivered in any order. */
export class DeliveredPositions {
  private readonly lastAccepted = new Map<string, string | undefined>();

  /** @param initialPosition last record of a shard that was delivered before this process started */
  constructor(private readonly initialPosition: (shardId: string) => string | undefined) {}

  /** Records that a record was added to its buffers. */
  accept({ shardId, sequenceNumber }: SourceRecord): void {
    this.lastAccepted.set(shardId, sequenceNumber);
  }

  /** Updates what precedes a buffer, before a record is added to it. */
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
