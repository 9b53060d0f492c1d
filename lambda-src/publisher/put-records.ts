import { setTimeout as sleep } from "node:timers/promises";
import type { PartitionKeyOrder } from "../../model/dataset/dataset";
import type { StreamRecord } from "./record-batches";
import { backoffMs, DEFAULT_RETRY_POLICY, isTransient, mayBeDone } from "./retry-policy";
import type { RetryPolicy } from "./retry-policy";
import { NoAnswerError, withinTime } from "./within-time";

/** One answer of `PutRecords`, as far as it matters here; results stand in the order of the records. */
export interface PutRecordsAnswer {
  readonly Records?:
    | readonly {
        readonly SequenceNumber?: string | undefined;
        readonly ErrorCode?: string | undefined;
        readonly ErrorMessage?: string | undefined;
      }[]
    | undefined;
}

/** Sends one `PutRecords` request, once, and gives it up when `signal` says so. */
export type PutRecords = (
  records: readonly StreamRecord[],
  signal: AbortSignal,
) => Promise<PutRecordsAnswer>;

/** A record that Kinesis has not confirmed, and why. */
export interface FailedRecord {
  readonly index: number;
  /** AWS's error code, `NotSent` for a record that was never tried, `HeldBack` for one that waited in vain. */
  readonly code: string;
  readonly message: string;
  /**
   * Whether an answer to a request with this record was lost, so that it may be in the stream all the same.
   *
   * @default false
   */
  readonly mayBeIn?: true;
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
  /** What {@link SendOptions.beforeRequest} threw; there when it did. */
  readonly stoppedBy?: Error;
}

/** What sending needs from outside. */
export interface SendOptions {
  readonly putRecords: PutRecords;
  /** Time left of the invocation, in milliseconds. */
  readonly remainingMs: () => number;
  /**
   * Longest that one request may take, its answer read to the end, in milliseconds. The timeouts of the SDK end with
   * the answer's head, and a body that comes byte by byte would take all the time of the invocation.
   *
   * @default 10000
   */
  readonly attemptTimeoutMs?: number;
  /**
   * Called before each request, retries included. When it throws, nothing more is sent, and the result has the error.
   *
   * @default - every request may be made
   */
  readonly beforeRequest?: (() => Promise<void>) | undefined;
  /**
   * Partition keys of which a record was not confirmed: later records of them are held back. Given to several calls,
   * order holds across them.
   *
   * @default - a set of this call's own
   */
  readonly heldKeys?: Set<string>;
  /** @default "kept" */
  readonly order?: PartitionKeyOrder | undefined;
  /** @default DEFAULT_RETRY_POLICY */
  readonly policy?: RetryPolicy;
  /** @default - waits on the clock */
  readonly wait?: (ms: number) => Promise<unknown>;
  /** @default Math.random */
  readonly random?: () => number;
}

const ATTEMPT_TIMEOUT_MS = 10_000;

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

const HELD_BACK: Reason = {
  code: "HeldBack",
  message: "an earlier record of its partition key was not confirmed, and their order is kept",
};

