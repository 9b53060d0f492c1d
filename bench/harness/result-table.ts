import { limitText } from "./benchmark-result";
import type { BenchmarkResult } from "./benchmark-result";

/** The header of the table whose rows {@link resultRow} returns. */
export const RESULT_COLUMNS = [
  "benchmark",
  "measured",
  "baseline",
  "baseline measured",
  "ratio",
  "limit",
];

/** The cells of a result; null where it has no baseline. */
export function resultRow(result: BenchmarkResult): (string | null)[] {
  const { name, measured, unit, baseline, ratio, limit, meetsLimit } = result;
  return [
    name,
    `${rounded(measured)} ${unit}`,
    baseline?.name ?? null,
    baseline === undefined ? null : `${rounded(baseline.measured)} ${unit}`,
    baseline === undefined ? null : ratio.toFixed(2),
    `${limitText(limit)}${limit === undefined ? "" : meetsLimit ? ": met" : ": MISSED"}`,
  ];
}

function rounded(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value >= 100 ? 0 : 2 });
}
