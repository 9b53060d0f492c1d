/** Names of the zone that Trino calls UTC. */
const UTC = /^(?:z|utc|ut|gmt|gmt0|zulu|etc\/(?:utc|gmt|uct|zulu)|[+-]0?0:?00)$/i;

const KNOWN = new Map<string, string>();

/**
 * A zone's name as Trino writes it: `UTC`, an offset `+02:00`, or a region.
 *
 * @throws Error with Athena's code for what is no zone
 */
export function zoneId(name: string): string {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const zone = resolve(name);
  KNOWN.set(name, zone);
  return zone;
}

function resolve(name: string): string {
  if (UTC.test(name)) return "UTC";
  const offset = /^([+-])(\d{1,2}):?(\d{2})$/.exec(name);
  if (offset?.[2] !== undefined && Number(offset[2]) <= 14) {
    return `${offset[1]}${offset[2].padStart(2, "0")}:${offset[3]}`;
  }
  try {
    if (!/^[+-]/.test(name)) {
      return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    }
  } catch {
    // Falls through: the fault below is Athena's.
  }
  throw new Error(`INVALID_FUNCTION_ARGUMENT: '${name}' is not a valid time zone`);
}
