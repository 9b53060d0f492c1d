import { createHash } from "node:crypto";
import { messageOf } from "../../../errors/message-of";
import type { StreamRecord } from "../../../lambda-src/publisher/sending/record-batches";
import { MAXIMUM_RECORD_BYTES } from "../../../lambda-src/publisher/sending/record-batches";
import type { QuarantinedRecord } from "../ledger/quarantine";
import { dataDigest, digest } from "../source/replayable-record";
import type { SourceEntry, ReplayableRecord } from "../source/replayable-record";
import { isInTimeRange } from "../source/time-range";
import { TransformStoppedError } from "../transform/transform-process";
import { QuarantineBuffer } from "./quarantine-buffer";
import type { ReplayResult, ReplayRunProps } from "./replay-run-props";
import { RunningTotals, unaccounted } from "./replay-totals";
import type { SkipReason } from "./replay-totals";
import { SendBuffer } from "./send-buffer";
import { countOf } from "../../terminal/count-of";

/** Sends the records of a source that still have to be sent, and counts every record that it reads in one total. */
export async function runReplay(props: ReplayRunProps): Promise<ReplayResult> {
  const run = new ReplayRun(props);
  let stoppedBy: Error | undefined;
  try {
    await run.processAll();
  } catch (error) {
    stoppedBy = error instanceof Error ? error : new Error(String(error));
    run.failRemaining(messageOf(error));
  }
  return { ...run.result(), ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}

/** What a transform made of a record: its data, or nothing more to do. */
type TransformResult = { readonly data: Buffer } | "settled";

class ReplayRun {
  private readonly totals = new RunningTotals();
  private readonly toSend: SendBuffer;
  private readonly toQuarantine: QuarantineBuffer;
  private readonly basis: string;
  /** Records of this run. Firehose may have written the error of a record twice, and the first may be pending. */
  private readonly seen = new Set<string>();
  private readonly selection = createHash("sha256");

  constructor(private readonly props: ReplayRunProps) {
    this.basis = digest(props.schema, props.transform?.fingerprint ?? "");
    this.toSend = new SendBuffer(props, this.totals);
    this.toQuarantine = new QuarantineBuffer(props, this.totals);
  }

  async processAll(): Promise<void> {
    let stoppedBy: TransformStoppedError | undefined;
    try {
      await this.processEntries();
    } catch (error) {
      // The records that it had transformed before are still valid.
      if (!(error instanceof TransformStoppedError)) throw error;
      stoppedBy = error;
    }
    await this.toSend.flush();
    await this.toQuarantine.flush();
    if (stoppedBy !== undefined && !this.props.signal.aborted) throw stoppedBy;
  }

  /** Counts the records that were pending when the run could not continue. */
  failRemaining(reason: string): void {
    for (let left = unaccounted(this.totals.totals()); left > 0; left -= 1) {
      this.totals.countFailed(reason);
    }
  }

  result(): ReplayResult {
    return {
      totals: this.totals.totals(),
      repeated: this.toSend.repeated,
      reasons: this.totals.reasonCounts(),
      selection: this.selection.copy().digest("hex"),
      interrupted: this.props.signal.aborted,
    };
  }

  private async processEntries(): Promise<void> {
    for await (const entry of this.props.entries) {
      if (this.props.signal.aborted || this.isAtLimit()) break;
      this.totals.countRead();
      await this.process(entry);
      this.props.progress(this.totals.totals());
    }
    this.props.transform?.assertRunning?.();
  }

  private isAtLimit(): boolean {
    const { sent, quarantined, failed } = this.totals.totals();
    const processed = sent + quarantined + failed + this.toSend.size + this.toQuarantine.size;
    return processed >= (this.props.limit ?? Number.POSITIVE_INFINITY);
  }

  private async process(entry: SourceEntry): Promise<void> {
    const { ledger, maxReplays, sender } = this.props;
    const status = ledger.statusOf(entry.id);
    if ("unreadable" in entry) {
      if (status.state === "quarantined") return this.totals.countSkipped("quarantinedBefore");
      return this.quarantine({ entry, reason: entry.unreadable, replays: 0 });
    }
    const skip = this.skipReason(entry);
    if (skip !== undefined) return this.totals.countSkipped(skip);
    this.seen.add(entry.id);

    const replays = ledger.replaysOf(entry);
    if (replays >= maxReplays) {
      const reason = `It failed again after ${countOf(replays, "replay")}.`;
      return this.quarantine({ entry, reason, replays });
    }
    const transformed = await this.transform(entry);
    if (transformed === "settled") return;
    const { data } = transformed;
    const record = sender.record(data, this.totals.totals().read);
    const reason = sizeProblem(record) ?? this.conversionProblem(data);
    if (reason !== undefined) {
      return this.quarantine({ entry, reason, replays, basis: this.basis });
    }
    this.selection.update(`send ${entry.id} ${dataDigest(data)}\n`);
    await this.toSend.add({
      record,
      intent: { id: entry.id, data: dataDigest(data), replay: replays + 1 },
      wasUncertain: status.state === "uncertain",
    });
  }

  private quarantine(record: QuarantinedRecord): Promise<void> {
    this.selection.update(`quarantine ${record.entry.id}\n`);
    return this.toQuarantine.add(record);
  }

  private async transform(record: ReplayableRecord): Promise<TransformResult> {
    const { transform, signal } = this.props;
    if (transform === undefined) return record;
    try {
      const transformed = await transform.apply(record);
      if (!("skipped" in transformed)) return transformed;
      this.totals.countSkipped("byTransform");
    } catch (error) {
      if (error instanceof TransformStoppedError) {
        // Interrupted, the record was not processed: it is as if it had not been read.
        if (signal.aborted) this.totals.uncountRead();
        else this.totals.countFailed(error.message, record.place);
        throw error;
      }
      this.totals.countFailed(`The transform failed: ${messageOf(error)}`, record.place);
    }
    return "settled";
  }

  private skipReason(record: ReplayableRecord): SkipReason | undefined {
    const { ledger, range, match, maxReplays } = this.props;
    const status = ledger.statusOf(record.id);
    if (status.state === "sent" || this.seen.has(record.id)) return "alreadySent";
    const isBackup = record.failure === undefined && record.undelivered === undefined;
    if (isBackup && ledger.isCopy(record)) return "alreadySent";
    if (!isInTimeRange(range, record.arrival) || !match(record)) return "notMatched";
    if (status.state !== "quarantined") return undefined;
    const staysQuarantined = status.basis === this.basis || ledger.replaysOf(record) >= maxReplays;
    return staysQuarantined ? "quarantinedBefore" : undefined;
  }

  private conversionProblem(data: Uint8Array): string | undefined {
    const error = this.props.check(data);
    return error && `${error.code}: ${error.message}`;
  }
}

function sizeProblem({ bytes }: StreamRecord): string | undefined {
  if (bytes <= MAXIMUM_RECORD_BYTES) return undefined;
  return `The record has ${bytes} bytes with its newline and partition key; Firehose accepts at most ${MAXIMUM_RECORD_BYTES}.`;
}
