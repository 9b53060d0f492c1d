import type { SourceRecord } from "../destination/buffer";

/** Skips the records that a sink had delivered before the process started. */
export class ResumePoint {
  private readonly after = new Map<string, bigint | undefined>();

  /** @param positionOf last delivered record of a shard when reading starts */
  constructor(private readonly positionOf: (shardId: string) => string | undefined) {}

  /**
   * After a restart, reading starts at the position of the slowest sink; faster sinks have delivered some of these
   * records.
   */
  isDelivered({ shardId, sequenceNumber }: SourceRecord): boolean {
    if (!this.after.has(shardId)) {
      const position = this.positionOf(shardId);
      this.after.set(shardId, position === undefined ? undefined : BigInt(position));
    }
    const after = this.after.get(shardId);
    if (after === undefined) return false;
    if (BigInt(sequenceNumber) <= after) return true;
    this.after.set(shardId, undefined);
    return false;
  }
}
