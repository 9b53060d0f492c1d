/** Why a record was not processed any further. */
export type SkipReason = "alreadySent" | "notMatched" | "byTransform" | "quarantinedBefore";

/** What happened to the records of a run: `read` is the sum of the rest. */
export interface ReplayTotals {
  readonly read: number;
  /** In the stream, as confirmed by Kinesis; in a dry run, what would be sent. */
  readonly sent: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
  readonly quarantined: number;
  /** Neither sent nor quarantined; the next run processes them again. */
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

/**
 * Counts the records of a run. Reading a record and settling it are counted separately, so that a record that is lost in
 * between shows.
 */
export class RunningTotals {
  private read = 0;
  private sent = 0;
  private quarantined = 0;
  private failed = 0;
  private readonly skipped: Record<SkipReason, number> = {
    alreadySent: 0,
    notMatched: 0,
    byTransform: 0,
    quarantinedBefore: 0,
  };
  private readonly reasons = new Map<string, ReasonCount>();

  countRead(): void {
    this.read += 1;
  }

  /** Takes back the newest record, which was not processed. */
  uncountRead(): void {
    this.read -= 1;
  }

  countSent(): void {
    this.sent += 1;
  }

  countSkipped(reason: SkipReason): void {
    this.skipped[reason] += 1;
  }

  countQuarantined(reason: string): void {
    this.quarantined += 1;
    this.countReason("quarantined", reason);
  }

  countFailed(reason: string, place?: string): void {
    this.failed += 1;
    this.countReason("failed", reason, place);
  }

  totals(): ReplayTotals {
    const { read, sent, skipped, quarantined, failed } = this;
    return { read, sent, skipped: { ...skipped }, quarantined, failed };
  }

  /** The most frequent first. */
  reasonCounts(): ReasonCount[] {
    return [...this.reasons.values()].sort((a, b) => b.records - a.records);
  }

  private countReason(outcome: ReasonCount["outcome"], text: string, place?: string): void {
    const reason = text.replace(RECORD_SPECIFIC, "…");
    const key = `${outcome} ${reason}`;
    const known = this.reasons.get(key);
    const records = (known?.records ?? 0) + 1;
    const first = known?.first ?? place;
    // Reasons may contain values: of very many different ones only the first are kept.
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

/** The parts of a reason that differ from record to record: without them, the same error of many records is one line. */
const RECORD_SPECIFIC =
  /(?<=found ).*$|(?<=Character )\d+|(?<=The record has )\d+|(?<= position )\d+.*$/gs;

const MAX_REASONS = 1_000;

/** Records that were skipped, for any reason. */
export function allSkipped({ skipped }: ReplayTotals): number {
  return Object.values(skipped).reduce((sum, count) => sum + count, 0);
}

/** Records that were read and are in no total: 0 at the end of every run. */
export function unaccounted(totals: ReplayTotals): number {
  const { read, sent, quarantined, failed } = totals;
  return read - sent - allSkipped(totals) - quarantined - failed;
}
