import { unsupportedReason } from "../../query-error";
import { checkZoneHistory } from "./dates/zone-history";
import { timeZoneFormat } from "../../../../formats/dates/time-zone-format";

/** Names of UTC in Trino, which shows them all as UTC. */
const UTC =
  /^(?:Z|UTC|UCT|UT|GMT|GMT0|Zulu|Universal|Greenwich|Etc\/(?:UTC|GMT|GMT0|UCT|Universal)|[+-]00(?::?00)?)$/;

/** An offset, alone or after UTC, GMT or UT, where one digit is an hour. */
const OFFSET =
  /^(?:(?:UTC|GMT|UT)([+-])(\d{1,2})(?::?(\d{2}))?|([+-])(?:(\d{2})(?::?(\d{2}))?|(\d)))$/;

/** `Etc/GMT+5` is five hours behind UTC. */
const ETC_OFFSET = /^Etc\/GMT([+-])(\d{1,2})$/;

/** Java has these abbreviations as offsets or not at all, and Trino knows none of the others that JavaScript knows. */
const ABBREVIATIONS = ["CET", "EET", "MET", "WET", "PRC", "ROK"];

/** Zones that JavaScript knows and Trino 476 does not. */
const NEWER: ReadonlySet<string> = new Set(["America/Coyhaique", "Etc/Greenwich", "Etc/Zulu"]);

/** A region as the time zone database writes it: JavaScript accepts any case, Trino does not. */
const REGION =
  /^(?:[A-Z][A-Za-z]*(?:[_-][A-Za-z]+)*(?:\/[A-Z][A-Za-z]*(?:[_-][A-Za-z]+)*)*|[A-Z]{3}\d[A-Z]{3}|W-SU|GB-Eire|NZ-CHAT)$/;

const MICROS_PER_SECOND = 1_000_000n;
const MAX_OFFSET_HOURS = 14;

/**
 * Normalizes a time zone id as Trino does: `UTC`, an offset `+02:00`, or a region, which keeps the name it was given.
 *
 * @throws Error INVALID_FUNCTION_ARGUMENT for an unknown zone, NOT_SUPPORTED for an offset of more than 14 hours
 * @see https://github.com/trinodb/trino/blob/476/core/trino-spi/src/main/java/io/trino/spi/type/TimeZoneKey.java
 */
export function normalizeZoneId(name: string): string {
  if (UTC.test(name)) return "UTC";
  const etc = ETC_OFFSET.exec(name);
  if (etc?.[2] !== undefined) return offsetId(etc[1] === "+" ? "-" : "+", etc[2], "00", name);
  const match = OFFSET.exec(name);
  if (match !== null) {
    const [, sign = match[4], hours = match[5] ?? match[7], minutes = match[6]] = match;
    return offsetId(sign ?? "+", hours ?? "0", minutes ?? "00", name);
  }
  const abbreviation = /^[A-Z]{3}$/.test(name);
  if (abbreviation ? !ABBREVIATIONS.includes(name) : !REGION.test(name)) throw invalidZone(name);
  if (NEWER.has(name)) throw invalidZone(name);
  const canonical = formatOf(name).resolvedOptions().timeZone;
  const otherCase = canonical !== name && canonical.toLowerCase() === name.toLowerCase();
  // The database writes these areas in capitals only: US/Eastern, GB.
  const shouted = /[A-Z]{4}/.test(name) && !/^NZ-CHAT$/.test(name);
  if (otherCase || shouted) throw invalidZone(name);
  return name;
}

/** Names that JavaScript still gives to zones that the time zone database renamed, and the names that Joda has. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

/**
 * A zone's name as Joda's formatter writes it: that of the time zone database, `Europe/London` for `GB`.
 *
 * @throws Error NOT_SUPPORTED for an alias: which name Joda has depends on the database's release
 */
export function jodaZoneId(name: string): string {
  if (name === "UTC" || /^[+-]/.test(name)) return name;
  const canonical = formatOf(name).resolvedOptions().timeZone;
  if ((RENAMED.get(canonical) ?? canonical) !== name) {
    throw new Error(
      `NOT_SUPPORTED: ${unsupportedReason(`'ZZZ' of ${name}, a former or other name of a time zone,`)}`,
    );
  }
  return name;
}

function offsetId(sign: string, hours: string, minutes: string, name: string): string {
  const inRange =
    Number(hours) < MAX_OFFSET_HOURS || (Number(hours) === MAX_OFFSET_HOURS && minutes === "00");
  if (!inRange || Number(minutes) > 59) {
    throw new Error(`NOT_SUPPORTED: The time zone offset '${name}' is beyond 14 hours`);
  }
  const zone = `${sign}${hours.padStart(2, "0")}:${minutes}`;
  return /^[+-]00:00$/.test(zone) ? "UTC" : zone;
}
/** UTC offset of a time zone at an instant, in seconds. @throws Error NOT_SUPPORTED where Trino has another one */
export function offsetSeconds(micros: bigint, zone: string): number {
  if (zone === "UTC") return 0;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed !== null) {
    return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 3600 + Number(fixed[3]) * 60);
  }
  const seconds = Math.floor(Number(micros / 1000n) / 1000);
  checkZoneHistory(zone, seconds * 1000);
  const parts = formatOf(zone).formatToParts(seconds * 1000);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const local = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of the 20th century.
  local.setUTCFullYear(part("year"), part("month") - 1, part("day"));
  local.setUTCHours(part("hour"), part("minute"), part("second"));
  return local.getTime() / 1000 - seconds;
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

/**
 * Converts local microseconds to an instant as Joda does for a time that was derived from another instant: the offset
 * that was valid then is kept where it is valid at the result too, which decides between two instants of one local time.
 */
export function instantKeepingOffset(clock: bigint, zone: string, original: bigint): bigint {
  const offset = offsetSeconds(original, zone);
  const kept = clock - BigInt(offset) * MICROS_PER_SECOND;
  return offsetSeconds(kept, zone) === offset ? kept : instantAt(clock, zone);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const clock = timeZoneFormat(zone);
  if (clock === undefined) throw invalidZone(zone);
  return clock;
}

function invalidZone(name: string): Error {
  return new Error(`INVALID_FUNCTION_ARGUMENT: '${name}' is not a valid time zone`);
}
