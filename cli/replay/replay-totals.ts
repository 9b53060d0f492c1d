/** Why a record was not looked at any further. */
export type SkipReason = "alreadySent" | "notMatched" | "byTransform" | "quarantinedBefore";

/** Where the records of a run went: what was read is the sum of the rest. */
export interface ReplayTotals {
  readonly read: number;
  /** In the stream, by Kinesis's word; in a dry run, what would be. */
  readonly sent: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
  readonly quarantined: number;
  /** Neither sent nor put away; the next run takes them up again. */
  readonly failed: number;
}

/** Why records were quarantined or failed. */
export interface ReasonCount {
  readonly outcome: "quarantined" | "failed";
  readonly reason: string;
  readonly records: number;
  /** Place of the first of them, where a person has to look at it. */
  readonly first?: string;
}

/** Keeps the accounts of a run. Taking a record in and settling it are counted apart, so that a lost one shows. */
export class RunningTotals {
  private read = 0;
  private sentCount = 0;
  private quarantinedCount = 0;
  private failedCount = 0;
  private readonly skippedCounts: Record<SkipReason, number> = {
    alreadySent: 0,
    notMatched: 0,
    byTransform: 0,
    quarantinedBefore: 0,
  };
  private readonly reasons = new Map<string, ReasonCount>();

  countRead(): void {
    this.read += 1;
  }

  /** The newest record is left where it was: nothing was done with it. */
  uncountRead(): void {
    this.read -= 1;
  }

  countSent(): void {
    this.sentCount += 1;
  }

  countSkipped(reason: SkipReason): void {
    this.skippedCounts[reason] += 1;
  }

  countQuarantined(reason: string): void {
    this.quarantinedCount += 1;
    this.count("quarantined", reason);
  }

  countFailed(reason: string, place?: string): void {
    this.failedCount += 1;
    this.count("failed", reason, place);
  }

  totals(): ReplayTotals {
    return {
      read: this.read,
      sent: this.sentCount,
      skipped: { ...this.skippedCounts },
      quarantined: this.quarantinedCount,
      failed: this.failedCount,
    };
  }

  /** The most frequent first. */
  reasonCounts(): ReasonCount[] {
    return [...this.reasons.values()].sort((a, b) => b.records - a.records);
  }

  private count(outcome: ReasonCount["outcome"], text: string, place?: string): void {
    const reason = text.replace(RECORD_SPECIFIC, "…");
    const key = `${outcome} ${reason}`;
    const known = this.reasons.get(key);
    const records = (known?.records ?? 0) + 1;
    const first = known?.first ?? place;
    // Reasons name values; a run over very many different ones is told by the first of them.
    if (records > 1 || this.reasons.size < MAX_REASONS) {
      this.reasons.set(key, {
        outcome,
        reason,
        records,
        ...(first === undefined ? {} : { first }),
      });
    }
  }
}

/** What a reason says of one record alone: without it the same fault of many records is one line. */
const RECORD_SPECIFIC = /(?<=found ).*$|(?<=Character )\d+|(?<=it has )\d+|(?<= position )\d+.*$/gs;

const MAX_REASONS = 1_000;

/** Records that were skipped, for whatever reason. */
export function allSkipped({ skipped }: ReplayTotals): number {
  return Object.values(skipped).reduce((sum, count) => sum + count, 0);
}

/** Records that were read and are in no account: always 0, and tested to be. */
export function unaccounted(accounts: ReplayTotals): number {
  const { read, sent, quarantined, failed } = accounts;
  return read - sent - allSkipped(accounts) - quarantined - failed;
}
