import type { PrimitiveName } from "../../../model/dataset/column-type";
import { parseDate, parseTimestamp } from "../../../formats/dates/timestamp";
import { isSameNumber } from "../../../formats/same-number";
import { isTimeName } from "./field-words";

/** An inferred type, and what to review about it. */
export interface InferredScalar {
  readonly kind: PrimitiveName;
  /** Why the type should be reviewed; absent if it is certain. */
  readonly reviewNote?: string;
}

const WHOLE = /^-?\d+$/;
const PLAIN_DECIMAL = /^-?\d+\.\d+$/;
const CLOCK = String.raw`\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)? ?(?:[AP]M)?`;
const ZONE = String.raw`(?:[+-]\d\d(?::?\d\d)?|[A-Z]{1,5})?`;
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
const OTHER_DATES = [
  String.raw`\d{4}([-/.])\d\d?\1\d\d?`,
  String.raw`\d\d?([-/.])\d\d?\1(?:\d\d)?\d\d`,
  String.raw`\d\d?[ -]${MONTH}[ -]\d{2,4}`,
  String.raw`${MONTH}\.? \d\d?,? \d{4}`,
];
/** Times and dates that Firehose can't parse: with an offset or a zone name, without a zone, or in a form of people. */
const OTHER_TIMES = OTHER_DATES.map(
  (date) => new RegExp(`^${date}(?:[T ,]+${CLOCK} ?${ZONE})?$`, "i"),
);

function isOtherTime(text: string): boolean {
  return OTHER_TIMES.some((pattern) => pattern.test(text));
}

const MAX_INT = 2n ** 31n - 1n;
const MAX_BIGINT = 2n ** 63n - 1n;
/** Ids and counters above this may overflow an int during the lifetime of the table. */
const NEAR_INT = MAX_INT / 10n;
const MAX_SAFE_INTEGER = 2n ** 53n;

/** From the year 2001, when the deserializer starts to parse numbers as milliseconds, to 2100. */
const MILLISECONDS = { from: 1_000_000_000_000n, to: 4_102_444_800_000n };
const SECONDS = { from: MILLISECONDS.from / 1000n, to: MILLISECONDS.to / 1000n };

/** The type of numbers, as they were written. */
export function inferNumbers(numbers: readonly string[], name: string): InferredScalar {
  if (!numbers.every((number) => WHOLE.test(number))) return inferFractions(numbers, name);
  const values = numbers.map(BigInt);
  const size = values
    .map((value) => (value < 0n ? -value : value))
    .reduce((a, b) => (a > b ? a : b));
  if (size > MAX_BIGINT) {
    return { kind: "string", reviewNote: "exceeds a bigint; text keeps all digits" };
  }
  const unit = epochUnit(values);
  if (unit !== undefined && isTimeName(name)) {
    return {
      kind: "timestamp",
      reviewNote: `taken for ${unit} since 1970; column.bigint() keeps the number`,
    };
  }
  if (size > MAX_SAFE_INTEGER) {
    return {
      kind: "bigint",
      reviewNote: "above 2^53, where many JSON parsers round: send it as text",
    };
  }
  if (unit === "milliseconds") {
    return {
      kind: "bigint",
      reviewNote: "may be milliseconds since 1970; column.timestamp() parses them",
    };
  }
  if (size > MAX_INT) return { kind: "bigint" };
  return size > NEAR_INT
    ? {
        kind: "bigint",
        reviewNote: `fits an int, whose maximum is ${MAX_INT}, and may exceed it later`,
      }
    : { kind: "int" };
}

function inferFractions(numbers: readonly string[], name: string): InferredScalar {
  const readAsSeconds = numbers.every((number) => WHOLE.test(number) || PLAIN_DECIMAL.test(number));
  const whole = numbers.map((number) => number.replace(/\..*$/, ""));
  if (readAsSeconds && isTimeName(name) && epochUnit(whole.map(BigInt)) === "seconds") {
    return {
      kind: "timestamp",
      reviewNote: "taken for seconds since 1970; column.double() keeps the number",
    };
  }
  const exact = numbers.every(
    (number) => Number.isFinite(Number(number)) && isSameNumber(number, String(Number(number))),
  );
  return exact
    ? { kind: "double" }
    : {
        kind: "double",
        reviewNote: "more digits than a double keeps; column.decimal(…) or text keeps them",
      };
}

function epochUnit(values: readonly bigint[]): "seconds" | "milliseconds" | undefined {
  const within = ({ from, to }: { from: bigint; to: bigint }) =>
    values.every((value) => value >= from && value < to);
  if (within(MILLISECONDS)) return "milliseconds";
  return within(SECONDS) ? "seconds" : undefined;
}

/** The type of strings. */
export function inferTexts(texts: readonly string[]): InferredScalar {
  if (texts.every(isTimestamp)) {
    return texts.some((text) => /\.\d{7,}/.test(text))
      ? { kind: "timestamp", reviewNote: "has digits below microseconds, which are truncated" }
      : { kind: "timestamp" };
  }
  if (texts.every((text) => parseDate(text) !== undefined)) return { kind: "date" };
  const written = texts.filter((text) => text !== "");
  const other = written.find((text) => isOtherTime(text) && !isTimestamp(text));
  if (other !== undefined && written.every((text) => isTimestamp(text) || isOtherTime(text))) {
    return {
      kind: "string",
      reviewNote: /\d:\d/.test(other)
        ? "a time format that Firehose can't parse: send UTC as 2026-01-31T12:00:00.000Z, or milliseconds since 1970"
        : "a date format that Firehose can't parse: send 2026-01-31",
    };
  }
  const times = texts.filter((text) => isTimestamp(text) || parseDate(text) !== undefined);
  if (times.length > texts.length / 2) {
    const odd = texts.find((text) => !times.includes(text)) ?? "a date";
    return {
      kind: "string",
      reviewNote: `most are times, but not all: ${JSON.stringify(odd.slice(0, 30))}`,
    };
  }
  return { kind: "string" };
}

/** Whether a text has the format of a timestamp; a quoted number does not count, although Firehose parses it as one. */
export function isTimestamp(text: string): boolean {
  return text.includes(":") && parseTimestamp(text) !== undefined;
}
