import { unsupportedReason } from "../../../query-error";

/** An offset as Joda parses it, of which each part after the hours may be left out. */
const OFFSET =
  /^(?:[zZ]|([+-])(?:([01]\d|2[0-3])(?:(?::([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3}))?)?)|([0-5]\d)(?:([0-5]\d)(\d{1,3})?)?)?))/;

/** The largest offset that Trino has a zone for. */
const MAX_MINUTES = 14 * 60;

/** A parsed offset. */
export interface JodaOffset {
  /** How many characters it has. */
  readonly length: number;
  /** Trino's name of the zone. */
  readonly zone: string;
  readonly millis: number;
}

/**
 * Parses an offset at the start of a text: `Z`, `+02`, `+0200`, `+02:00`; undefined if there is none.
 *
 * @throws Error NOT_SUPPORTED for one that Trino has no zone for: with seconds, or of more than 14 hours
 * @see https://github.com/JodaOrg/joda-time/blob/v2.13.1/src/main/java/org/joda/time/format/DateTimeFormatterBuilder.java (TimeZoneOffset.parseInto)
 */
export function parseJodaOffset(text: string): JodaOffset | undefined {
  const match = OFFSET.exec(text);
  if (match === null) return undefined;
  const [found, sign, hours, ...parts] = match;
  const [minutes = parts[3] ?? "00", seconds = parts[4] ?? "0", fraction = parts[5] ?? "0"] = parts;
  const rest = text.slice(found.length);
  // A part that began has two digits, but for the one after a second colon.
  if (sign !== undefined && /^\d/.test(rest) && !found.includes(":")) return undefined;
  if (
    sign !== undefined &&
    rest.startsWith(":") &&
    (!found.includes(":") || parts[1] === undefined)
  )
    return undefined;
  const size = Number(hours ?? "0") * 60 + Number(minutes);
  if (size > MAX_MINUTES || Number(seconds) > 0 || Number(fraction) > 0) {
    throw new Error(`NOT_SUPPORTED: ${unsupportedReason(`The time zone offset '${found}'`)}`);
  }
  const zone = size === 0 ? "UTC" : `${sign}${hours}:${minutes}`;
  return { length: found.length, zone, millis: (sign === "-" ? -size : size) * 60_000 };
}
