import { messageOf } from "../../errors/message-of";
import type { StreamRecord } from "../../lambda-src/publisher/sending/record-batches";
import { MAXIMUM_RECORD_BYTES } from "../../lambda-src/publisher/sending/record-batches";
import type { ConversionCheck } from "../publish/conversion-check";
import { RunningTotals, unaccounted } from "./replay-totals";
import type { ReplayTotals, ReasonCount, SkipReason } from "./replay-totals";
import type { Intent, Ledger, Outcome } from "./ledger/ledger";
import type { Match } from "./source/match";
import type { QuarantinedRecord, Quarantine } from "./ledger/quarantine";
import { dataDigest, digest } from "./source/source-record";
import type { SourceEntry, SourceRecord } from "./source/source-record";
import type { StreamSender } from "./stream-sender";
import { isWithin } from "./source/time-range";
import type { TimeRange } from "./source/time-range";
import type { Transform } from "./transform/transform";
import { TransformStoppedError } from "./transform/transform-process";

/** Records that are put away in one object. */
const QUARANTINE_BATCH = 500;
/** The same limit in bytes. */
const QUARANTINE_BATCH_BYTES = 4 * 1024 * 1024;

/** What a run works with. */
export interface ReplayRunProps {
  readonly entries: AsyncIterable<SourceEntry>;
  readonly range: TimeRange;
  readonly match: Match;
  readonly transform?:
    | (Pick<Transform, "apply" | "fingerprint"> & Partial<Pick<Transform, "assertRunning">>)
    | undefined;
  readonly check: ConversionCheck;
  /** Changes with the schema that {@link check} goes by. */
  readonly schema: string;
  readonly ledger: Ledger;
  readonly quarantine: Pick<Quarantine, "put">;
  readonly sender: StreamSender;
  /** Replays of one record; what fails once more is put away. */
  readonly maxReplays: number;
  /** Records that are sent, put away or failed before the run ends. @default - no limit */
  readonly limit?: number;
  /** Nothing is sent nor written down; the accounts say what would be. */
  readonly dryRun: boolean;
  /** Asked before anything is sent or put away. @throws when another run may have begun */
  readonly confirmLease: () => Promise<void>;
  /** Ends the run after the batch at hand. */
  readonly signal: AbortSignal;
  readonly progress: (accounts: ReplayTotals) => void;
}

/** How a run ended. */
export interface ReplayResult {
  readonly totals: ReplayTotals;
  /** Records that an earlier run may have sent, without having lived to write it down; they were sent again. */
  readonly repeated: number;
  readonly reasons: readonly ReasonCount[];
  readonly interrupted: boolean;
  /** Why the run could not go on; the accounts are those up to there. */
  readonly stoppedBy?: Error;
}

/** A record on its way into the stream. */
interface Pending {
  readonly record: StreamRecord;
  readonly intent: Intent;
  readonly wasUncertain: boolean;
}

