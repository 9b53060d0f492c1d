import { setTimeout as sleep } from "node:timers/promises";
import type { StreamRecord } from "./record-batches";
import { backoffMs, DEFAULT_RETRY_POLICY, isTransient } from "./retry-policy";
import type { RetryPolicy } from "./retry-policy";

/** One answer of `PutRecords`, as far as it matters here; results stand in the order of the records. */
export interface PutRecordsAnswer {
  readonly Records?: readonly {
    readonly SequenceNumber?: string;
    readonly ErrorCode?: string;
    readonly ErrorMessage?: string;
  }[];
}

/** Sends one `PutRecords` request, once, and gives it up when `signal` says so. */
export type PutRecords = (
  records: readonly StreamRecord[],
  signal: AbortSignal,
) => Promise<PutRecordsAnswer>;

/** A record that Kinesis has not confirmed, and why. */
export interface FailedRecord {
  readonly index: number;
  /** AWS's error code, or `NotSent` for a record that was never tried. */
  readonly code: string;
  readonly message: string;
}

/** What became of all records. */
export interface PutRecordsResult {
  /** Records that Kinesis confirmed. */
  readonly published: number;
  /** All others, in their order. */
  readonly failed: readonly FailedRecord[];
  /** Batches that were sent at least once. */
  readonly batches: number;
  /** Requests beyond the first of each batch. */
  readonly retries: number;
}

/** What sending needs from outside. */
export interface SendOptions {
  readonly putRecords: PutRecords;
  /** Time left of the invocation, in milliseconds. */
  readonly remainingMs: () => number;
  /** @default DEFAULT_RETRY_POLICY */
  readonly policy?: RetryPolicy;
  /** @default - waits on the clock */
  readonly wait?: (ms: number) => Promise<unknown>;
  /** @default Math.random */
  readonly random?: () => number;
}

type Reason = Omit<FailedRecord, "index">;

/** What one request left. */
interface Attempt {
  readonly pending: readonly StreamRecord[];
  /** Why each of those is not confirmed. */
  readonly reasons: readonly Reason[];
  /** Whether the service refused the request for good. */
  readonly refused: boolean;
}

const NOT_SENT: Reason = {
  code: "NotSent",
  message: "the time of the invocation ended before the record could be sent",
};

/**
 * Sends batches one after the other. Of a batch only the records that failed are sent again, until all are confirmed,
 * tries or time run out, or the service refuses the request for good.
 */
export async function sendBatches(
  batches: readonly (readonly StreamRecord[])[],
  options: SendOptions,
): Promise<PutRecordsResult> {
  const sender = new BatchSender(options);
  for (const batch of batches) await sender.send(batch);
  return sender.result();
}

/** Sends batches and keeps the account of every record. */
class BatchSender {
  private readonly policy: RetryPolicy;
  private readonly failed: FailedRecord[] = [];
  private published = 0;
  private batches = 0;
  private requests = 0;

  constructor(private readonly options: SendOptions) {
    this.policy = options.policy ?? DEFAULT_RETRY_POLICY;
  }

  result(): PutRecordsResult {
    const { published, failed, batches, requests } = this;
    return { published, failed, batches, retries: requests - batches };
  }

  async send(batch: readonly StreamRecord[]): Promise<void> {
    let pending = batch;
    let reasons: readonly Reason[] = [];
    let refused = false;
    for (let attempt = 1; attempt <= this.policy.maximumAttempts; attempt++) {
      if (pending.length === 0 || refused) break;
      const delay = attempt === 1 ? 0 : this.backoff(attempt - 1);
      if (this.timeLeft() <= delay) break;
      if (delay > 0) await (this.options.wait ?? sleep)(delay);
      if (attempt === 1) this.batches++;
      this.requests++;
      ({ pending, reasons, refused } = await this.attempt(pending));
    }
    this.published += batch.length - pending.length;
    pending.forEach(({ index }, place) => {
      this.failed.push({ index, ...(reasons[place] ?? NOT_SENT) });
    });
  }

  private async attempt(records: readonly StreamRecord[]): Promise<Attempt> {
    const signal = AbortSignal.timeout(Math.max(0, Math.floor(this.timeLeft())));
    try {
      const { Records: results = [] } = await this.options.putRecords(records, signal);
      const pending: StreamRecord[] = [];
      const reasons: Reason[] = [];
      records.forEach((record, position) => {
        const reason = failureOf(results[position]);
        if (reason === undefined) return;
        pending.push(record);
        reasons.push(reason);
      });
      return { pending, reasons, refused: false };
    } catch (error) {
      const reason = signal.aborted ? NO_ANSWER : reasonOf(error);
      return {
        pending: records,
        reasons: records.map(() => reason),
        refused: !isTransient(error),
      };
    }
  }

  private backoff(attempt: number): number {
    return backoffMs(this.policy, attempt, this.options.random ?? Math.random);
  }

  private timeLeft(): number {
    return this.options.remainingMs() - this.policy.reserveMs;
  }
}

const NO_ANSWER: Reason = {
  code: "NoAnswer",
  message: "Kinesis did not answer before the time of the invocation ended; the record may be in",
};

type RecordResult = NonNullable<PutRecordsAnswer["Records"]>[number];

/** The answer is a success as a whole even when single records failed. */
function failureOf(result: RecordResult | undefined): Reason | undefined {
  if (result?.ErrorCode !== undefined) {
    return { code: result.ErrorCode, message: result.ErrorMessage ?? "" };
  }
  if (result?.SequenceNumber !== undefined) return undefined;
  return { code: "NoResult", message: "the answer says nothing of this record" };
}

function reasonOf(error: unknown): Reason {
  return error instanceof Error
    ? { code: error.name, message: error.message }
    : { code: "UnknownError", message: String(error) };
}
