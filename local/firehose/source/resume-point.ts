import type { SourceRecord } from "../destination/buffer";

/** Knows which records a sink had delivered before the process was started. */
export class ResumePoint {
  private readonly after = new Map<string, bigint | undefined>();

  /** @param positionOf last record of a shard that lay in an object when reading began */
  constructor(private readonly positionOf: (shardId: string) => string | undefined) {}

  /** After a restart, reading begins where the slower sink stood; the faster one has these records already. */
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
