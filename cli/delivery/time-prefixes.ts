import type { ArrivalKey } from "../../model/dataset/partition-keys";

const HOUR_MS = 3_600_000;

/** Prefixes of this hour and the previous one, for example `year=2026/month=11/day=25/`: one or two, older first. */
export function recentTimePrefixes(keys: readonly ArrivalKey[], now = new Date()): string[] {
  return timePrefixes(keys, new Date(now.getTime() - HOUR_MS), now);
}

/** Prefixes of all hours from one time to another, both included, oldest first. */
export function timePrefixes(keys: readonly ArrivalKey[], from: Date, to: Date): string[] {
  const first = Math.floor(from.getTime() / HOUR_MS);
  const hours = Math.floor(to.getTime() / HOUR_MS) - first + 1;
  const starts = Array.from({ length: hours }, (_, index) => new Date((first + index) * HOUR_MS));
  return [...new Set(starts.map((start) => timePrefix(keys, start)))];
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
