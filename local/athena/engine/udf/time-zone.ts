import { timeZoneFormat } from "../../../../formats/dates/time-zone-format";

/** Aliases of UTC. */
const UTC = /^(?:z|utc|ut|gmt|gmt0|zulu|etc\/(?:utc|gmt|uct|zulu)|[+-]0?0:?00)$/i;

const MICROS_PER_SECOND = 1_000_000n;

/**
 * Normalizes a time zone id as Trino does: `UTC`, an offset `+02:00`, or a region.
 *
 * @throws Error INVALID_FUNCTION_ARGUMENT for an unknown zone
 */
export function normalizeZoneId(name: string): string {
  if (UTC.test(name)) return "UTC";
  const offset = /^([+-])(\d{1,2}):?(\d{2})$/.exec(name);
  if (offset?.[2] !== undefined && Number(offset[2]) <= 14) {
    return `${offset[1]}${offset[2].padStart(2, "0")}:${offset[3]}`;
  }
  if (/^[+-]/.test(name)) throw invalidZone(name);
  return formatOf(name).resolvedOptions().timeZone;
}

/** UTC offset of a time zone at an instant, in seconds. */
export function offsetSeconds(micros: bigint, zone: string): number {
  if (zone === "UTC") return 0;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed !== null) {
    return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 3600 + Number(fixed[3]) * 60);
  }
  const seconds = Math.floor(Number(micros / 1000n) / 1000);
  const parts = formatOf(zone).formatToParts(seconds * 1000);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return local / 1000 - seconds;
}

/**
 * Converts local microseconds to an instant. A local time in a gap is shifted by the gap's length; an ambiguous one is
 * the earlier instant.
 */
export function instantAt(clock: bigint, zone: string): bigint {
  const at = (offset: number) => clock - BigInt(offset) * MICROS_PER_SECOND;
  const day = 86_400n * MICROS_PER_SECOND;
  const [before, after] = [offsetSeconds(clock - day, zone), offsetSeconds(clock + day, zone)];
  const earlier = at(before);
  return offsetSeconds(earlier, zone) === before || offsetSeconds(at(after), zone) !== after
    ? earlier
    : at(after);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const clock = timeZoneFormat(zone);
  if (clock === undefined) throw invalidZone(zone);
  return clock;
}

function invalidZone(name: string): Error {
  return new Error(`INVALID_FUNCTION_ARGUMENT: '${name}' is not a valid time zone`);
}
