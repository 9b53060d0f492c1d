import type { PrimitiveName } from "../../../model/dataset/column-type";
import { parseDate, parseTimestamp } from "../../../formats/timestamp";
import { isTimeName } from "./field-words";

/** The type of values, and what speaks against it. */
export interface ScalarType {
  readonly kind: PrimitiveName;
  /** Why people should look at it; absent where the type is sure. */
  readonly reviewNote?: string;
}

const WHOLE = /^-?\d+$/;
const PLAIN_DECIMAL = /^-?\d+\.\d+$/;
/** Times that people read and Firehose doesn't: with an offset or a zone's name, or with none. */
const OTHER_TIME =
  /^\d{4}-\d\d?-\d\d?[T ]\d\d?:\d\d(:\d\d([.,]\d+)?)? ?([+-]\d\d(:?\d\d)?|[A-Z]{1,5})?$/;

const GREATEST_INT = 2n ** 31n - 1n;
const GREATEST_BIGINT = 2n ** 63n - 1n;
/** Ids and counters that came this far may outgrow an int while the table lives. */
const NEAR_INT = GREATEST_INT / 10n;
const EXACT_IN_JSON = 2n ** 53n;
/** Digits that a double always keeps. */
const EXACT_DIGITS = 15;

/** From the year 2001, in which milliseconds begin to be read as such, to 2100. */
const MILLISECONDS = { from: 1_000_000_000_000n, to: 4_102_444_800_000n };
const SECONDS = { from: MILLISECONDS.from / 1000n, to: MILLISECONDS.to / 1000n };

/** The type of numbers, as they were written. */
export function inferNumbers(numbers: readonly string[], name: string): ScalarType {
  if (!numbers.every((number) => WHOLE.test(number))) return inferFractions(numbers, name);
  const values = numbers.map(BigInt);
  const size = values
    .map((value) => (value < 0n ? -value : value))
    .reduce((a, b) => (a > b ? a : b));
  if (size > GREATEST_BIGINT) {
    return { kind: "string", reviewNote: "greater than a bigint holds; as text no digit is lost" };
  }
  const unit = epochUnit(values);
  if (unit !== undefined && isTimeName(name)) {
    return {
      kind: "timestamp",
      reviewNote: `taken for ${unit} since 1970; column.bigint() keeps the number`,
    };
  }
  if (size > EXACT_IN_JSON) {
    return {
      kind: "bigint",
      reviewNote: "beyond 2^53, where many readers of JSON round: send it as text",
    };
  }
  if (unit === "milliseconds") {
    return {
      kind: "bigint",
      reviewNote: "may be milliseconds since 1970; column.timestamp() reads them",
    };
  }
  if (size > GREATEST_INT) return { kind: "bigint" };
  return size > NEAR_INT
    ? {
        kind: "bigint",
        reviewNote: `fits an int, which ends at ${GREATEST_INT}, and may outgrow it`,
      }
    : { kind: "int" };
}

function inferFractions(numbers: readonly string[], name: string): ScalarType {
  const readAsSeconds = numbers.every((number) => WHOLE.test(number) || PLAIN_DECIMAL.test(number));
  const whole = numbers.map((number) => number.replace(/\..*$/, ""));
  if (readAsSeconds && isTimeName(name) && epochUnit(whole.map(BigInt)) === "seconds") {
    return {
      kind: "timestamp",
      reviewNote: "taken for seconds since 1970; column.double() keeps the number",
    };
  }
  const exact = numbers.every((number) => {
    const digits = number.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "");
    return digits.length <= EXACT_DIGITS && Number.isFinite(Number(number));
  });
  return exact
    ? { kind: "double" }
    : {
        kind: "double",
        reviewNote: "more digits than a double keeps; column.decimal(…) or text keep them",
      };
}

function epochUnit(values: readonly bigint[]): "seconds" | "milliseconds" | undefined {
  const within = ({ from, to }: { from: bigint; to: bigint }) =>
    values.every((value) => value >= from && value < to);
  if (within(MILLISECONDS)) return "milliseconds";
  return within(SECONDS) ? "seconds" : undefined;
}

/** The type of texts. */
export function inferTexts(texts: readonly string[]): ScalarType {
  if (texts.every(isTimestamp)) {
    return texts.some((text) => /\.\d{7,}/.test(text))
      ? { kind: "timestamp", reviewNote: "has digits beyond microseconds, which are cut" }
      : { kind: "timestamp" };
  }
  if (texts.every((text) => parseDate(text) !== undefined)) return { kind: "date" };
  const other = texts.find((text) => OTHER_TIME.test(text) && !isTimestamp(text));
  if (other !== undefined && texts.every((text) => isTimestamp(text) || OTHER_TIME.test(text))) {
    return {
      kind: "string",
      reviewNote:
        "a time that Firehose does not read: send UTC as 2026-01-31T12:00:00.000Z, or milliseconds since 1970",
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

/** Whether a text is a timestamp by its form: a number in quotes, which Firehose reads as one too, is none. */
export function isTimestamp(text: string): boolean {
  return text.includes(":") && parseTimestamp(text) !== undefined;
}