/**
 * Sends batches one after the other. Of a batch only the records that failed are sent again, until all are confirmed,
 * tries or time run out, or the service refuses the request for good.
 *
 * The order of each partition key is kept: {@link toBatches} puts one record of a key into a batch, a batch begins when
 * the one before it is settled, and once a record is given up, later ones of its key are not sent.
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
  private readonly heldKeys: Set<string>;
  private readonly failed: FailedRecord[] = [];
  private published = 0;
  private batches = 0;
  private requests = 0;
  private stoppedBy: Error | undefined;

  constructor(private readonly options: SendOptions) {
    this.policy = options.policy ?? DEFAULT_RETRY_POLICY;
    this.heldKeys = options.heldKeys ?? new Set();
  }

  result(): PutRecordsResult {
    const { published, batches, requests, stoppedBy } = this;
    const failed = [...this.failed].sort((one, other) => one.index - other.index);
    const stop = stoppedBy === undefined ? {} : { stoppedBy };
    return { published, failed, batches, retries: requests - batches, ...stop };
  }

  async send(batch: readonly StreamRecord[]): Promise<void> {
    const free = this.withoutHeld(batch);
    const mayBeIn = new Set<StreamRecord>();
    let pending = free;
    let reasons: readonly Reason[] = [];
    let refused = false;
    for (let attempt = 1; attempt <= this.policy.maximumAttempts; attempt++) {
      if (pending.length === 0 || refused || this.stoppedBy !== undefined) break;
      const delay = attempt === 1 ? 0 : this.backoff(attempt - 1);
      if (this.timeLeft() <= delay) break;
      if (delay > 0) await (this.options.wait ?? sleep)(delay);
      if (!(await this.mayGoOn())) break;
      if (attempt === 1) this.batches++;
      this.requests++;
      ({ pending, reasons, refused } = await this.attempt(pending));
      pending.forEach((record, place) => {
        if (reasons[place]?.mayBeIn === true) mayBeIn.add(record);
      });
    }
    this.published += free.length - pending.length;
    pending.forEach((record, place) => {
      const reason = reasons[place] ?? this.notSent();
      this.giveUp(record, mayBeIn.has(record) ? { ...reason, mayBeIn: true } : reason);
    });
  }

  private async mayGoOn(): Promise<boolean> {
    try {
      await this.options.beforeRequest?.();
      return true;
    } catch (error) {
      this.stoppedBy = error instanceof Error ? error : new Error(String(error));
      return false;
    }
  }

  private notSent(): Reason {
    if (this.stoppedBy === undefined) return NOT_SENT;
    return { code: NOT_SENT.code, message: this.stoppedBy.message };
  }

  private withoutHeld(batch: readonly StreamRecord[]): readonly StreamRecord[] {
    if (this.heldKeys.size === 0) return batch;
    return batch.filter((record) => {
      const isHeld = this.heldKeys.has(record.partitionKey);
      if (isHeld) this.giveUp(record, HELD_BACK);
      return !isHeld;
    });
  }

  private giveUp({ index, partitionKey }: StreamRecord, reason: Reason): void {
    this.failed.push({ index, ...reason });
    if (this.options.order !== "any") this.heldKeys.add(partitionKey);
  }

  private async attempt(records: readonly StreamRecord[]): Promise<Attempt> {
    const { putRecords, attemptTimeoutMs = ATTEMPT_TIMEOUT_MS } = this.options;
    const milliseconds = Math.max(0, Math.min(attemptTimeoutMs, Math.floor(this.timeLeft())));
    try {
      const answer = await withinTime(milliseconds, (signal) => putRecords(records, signal));
      const pending: StreamRecord[] = [];
      const reasons: Reason[] = [];
      records.forEach((record, position) => {
        const reason = failureOf(answer.Records?.[position]);
        if (reason === undefined) return;
        pending.push(record);
        reasons.push(reason);
      });
      return { pending, reasons, refused: false };
    } catch (error) {
      const reason = reasonOf(error);
      return {
        pending: records,
        reasons: records.map(() => reason),
        refused: !(error instanceof NoAnswerError) && !isTransient(error),
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

type RecordResult = NonNullable<PutRecordsAnswer["Records"]>[number];

/** The answer is a success as a whole even when single records failed. */
function failureOf(result: RecordResult | undefined): Reason | undefined {
  if (result?.ErrorCode !== undefined) {
    return { code: result.ErrorCode, message: result.ErrorMessage ?? "" };
  }
  if (result?.SequenceNumber !== undefined) return undefined;
  return { code: "NoResult", message: "the answer says nothing of this record", mayBeIn: true };
}

function reasonOf(error: unknown): Reason {
  const reason =
    error instanceof NoAnswerError
      ? { code: "NoAnswer", message: `${error.message}; the record may be in` }
      : error instanceof Error
        ? { code: error.name, message: error.message }
        : { code: "UnknownError", message: String(error) };
  return mayBeDone(error) ? { ...reason, mayBeIn: true } : reason;
}
