import { numberRanges } from "./number-ranges";
import type { JsonEvent } from "./partition-key";
import type { PutRecordsResult } from "./put-records";

/** Failed events that the message contains, so that generated ones aren't lost. */
const SHOWN_EVENTS = 3;
const SHOWN_EVENT_LENGTH = 500;

/**
 * Some events are not in the stream; the message says how many, which, and why. It ends with `Outcome: ` and a
 * {@link PublishOutcome} as JSON for programs, because Lambda returns nothing of an error but its name and message.
 */
export class RecordsNotPublishedError extends Error {
  override readonly name = "RecordsNotPublishedError";

  constructor(result: PutRecordsResult, events: readonly JsonEvent[]) {
    super(render(result, events));
  }
}

/** Outcome of the events of a failed invocation. Positions count from 0 and are written as `0-2, 5`. */
export interface PublishOutcome {
  /** Number of events that Kinesis confirmed. */
  readonly published: number;
  /** Positions of events that are definitely not in the stream. */
  readonly notPublished: string;
  /** Positions of events that may be in the stream: the response was lost. */
  readonly mayBePublished: string;
}

function outcomeOf({ published, failed }: PutRecordsResult): PublishOutcome {
  const positions = (mayBePublished: boolean) =>
    numberRanges(
      failed
        .filter((each) => (each.mayBePublished ?? false) === mayBePublished)
        .map(({ index }) => index),
    ).join(", ");
  return { published, notPublished: positions(false), mayBePublished: positions(true) };
}

function render(result: PutRecordsResult, events: readonly JsonEvent[]): string {
  const { published, failed, batches, retries } = result;
  const outcome = outcomeOf(result);
  const indexes = new Map<string, number[]>();
  for (const { index, code, message } of failed) {
    const reason = message === "" ? code : `${code} (${message})`;
    const known = indexes.get(reason);
    if (known === undefined) indexes.set(reason, [index]);
    else known.push(index);
  }
  const reasons = [...indexes].map(
    ([reason, which]) =>
      `${reason}: ${which.length === 1 ? "event" : "events"} ${numberRanges(which).join(", ")}`,
  );
  const shown = failed.slice(0, SHOWN_EVENTS).map(({ index }) => {
    const json = JSON.stringify(events[index]);
    return `event ${index} = ${json.length > SHOWN_EVENT_LENGTH ? `${json.slice(0, SHOWN_EVENT_LENGTH)}…` : json}`;
  });
  return [
    `${failed.length} of ${events.length} events were not published; ${published} were, in ${batches} batches with ${retries} retries.`,
    ...reasons.map((reason) => `${reason}.`),
    ...(outcome.mayBePublished === ""
      ? []
      : [`These may be in the stream nevertheless: events ${outcome.mayBePublished}.`]),
    `First: ${shown.join(", ")}.`,
    `Outcome: ${JSON.stringify(outcome)}`,
  ].join(" ");
}
