import type { TimeKey } from "../../model/dataset/partition-keys";

const HOUR_MS = 3_600_000;

/** Folders of what came in this hour and the one before, `year=2026/month=11/day=25/`: one or two, the older first. */
export function recentTimePrefixes(keys: readonly TimeKey[], now = new Date()): string[] {
  const hours = [new Date(now.getTime() - HOUR_MS), now];
  return [...new Set(hours.map((hour) => timeFolder(keys, hour)))];
}

function timeFolder(keys: readonly TimeKey[], time: Date): string {
  const [year, month, day, hour] = time.toISOString().split(/[-T:]/);
  const values: Readonly<Record<string, string | undefined>> = { year, month, day, hour };
  return keys.map(({ name }) => `${name}=${values[name]}/`).join("");
}
