import type { ArrivalKey } from "../../model/dataset/partition-keys";

const HOUR_MS = 3_600_000;

/** Prefixes of this hour and the previous one, for example `year=2026/month=11/day=25/`: one or two, older first. */
export function recentTimePrefixes(keys: readonly ArrivalKey[], now = new Date()): string[] {
  const hours = [new Date(now.getTime() - HOUR_MS), now];
  return [...new Set(hours.map((hour) => timePrefix(keys, hour)))];
}

function timePrefix(keys: readonly ArrivalKey[], time: Date): string {
  const [yyyy = "", MM = "", dd = "", HH = ""] = time.toISOString().split(/[-T:]/);
  const fields: Readonly<Record<string, string>> = { yyyy, MM, dd, HH };
  return keys
    .map(
      ({ name, pattern }) =>
        `${name}=${pattern.replace(/[A-Za-z]+/g, (letters) => fields[letters] ?? letters)}/`,
    )
    .join("");
}
