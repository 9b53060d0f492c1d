import { dataDigest } from "../source/replayable-record";
import type { ReplayableRecord } from "../source/replayable-record";
import type { Intent, Outcome, RecordStatus } from "./ledger-entries";

/** What all runs did with each record, indexed by what a record can be recognized by. */
export class ReplayHistory {
  private readonly statuses = new Map<string, RecordStatus>();
  /** Number of the last replay that was intended, by record id. */
  private readonly intended = new Map<string, number>();
  private readonly replaysBySequence = new Map<string, number>();
  private readonly replaysByData = new Map<string, number>();
  private readonly replaysOfUncertain = new Map<string, number>();
  /** When data with this digest was first about to be sent, by the clock of S3. */
  private readonly sentAt = new Map<string, Date>();

  statusOf(id: string): RecordStatus {
    return this.statuses.get(id) ?? { state: "new" };
  }

  /**
   * How often a record was replayed before it failed. Firehose reports the sequence number under which it was sent; where
   * it does not, or a run died before it recorded the number, the content identifies it.
   */
  replaysOf({ id, sequenceNumber, data }: ReplayableRecord): number {
    const own = this.intended.get(id);
    // It was intended and not sent: that is no replay yet.
    if (own !== undefined) return own - 1;
    const content = dataDigest(data);
    if (sequenceNumber === undefined) return this.replaysByData.get(content) ?? 0;
    return this.replaysBySequence.get(sequenceNumber) ?? this.replaysOfUncertain.get(content) ?? 0;
  }

  /** Whether a record of the raw backup was sent by a replay, and is not an event of its own. */
  isCopy({ data, writtenAt }: ReplayableRecord): boolean {
    const sentAt = this.sentAt.get(dataDigest(data));
    return sentAt !== undefined && sentAt <= writtenAt;
  }

  /**
   * @param at when the intent was written, by the clock of S3
   * @param isSettled whether the outcome was recorded
   */
  addIntent({ id, data, replay }: Intent, at: Date, isSettled: boolean): void {
    this.intended.set(id, replay);
    const before = this.sentAt.get(data);
    if (before === undefined || at < before) this.sentAt.set(data, at);
    if (isSettled) return;
    this.statuses.set(id, { state: "uncertain" });
    raise(this.replaysOfUncertain, data, replay);
    raise(this.replaysByData, data, replay);
  }

  addOutcome(outcome: Outcome): void {
    const { id } = outcome;
    if (outcome.outcome === "quarantined") {
      // A sent record stays sent: run names sort by the clocks of their machines, one of which may have been wrong.
      if (this.statuses.get(id)?.state === "sent") return;
      this.statuses.set(id, { state: "quarantined", basis: outcome.basis });
      return;
    }
    if (outcome.outcome === "failed") {
      // Kinesis may have accepted it all the same: a response can be lost.
      raise(this.replaysOfUncertain, outcome.data, outcome.replay);
      return;
    }
    this.statuses.set(id, { state: "sent" });
    this.replaysBySequence.set(outcome.sequenceNumber, outcome.replay);
    raise(this.replaysByData, outcome.data, outcome.replay);
  }
}

function raise(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, Math.max(count, counts.get(key) ?? 0));
}
