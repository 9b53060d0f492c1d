const MICROS_PER_SECOND = 1_000_000n;

/** An instant of UTC as `2026-11-23 00:00:00.000`, with so many digits behind the point. */
export function timestampText(micros: bigint, precision: number): string {
  let seconds = micros / MICROS_PER_SECOND;
  let rest = micros % MICROS_PER_SECOND;
  if (rest < 0n) {
    rest += MICROS_PER_SECOND;
    seconds -= 1n;
  }
  const clock = new Date(Number(seconds) * 1000).toISOString().replace("T", " ").slice(0, -5);
  if (precision === 0) return clock;
  return `${clock}.${String(rest).padStart(6, "0").slice(0, precision)}`;
}

/** An instant on the clock of its zone, with the zone behind: `2026-11-23 01:00:00.000 Europe/Berlin`. */
export function zonedText(micros: bigint, precision: number, zone: string): string {
  return `${timestampText(micros + BigInt(offsetSeconds(micros, zone)) * MICROS_PER_SECOND, precision)} ${zone}`;
}

function offsetSeconds(micros: bigint, zone: string): number {
  if (zone === "UTC") return 0;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed !== null) {
    return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 3600 + Number(fixed[3]) * 60);
  }
  const instant = new Date(Number(micros / 1000n));
  const parts = formatter(zone).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return Math.round((local - Math.floor(instant.getTime() / 1000) * 1000) / 1000);
}

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  FORMATTERS.set(zone, made);
  return made;
}
