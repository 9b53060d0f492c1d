import { openMap } from "../../storage/durable-map";
import type { DurableMap } from "../../storage/durable-map";
import type { FunctionRequest } from "../function-request";
import type { Invocation } from "../process/function-instance";

/** An accepted event of an asynchronous invocation, as it is in a file. */
export interface KeptEvent {
  readonly call: FunctionRequest;
  readonly region: string;
  readonly invocation: Invocation;
  /** In milliseconds since 1970. */
  readonly acceptedAt: number;
  /** Retries after the first attempt. */
  readonly maximumRetryAttempts: number;
  readonly maximumAgeSeconds: number;
}

/**
 * The events of asynchronous invocations that wait or are being processed. An embedded AWS that was stopped or killed
 * processes them when it starts again: at least once, as on AWS.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class KeptEvents {
  private readonly events: DurableMap<KeptEvent>;
  /** Attempts that have failed, by request; apart, so that an event is written once. */
  private readonly failures: DurableMap<number>;

  constructor(stateFolder: string) {
    this.events = openMap(stateFolder, "lambda", "events");
    this.failures = openMap(stateFolder, "lambda", "failed-attempts");
  }

  /** All of them, the oldest first. */
  all(): readonly KeptEvent[] {
    return [...this.events.values()];
  }

  failedAttempts({ invocation }: KeptEvent): number {
    return this.failures.get(invocation.requestId) ?? 0;
  }

  add(event: KeptEvent): void {
    this.events.set(event.invocation.requestId, event);
  }

  addFailure(event: KeptEvent): void {
    this.failures.set(event.invocation.requestId, this.failedAttempts(event) + 1);
  }

  /** Removes an event that was processed or discarded. */
  remove({ invocation }: KeptEvent): void {
    this.events.delete(invocation.requestId);
    this.failures.delete(invocation.requestId);
  }
}
