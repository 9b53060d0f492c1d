import { unsupportedReason } from "../../../query-error";
import { invalidFormat } from "./invalid-format";
import { type FieldValue, instantOfFields } from "./joda-fields";
import { parseJodaOffset } from "./joda-offset";
import type { ZonedInstant } from "./parse-date-time";

/** As Joda's `dateTimeParser`, which requires no leading zeros, and after the date or the `T` nothing. */
const ISO =
  /^(?=[+-]?\d|T\d)([+-]?\d{1,9}(?:-\d{1,2}(?:-\d{1,2})?)?)?(?:T(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?(?:[.,](\d{1,9}))?)?(?<offset>(?:Z|[+-]).*)?)?$/i;

/** Milliseconds of the last part of a time, of which a fraction may follow: hours, minutes or seconds. */
const LENGTHS = [3_600_000, 60_000, 1000];

/**
 * Parses ISO 8601, for example `2026-11-23T08:00:00.000Z`. The default offset is that of the session's zone, UTC.
 *
 * @throws Error with Athena's error code and message
 * @see https://github.com/JodaOrg/joda-time/blob/v2.13.1/src/main/java/org/joda/time/format/ISODateTimeFormat.java (dateTimeParser)
 */
export function parseIso8601(text: string): ZonedInstant {
  const match = ISO.exec(text);
  if (match === null && /^[+-]?\d+-(?:W|\d{3}(?!\d))/i.test(text)) {
    throw new Error(
      `NOT_SUPPORTED: ${unsupportedReason(`The date '${text}' by its week or its day of the year`)}`,
    );
  }
  if (match === null) throw invalidFormat(text);
  const [, date = "", hour, minute, second, fraction = ""] = match;
  const sign = date.startsWith("-") ? -1 : 1;
  const [year, month, day] = date.replace(/^[+-]/, "").split("-");
  const values = [
    ["year", year === undefined || year === "" ? undefined : String(sign * Number(year))],
    ["monthOfYear", month],
    ["dayOfMonth", day],
    ["hourOfDay", hour],
    ["minuteOfHour", minute],
    ["secondOfMinute", second],
  ] as const;
  const fields = values.flatMap(([field, value]): FieldValue[] =>
    value === undefined ? [] : [[field, Number(value)]],
  );
  const offsetText = match.groups?.["offset"] ?? "Z";
  const offset = parseJodaOffset(offsetText);
  const instant = instantOfFields(fields);
  if (instant === undefined || offset?.length !== offsetText.length) throw invalidFormat(text);
  const length = LENGTHS[[hour, minute, second].filter((part) => part !== undefined).length - 1];
  return {
    epochMs: instant + millisOfFraction(fraction, length ?? 1000) - offset.millis,
    zone: offset.zone,
  };
}

/** Milliseconds of the digits of a fraction; each digit's are cut off to tenths of a millisecond, as Joda has them. */
function millisOfFraction(digits: string, length: number): number {
  let unit = length * 10;
  let tenths = 0;
  for (const digit of digits) {
    unit = Math.floor(unit / 10);
    tenths += Number(digit) * unit;
  }
  return Math.floor(tenths / 10);
}
