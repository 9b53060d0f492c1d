const clocks = new Map<string, Intl.DateTimeFormat>();

/** Formats instants as the wall clock of a time zone, in numbers; undefined for a zone that does not exist. */
export function zoneClock(zone: string): Intl.DateTimeFormat | undefined {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  try {
    const clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, clock);
    return clock;
  } catch {
    return undefined;
  }
}
