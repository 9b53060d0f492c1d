import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../emulator-context";
import type { InvocationResult } from "../process/function-instance";

/** An event of an asynchronous invocation. */
export interface QueuedEvent {
  readonly functionName: string;
  readonly requestId: string;
  /** Invokes the function as it is deployed at that time. */
  readonly invoke: () => Promise<InvocationResult>;
  /** Retries after the first attempt, 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** Age in seconds at which the event is discarded. */
  readonly maximumAgeSeconds: number;
  /** In milliseconds since 1970. */
  readonly acceptedAt: number;
  /** Attempts that have failed before. */
  readonly failedAttempts: number;
  /** Called after each attempt that failed. */
  readonly onFailure: () => void;
  /** Called when the event was processed or discarded, but not if the embedded AWS stops before that. */
  readonly onEnd: () => void;
}

/**
 * Delays before the second and the third attempt, in milliseconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const RETRY_DELAYS_MS: readonly number[] = [60_000, 120_000];

/** Runs asynchronous invocations and retries failed ones. */
export class AsyncInvocations {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly log: Log,
    private readonly retryDelaysMs: readonly number[] = RETRY_DELAYS_MS,
  ) {}

  /**
   * Queues an event; if all attempts fail it is discarded and logged. One whose state can't be kept, for which
   * `onFailure` or `onEnd` throws, is left to the next start, and that is logged too.
   *
   * @returns resolves when nothing more is done about the event
   */
  add(event: QueuedEvent): Promise<void> {
    const done: Promise<void> = this.process(event)
      .catch((error: unknown) => {
        const message = `${event.functionName}: asynchronous invocation ${event.requestId} is left to the next start: ${String(error)}`;
        this.log.error("lambda", message);
      })
      .finally(() => this.running.delete(done));
    this.running.add(done);
    return done;
  }

  /** Ends without the events that wait; resolves when no invocation is in progress. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async process(event: QueuedEvent): Promise<void> {
    let failure = "an error of an earlier start";
    for (let failed = event.failedAttempts; failed <= event.maximumRetryAttempts; failed++) {
      if (failed > 0) await this.wait(this.retryDelaysMs[failed - 1] ?? 0);
      if (this.stopping.signal.aborted) return;
      if (Date.now() - event.acceptedAt > event.maximumAgeSeconds * 1000) {
        return this.discard(event, "it exceeded its maximum age");
      }
      const reason = await this.attempt(event);
      if (reason === undefined) return event.onEnd();
      // The end of its process, and not the function, made it fail.
      if (this.stopping.signal.aborted) return;
      failure = reason;
      event.onFailure();
    }
    const attempts = event.maximumRetryAttempts + 1;
    this.discard(event, `all ${attempts} attempts failed, the last with ${failure}`);
  }

  private async attempt(event: QueuedEvent): Promise<string | undefined> {
    try {
      const { failed, payload } = await event.invoke();
      return failed ? payload : undefined;
    } catch (error) {
      return String(error);
    }
  }

  private async wait(ms: number): Promise<void> {
    // It rejects only when it is aborted, which the caller checks.
    await sleep(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }

  private discard({ functionName, requestId, onEnd }: QueuedEvent, reason: string): void {
    onEnd();
    const message = `${functionName}: event of asynchronous invocation ${requestId} discarded: ${reason}`;
    this.log.error("lambda", message);
  }
}
