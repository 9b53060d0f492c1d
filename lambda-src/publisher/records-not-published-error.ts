import type { JsonObject } from "./partition-key";
import type { PutRecordsResult } from "./put-records";

/** Failed events that the message shows in full, so that generated ones aren't lost. */
const SHOWN_EVENTS = 3;
const SHOWN_EVENT_LENGTH = 500;

/**
 * Some events are not in the stream; the message says how many, which, and why. Its end is for programs, since of an
 * error Lambda hands on nothing but the message: `Accounts: ` and {@link PublisherAccounts} as JSON.
 */
export class RecordsNotPublishedError extends Error {
  override readonly name = "RecordsNotPublishedError";

  constructor(result: PutRecordsResult, events: readonly JsonObject[]) {
    super(render(result, events));
  }
}

/** What became of the events of an invocation that failed; positions count from 0, as `0-2, 5`. */
export interface PublisherAccounts {
  /** How many events Kinesis confirmed. */
  readonly published: number;
  /** Positions of those that are not in the stream for certain. */
  readonly notPublished: string;
  /** Positions of those whose last word was lost: they may be in the stream. */
  readonly mayBePublished: string;
}

function accountsOf({ published, failed }: PutRecordsResult): PublisherAccounts {
  const positions = (mayBeIn: boolean) =>
    toRanges(
      failed.filter((each) => (each.mayBeIn ?? false) === mayBeIn).map(({ index }) => index),
    );
  return { published, notPublished: positions(false), mayBePublished: positions(true) };
}

function render(result: PutRecordsResult, events: readonly JsonObject[]): string {
  const { published, failed, batches, retries } = result;
  const accounts = accountsOf(result);
  const indexes = new Map<string, number[]>();
  for (const { index, code, message } of failed) {
    const reason = message === "" ? code : `${code} (${message})`;
    const known = indexes.get(reason);
    if (known === undefined) indexes.set(reason, [index]);
    else known.push(index);
  }
  const reasons = [...indexes].map(
    ([reason, which]) => `${reason}: ${which.length === 1 ? "event" : "events"} ${toRanges(which)}`,
  );
  const shown = failed.slice(0, SHOWN_EVENTS).map(({ index }) => {
    const json = JSON.stringify(events[index]);
    return `event ${index} = ${json.length > SHOWN_EVENT_LENGTH ? `${json.slice(0, SHOWN_EVENT_LENGTH)}…` : json}`;
  });
  return [
    `${failed.length} of ${events.length} events were not published; ${published} were, in ${batches} batches with ${retries} retries.`,
    ...reasons.map((reason) => `${reason}.`),
    ...(accounts.mayBePublished === ""
      ? []
      : [`In the stream all the same may be: events ${accounts.mayBePublished}.`]),
    `First: ${shown.join(", ")}.`,
    `Accounts: ${JSON.stringify(accounts)}`,
  ].join(" ");
}

/** `[0, 1, 2, 5]` as `0-2, 5`. */
function toRanges(ascending: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const index of ascending) {
    const range = ranges.at(-1);
    if (range !== undefined && range.last === index - 1) range.last = index;
    else ranges.push({ first: index, last: index });
  }
  return ranges
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
    .join(", ");
}
