import { UserError } from "../../../errors/user-error";
import { numberRanges } from "../../../lambda-src/publisher/sending/number-ranges";

/** Numbers of events, from 1; both bounds are included, and an open range extends to the last event. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Parses a selection of events: `3,17,20001-` is the third, the seventeenth and all from 20,001 on.
 *
 * @returns whether an event is selected, by its number from 1
 * @throws UserError for anything else
 */
export function readEventRanges(text: string): (number: number) => boolean {
  const ranges = text.split(",").map((part) => readRange(part.trim(), text));
  return (number) => ranges.some(({ first, last }) => number >= first && number <= last);
}

/** Ascending numbers in the format of {@link readEventRanges}: `[1, 2, 3, 7]` as `1-3,7`. */
export function renderEventRanges(ascending: readonly number[]): string {
  return numberRanges(ascending).join(",");
}

function readRange(part: string, text: string): Range {
  const [, start, dash, end] = /^(\d{1,12})(?:(-)(\d{1,12})?)?$/.exec(part) ?? [];
  const first = Number(start);
  const last =
    end === undefined ? (dash === undefined ? first : Number.POSITIVE_INFINITY) : Number(end);
  if (start !== undefined && first >= 1 && last >= first) return { first, last };
  throw new UserError(
    `--events is not a list of event numbers: ${text}`,
    "Give numbers of events in the file, from 1, as 3,17,20001-25000 or 20001- (to the last).",
  );
}
