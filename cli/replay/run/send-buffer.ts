import type { StreamRecord } from "../../../lambda-src/publisher/sending/record-batches";
import type { Intent, Outcome } from "../ledger/ledger-entries";
import type { ReplayRunProps } from "./replay-run-props";
import type { RunningTotals } from "./replay-totals";

/** A record on its way into the stream. */
export interface PendingRecord {
  readonly record: StreamRecord;
  readonly intent: Intent;
  /** Whether an earlier run may have sent it. */
  readonly wasUncertain: boolean;
}

type SendBufferProps = Pick<ReplayRunProps, "ledger" | "sender" | "dryRun" | "confirmLease">;

/** Collects records into batches, and sends each batch between two entries of the ledger. */
export class SendBuffer {
  private pending: PendingRecord[] = [];
  private repeatedCount = 0;

  constructor(
    private readonly props: SendBufferProps,
    private readonly totals: RunningTotals,
  ) {}

  get size(): number {
    return this.pending.length;
  }

  /** Records that were sent again, since an earlier run may have sent them. */
  get repeated(): number {
    return this.repeatedCount;
  }

  /** Adds a record; sends the batch first where the record does not fit. */
  async add(next: PendingRecord): Promise<void> {
    const batch = this.pending.map(({ record }) => record);
    if (this.props.sender.isFull(batch, next.record)) await this.flush();
    this.pending.push(next);
  }

  /**
   * Sends what is pending.
   *
   * @throws what stopped the sender, once the outcome of every record is recorded
   */
  async flush(): Promise<void> {
    const { ledger, sender, dryRun, confirmLease } = this.props;
    const batch = this.pending;
    if (batch.length === 0) return;
    if (dryRun) {
      for (const each of batch) this.countSent(each);
      this.pending = [];
      return;
    }
    await confirmLease();
    const recordOutcomes = await ledger.intend(batch.map(({ intent }) => intent));
    const { results, stoppedBy } = await sender.send(batch.map(({ record }) => record));
    const outcomes = batch.map(({ intent }, index): Outcome => {
      const result = results[index] ?? { code: "NoResult", message: "its result is unknown" };
      return "sequenceNumber" in result
        ? { ...intent, outcome: "sent", sequenceNumber: result.sequenceNumber }
        : { ...intent, outcome: "failed", reason: `${result.code}: ${result.message}` };
    });
    await recordOutcomes(outcomes);
    this.pending = [];
    outcomes.forEach((outcome, index) => {
      if (outcome.outcome === "failed") {
        this.totals.countFailed(`Kinesis rejected it: ${outcome.reason}`);
      } else this.countSent(batch[index]);
    });
    if (stoppedBy !== undefined) throw stoppedBy;
  }

  private countSent(sent: PendingRecord | undefined): void {
    this.totals.countSent();
    if (sent?.wasUncertain === true) this.repeatedCount += 1;
  }
}
