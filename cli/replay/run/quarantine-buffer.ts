import type { QuarantinedRecord } from "../ledger/quarantine";
import type { ReplayRunProps } from "./replay-run-props";
import type { RunningTotals } from "./replay-totals";

/** Records that are quarantined in one object. */
const MAX_RECORDS = 500;
/** The same limit in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

type QuarantineBufferProps = Pick<
  ReplayRunProps,
  "ledger" | "quarantine" | "dryRun" | "confirmLease"
>;

/** Collects records for the quarantine, so that many share an object. */
export class QuarantineBuffer {
  private records: QuarantinedRecord[] = [];
  private bytes = 0;

  constructor(
    private readonly props: QuarantineBufferProps,
    private readonly totals: RunningTotals,
  ) {}

  get size(): number {
    return this.records.length;
  }

  /** Adds a record; writes the buffer when it is full. */
  async add(record: QuarantinedRecord): Promise<void> {
    this.records.push(record);
    const { entry } = record;
    this.bytes += "data" in entry ? entry.data.length : entry.content.length;
    if (this.records.length >= MAX_RECORDS || this.bytes >= MAX_BYTES) await this.flush();
  }

  /** Writes what is buffered. */
  async flush(): Promise<void> {
    const { ledger, quarantine, dryRun, confirmLease } = this.props;
    if (this.records.length === 0) return;
    if (!dryRun) {
      await confirmLease();
      // The record first, then its ledger entry: a run that dies between the two quarantines it twice, and loses nothing.
      await quarantine.put(this.records);
      await ledger.record(
        this.records.map(({ entry: { id }, reason, basis }) => ({
          id,
          outcome: "quarantined",
          reason,
          basis,
        })),
      );
    }
    for (const { reason } of this.records) this.totals.countQuarantined(reason);
    this.records = [];
    this.bytes = 0;
  }
}
