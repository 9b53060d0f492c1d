import { UserError } from "../../errors/user-error";
import { renderEventRanges } from "./event-ranges";
import type { PublishResult } from "./publish-result";
import type { InvocationOutcome } from "./publish-invocation";

/** Some of the events. */
export interface EventSet {
  readonly count: number;
  /** Numbers of the events from 1, as `--events` takes them; empty where there are none. */
  readonly events: string;
}

/** What became of every event when not all were published: the three sets add up to what was given. */
export interface PublishReport {
  /** Events that Kinesis confirmed. */
  readonly published: number;
  /** Events that may be in the stream: they were under way, and nobody heard what became of them. */
  readonly mayBePublished: EventSet;
  /** Events that are not in the stream for certain. */
  readonly notPublished: EventSet;
}

/** Not all events were published for certain. */
export class IncompletePublishError extends UserError {
  constructor(
    problem: string,
    readonly report: PublishReport,
  ) {
    super(
      `${asSentence(problem)} ${inWords(report)}`,
      "Publish anew those that were not published.",
    );
  }
}

/** Keeps the accounts of a publication, invocation by invocation. */
export class PublishTotals {
  private sum: PublishResult = { published: 0, failed: 0, batches: 0, retries: 0 };
  private readonly mayBe: number[] = [];
  private readonly not: number[] = [];
  private handled = 0;

  /** @param numbers of all events, ascending, in their order */
  constructor(private readonly numbers: readonly number[]) {}

  get result(): PublishResult {
    return this.sum;
  }

  /** @param events how many the invocation had */
  add({ result, notPublished, mayBePublished }: InvocationOutcome, events: number): void {
    const numberOf = (position: number) => this.numbers[this.handled + position] ?? 0;
    this.mayBe.push(...mayBePublished.map(numberOf));
    this.not.push(...notPublished.map(numberOf));
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
      mayBePublished: setOf(this.mayBe),
      notPublished: setOf([...this.not, ...this.numbers.slice(this.handled)]),
    };
  }

  /** @param underWay events of the invocation at hand, which goes on whatever the caller does */
  interrupted(underWay: number): string {
    const report = {
      published: this.sum.published,
      mayBePublished: setOf(this.numbers.slice(this.handled, this.handled + underWay)),
      notPublished: setOf(this.numbers.slice(this.handled + underWay)),
    };
    const goesOn = " The invocation under way goes on, and may publish its own.";
    return inWords(report) + (underWay > 0 ? goesOn : "");
  }
}

/** A sentence ends with a full stop. */
function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function setOf(numbers: readonly number[]): EventSet {
  return { count: numbers.length, events: renderEventRanges(numbers) };
}

function inWords({ published, mayBePublished, notPublished }: PublishReport): string {
  const some = ({ count, events }: EventSet) => (count === 0 ? "none" : `${count} (${events})`);
  return `${published} events were published for certain; may have been published: ${some(mayBePublished)}; not published: ${some(notPublished)}.`;
}
