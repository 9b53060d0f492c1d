import { UserError } from "../../errors/user-error";
import { renderEventRanges } from "./input/event-ranges";
import type { PublishResult } from "./publish-result";
import type { InvocationOutcome } from "./publish-invocation";
import { countOf } from "../terminal/count-of";

/** A set of events. */
export interface EventSet {
  readonly count: number;
  /** Numbers of the events from 1, in the format of `--events`; empty if there are none. */
  readonly events: string;
}

/** What happened to every event when not all were published: the three sets add up to all events. */
export interface PublishReport {
  /** Events that Kinesis confirmed. */
  readonly published: number;
  /** Events that may be in the stream: they were sent, and the response was lost. */
  readonly mayBePublished: EventSet;
  /** Events that are certainly not in the stream. */
  readonly notPublished: EventSet;
}

/** It is not certain that all events were published. */
export class IncompletePublishError extends UserError {
  constructor(
    problem: string,
    readonly report: PublishReport,
    /** The error of a call without a response. */
    override readonly cause?: unknown,
  ) {
    super(
      `${asSentence(problem)} ${describe(report)}`,
      "Publish those again that were not published.",
    );
  }
}

/** Adds up the outcomes of all invocations. */
export class PublishTotals {
  private sum: PublishResult = { published: 0, failed: 0, batches: 0, retries: 0 };
  private readonly mayBePublished: number[] = [];
  private readonly notPublished: number[] = [];
  private handled = 0;

  /** @param numbers of all events, ascending, in their order */
  constructor(private readonly numbers: readonly number[]) {}

  get result(): PublishResult {
    return this.sum;
  }

  /** @param events number of events of the invocation */
  add({ result, notPublished, mayBePublished }: InvocationOutcome, events: number): void {
    const numberOf = (position: number) => this.numbers[this.handled + position] ?? 0;
    this.mayBePublished.push(...mayBePublished.map(numberOf));
    this.notPublished.push(...notPublished.map(numberOf));
    this.handled += events;
    const { sum } = this;
    this.sum = {
      published: sum.published + result.published,
      failed: sum.failed + result.failed,
      batches: sum.batches + result.batches,
      retries: sum.retries + result.retries,
      ...(result.violations === undefined
        ? {}
        : { violations: (sum.violations ?? 0) + result.violations }),
    };
  }

  report(): PublishReport {
    return {
      published: this.sum.published,
      mayBePublished: setOf(this.mayBePublished),
      notPublished: setOf([...this.notPublished, ...this.numbers.slice(this.handled)]),
    };
  }

  /** @param inFlight events of the current invocation, which continues even if this process ends */
  interrupted(inFlight: number): string {
    const report = {
      published: this.sum.published,
      mayBePublished: setOf(this.numbers.slice(this.handled, this.handled + inFlight)),
      notPublished: setOf(this.numbers.slice(this.handled + inFlight)),
    };
    const continues = " The current invocation continues, and may publish its events.";
    return describe(report) + (inFlight > 0 ? continues : "");
  }
}

/** Adds a full stop if there is none. */
function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function setOf(numbers: readonly number[]): EventSet {
  return { count: numbers.length, events: renderEventRanges(numbers) };
}

function describe({ published, mayBePublished, notPublished }: PublishReport): string {
  const some = ({ count, events }: EventSet) => (count === 0 ? "none" : `${count} (${events})`);
  return `${countOf(published, "event")} ${published === 1 ? "was" : "were"} published; may have been published: ${some(mayBePublished)}; not published: ${some(notPublished)}.`;
}