/** Sends the records of a source that are still to be sent, and settles every record that it reads in one account. */
export async function runReplay(props: ReplayRunProps): Promise<ReplayResult> {
  const run = new ReplayRun(props);
  let stoppedBy: Error | undefined;
  try {
    await run.all();
  } catch (error) {
    stoppedBy = error instanceof Error ? error : new Error(String(error));
    run.giveUp(messageOf(error));
  }
  return { ...run.result(), ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}

class ReplayRun {
  private readonly tally = new RunningTotals();
  private readonly basis: string;
  /** Firehose may have written a record's error twice, and the other one may be in the batch at hand. */
  private readonly taken = new Set<string>();
  private pending: Pending[] = [];
  private hopeless: QuarantinedRecord[] = [];
  private hopelessBytes = 0;
  private repeated = 0;

  constructor(private readonly props: ReplayRunProps) {
    this.basis = digest(props.schema, props.transform?.fingerprint ?? "");
  }

  async all(): Promise<void> {
    let stoppedBy: TransformStoppedError | undefined;
    try {
      await this.settleEntries();
    } catch (error) {
      // What it made of earlier records is as good as ever.
      if (!(error instanceof TransformStoppedError)) throw error;
      stoppedBy = error;
    }
    await this.sendPending();
    await this.putAway();
    if (stoppedBy !== undefined && !this.props.signal.aborted) throw stoppedBy;
  }

  private async settleEntries(): Promise<void> {
    for await (const entry of this.props.entries) {
      if (this.props.signal.aborted || this.isAtLimit()) break;
      this.tally.countRead();
      await this.settle(entry);
      this.props.progress(this.tally.totals());
    }
    this.props.transform?.assertRunning?.();
  }

  /** Settles what the run had at hand when it could not go on. */
  giveUp(reason: string): void {
    for (let left = unaccounted(this.tally.totals()); left > 0; left -= 1) {
      this.tally.countFailed(reason);
    }
  }

  result(): ReplayResult {
    return {
      totals: this.tally.totals(),
      repeated: this.repeated,
      reasons: this.tally.reasonCounts(),
      interrupted: this.props.signal.aborted,
    };
  }

  private isAtLimit(): boolean {
    const { sent, quarantined, failed } = this.tally.totals();
    const handled = sent + quarantined + failed + this.pending.length + this.hopeless.length;
    return handled >= (this.props.limit ?? Number.POSITIVE_INFINITY);
  }

  private async settle(entry: SourceEntry): Promise<void> {
    const standing = this.props.ledger.statusOf(entry.id);
    if ("unreadable" in entry) {
      if (standing.state === "quarantined") return this.tally.countSkipped("quarantinedBefore");
      return this.quarantine({ entry, reason: entry.unreadable, replays: 0 });
    }
    const skip = this.skipReason(entry);
    if (skip !== undefined) return this.tally.countSkipped(skip);
    this.taken.add(entry.id);

    const replays = this.props.ledger.replaysOf(entry);
    if (replays >= this.props.maxReplays) {
      return this.quarantine({
        entry,
        reason: `It failed again after ${times(replays)}.`,
        replays,
      });
    }
    let data = entry.data;
    if (this.props.transform !== undefined) {
      try {
        const transformed = await this.props.transform.apply(entry);
        if ("skipped" in transformed) return this.tally.countSkipped("byTransform");
        ({ data } = transformed);
      } catch (error) {
        if (error instanceof TransformStoppedError) {
          // Interrupted, nothing became of the record: it is as if it had not been read.
          if (this.props.signal.aborted) this.tally.uncountRead();
          else this.tally.countFailed(error.message, entry.place);
          throw error;
        }
        return this.tally.countFailed(`The transform failed: ${messageOf(error)}`, entry.place);
      }
    }
    const record = this.props.sender.record(data, this.tally.totals().read);
    const fault = tooLarge(record) ?? this.conversionFault(data);
    if (fault !== undefined)
      return this.quarantine({ entry, reason: fault, replays, basis: this.basis });
    await this.enqueue({
      record,
      intent: { id: entry.id, data: dataDigest(data), replay: replays + 1 },
      wasUncertain: standing.state === "uncertain",
    });
  }

  private conversionFault(data: Uint8Array): string | undefined {
    const fault = this.props.check(data);
    return fault && `${fault.code}: ${fault.message}`;
  }

  private skipReason(record: SourceRecord): SkipReason | undefined {
    const { ledger, range, match, maxReplays } = this.props;
    const standing = ledger.statusOf(record.id);
    if (standing.state === "sent" || this.taken.has(record.id)) return "alreadySent";
    if (record.failure === undefined && ledger.isCopy(record)) return "alreadySent";
    if (!isWithin(range, record.arrival) || !match(record)) return "notMatched";
    if (standing.state !== "quarantined") return undefined;
    const isStillHopeless = standing.basis === this.basis || ledger.replaysOf(record) >= maxReplays;
    return isStillHopeless ? "quarantinedBefore" : undefined;
  }

  private async enqueue(next: Pending): Promise<void> {
    const batch = this.pending.map(({ record }) => record);
    if (this.props.sender.isFull(batch, next.record)) await this.sendPending();
    this.pending.push(next);
  }

  private async sendPending(): Promise<void> {
    const { ledger, sender, dryRun, confirmLease } = this.props;
    const batch = this.pending;
    if (batch.length === 0) return;
    if (dryRun) {
      for (const each of batch) this.countSent(each);
      this.pending = [];
      return;
    }
    await confirmLease();
    const writeDown = await ledger.intend(batch.map(({ intent }) => intent));
    const { results, stoppedBy } = await sender.send(batch.map(({ record }) => record));
    const outcomes = batch.map(({ intent }, index): Outcome => {
      const result = results[index] ?? { code: "NoResult", message: "nothing is known of it" };
      return "sequenceNumber" in result
        ? { ...intent, outcome: "sent", sequenceNumber: result.sequenceNumber }
        : { ...intent, outcome: "failed", reason: `${result.code}: ${result.message}` };
    });
    await writeDown(outcomes);
    this.pending = [];
    outcomes.forEach((outcome, index) => {
      if (outcome.outcome === "failed")
        this.tally.countFailed(`Kinesis did not take it: ${outcome.reason}`);
      else this.countSent(batch[index]);
    });
    if (stoppedBy !== undefined) throw stoppedBy;
  }

  private countSent(sent: Pending | undefined): void {
    this.tally.countSent();
    if (sent?.wasUncertain === true) this.repeated += 1;
  }

  private async quarantine(hopeless: QuarantinedRecord): Promise<void> {
    this.hopeless.push(hopeless);
    const { entry } = hopeless;
    this.hopelessBytes += "data" in entry ? entry.data.length : entry.content.length;
    const isFull =
      this.hopeless.length >= QUARANTINE_BATCH || this.hopelessBytes >= QUARANTINE_BATCH_BYTES;
    if (isFull) await this.putAway();
  }

  private async putAway(): Promise<void> {
    const { ledger, quarantine, dryRun, confirmLease } = this.props;
    if (this.hopeless.length === 0) return;
    if (!dryRun) {
      await confirmLease();
      // First the record, then the note that it is there: a run that dies between the two puts it away twice.
      await quarantine.put(this.hopeless);
      await ledger.record(
        this.hopeless.map(({ entry: { id }, reason, basis }) => ({
          id,
          outcome: "quarantined",
          reason,
          basis,
        })),
      );
    }
    for (const { reason } of this.hopeless) this.tally.countQuarantined(reason);
    this.hopeless = [];
    this.hopelessBytes = 0;
  }
}

function tooLarge({ bytes }: StreamRecord): string | undefined {
  if (bytes <= MAXIMUM_RECORD_BYTES) return undefined;
  return `With its newline and partition key it has ${bytes} bytes; Firehose takes at most ${MAXIMUM_RECORD_BYTES}.`;
}

function times(replays: number): string {
  return replays === 1 ? "one replay" : `${replays} replays`;
}
