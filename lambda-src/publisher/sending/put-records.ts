import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../../../aws/backoff";
import { isTransient } from "../../../aws/transient-errors";
import { TimeLimitError, withTimeout } from "../../../aws/with-timeout";
import type { PartitionKeyOrder } from "../../../model/dataset/dataset";
import type { StreamRecord } from "./record-batches";
import { HELD_BACK, NOT_SENT, recordFailure, requestFailure } from "./record-failure";
import type { FailedRecord, FailureReason, RecordResult } from "./record-failure";
import { DEFAULT_RETRY_POLICY } from "./retry-policy";
import type { RetryPolicy } from "./retry-policy";

/** The part of a `PutRecords` response that is used here; its results are in the order of the records. */
export interface PutRecordsResponse {
  readonly Records?: readonly RecordResult[] | undefined;
}

/** Sends one `PutRecords` request, once, and aborts it with `signal`. */
export type PutRecords = (
  records: readonly StreamRecord[],
  signal: AbortSignal,
) => Promise<PutRecordsResponse>;

/** Outcome of all records. */
export interface PutRecordsResult {
  /** Records that Kinesis confirmed. */
  readonly published: number;
  /** All other records, in order. */
  readonly failed: readonly FailedRecord[];
  /** Batches that were sent at least once. */
  readonly batches: number;
  /** Requests beyond the first of each batch. */
  readonly retries: number;
  /** What {@link SendOptions.beforeRequest} threw; absent when it did not throw. */
  readonly stoppedBy?: Error;
}

/** How records are sent. */
export interface SendOptions {
  readonly putRecords: PutRecords;
  /** Time left of the invocation, in milliseconds. */
  readonly remainingMs: () => number;
  /**
   * Time limit for one request including its complete response, in milliseconds. The timeouts of the SDK cover the
   * response only up to its headers, so a body that arrives byte by byte would take all the time of the invocation.
   *
   * @default 10000
   */
  readonly attemptTimeoutMs?: number;
  /**
   * Called before each request, retries included. When it throws, nothing more is sent, and the result contains the error.
   *
   * @default - every request may be made
   */
  readonly beforeRequest?: (() => Promise<void>) | undefined;
  /**
   * Partition keys with an unconfirmed record: later records of these keys are held back. Pass the same set to several
   * calls to keep the order across them.
   *
   * @default - a set for this call alone
   */
  readonly heldKeys?: Set<string>;
  /** Whether records with the same partition key keep their order, as in `toBatches`. */
  readonly order: PartitionKeyOrder;
  /** @default DEFAULT_RETRY_POLICY */
  readonly policy?: RetryPolicy;
  /** @default - waits on the clock */
  readonly wait?: (ms: number) => Promise<unknown>;
  /** @default Math.random */
  readonly random?: () => number;
}

const ATTEMPT_TIMEOUT_MS = 10_000;

/** Outcome of one request. */
interface Attempt {
  /** Records that are not confirmed. */
  readonly pending: readonly StreamRecord[];
  /** Why each pending record is not confirmed. */
  readonly reasons: readonly FailureReason[];
  /** Whether the request failed with an error that no retry can fix. */
  readonly isPermanent: boolean;
}

/**
 * Sends batches one after the other. Only the failed records of a batch are sent again, until all are confirmed, attempts
 * or time run out, or the request fails permanently.
 *
 * The order within each partition key is kept: `toBatches` puts at most one record of a key into a batch, a batch
 * starts when the previous one is settled, and once a record has failed, later records of its key are not sent.
 */
export async function sendBatches(
  batches: readonly (readonly StreamRecord[])[],
  options: SendOptions,
): Promise<PutRecordsResult> {
  const sender = new BatchSender(options);
  for (const batch of batches) await sender.send(batch);
  return sender.result();
}

/** Sends batches and tracks the outcome of every record. */
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
    const sendable = this.withoutHeld(batch);
    const mayBePublished = new Set<StreamRecord>();
    let pending = sendable;
    let reasons: readonly FailureReason[] = [];
    let isPermanent = false;
    for (let attempt = 1; attempt <= this.policy.maximumAttempts; attempt++) {
      if (pending.length === 0 || isPermanent || this.stoppedBy !== undefined) break;
      const delay = attempt === 1 ? 0 : this.backoff(attempt - 1);
      if (this.timeLeft() <= delay) break;
      if (delay > 0) await (this.options.wait ?? sleep)(delay);
      if (!(await this.mayContinue())) break;
      if (attempt === 1) this.batches++;
      this.requests++;
      ({ pending, reasons, isPermanent } = await this.attempt(pending));
      pending.forEach((record, place) => {
        if (reasons[place]?.mayBePublished === true) mayBePublished.add(record);
      });
    }
    this.published += sendable.length - pending.length;
    pending.forEach((record, place) => {
      const reason = reasons[place] ?? this.notSent();
      this.fail(record, mayBePublished.has(record) ? { ...reason, mayBePublished: true } : reason);
    });
  }

  private async mayContinue(): Promise<boolean> {
    try {
      await this.options.beforeRequest?.();
      return true;
    } catch (error) {
      this.stoppedBy = error instanceof Error ? error : new Error(String(error));
      return false;
    }
  }

  private notSent(): FailureReason {
    if (this.stoppedBy === undefined) return NOT_SENT;
    return { code: NOT_SENT.code, message: this.stoppedBy.message };
  }

  private withoutHeld(batch: readonly StreamRecord[]): readonly StreamRecord[] {
    if (this.heldKeys.size === 0) return batch;
    return batch.filter((record) => {
      const isHeld = this.heldKeys.has(record.partitionKey);
      if (isHeld) this.fail(record, HELD_BACK);
      return !isHeld;
    });
  }

  private fail({ index, partitionKey }: StreamRecord, reason: FailureReason): void {
    this.failed.push({ index, ...reason });
    if (this.options.order === "kept") this.heldKeys.add(partitionKey);
  }

  private async attempt(records: readonly StreamRecord[]): Promise<Attempt> {
    const { putRecords, attemptTimeoutMs = ATTEMPT_TIMEOUT_MS } = this.options;
    const milliseconds = Math.max(0, Math.min(attemptTimeoutMs, Math.floor(this.timeLeft())));
    try {
      const response = await withTimeout(milliseconds, (signal) => putRecords(records, signal));
      const pending: StreamRecord[] = [];
      const reasons: FailureReason[] = [];
      records.forEach((record, position) => {
        const reason = recordFailure(response.Records?.[position]);
        if (reason === undefined) return;
        pending.push(record);
        reasons.push(reason);
      });
      return { pending, reasons, isPermanent: false };
    } catch (error) {
      const reason = requestFailure(error);
      return {
        pending: records,
        reasons: records.map(() => reason),
        isPermanent: !(error instanceof TimeLimitError) && !isTransient(error),
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
