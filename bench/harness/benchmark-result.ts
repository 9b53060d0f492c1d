/** The limit of one result: a number that its ratio must not exceed, or must reach. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number };

/** What a benchmark is compared with, measured in the same run on the same machine. */
export interface Baseline {
  readonly name: string;
  /** In the unit of the result. */
  readonly measured: number;
}

/** One measured value and how it compares with its baseline. */
export interface BenchmarkResult {
  readonly name: string;
  readonly measured: number;
  readonly unit: string;
  /** @default - none: the limit applies to the measured value */
  readonly baseline?: Baseline;
  /** The measured value divided by the baseline's; the measured value itself where there is no baseline. */
  readonly ratio: number;
  /** @default - none: the result is reported only */
  readonly limit?: Limit;
  /** True where there is no limit. */
  readonly meetsLimit: boolean;
}

/** Completes a result with its ratio, and checks its limit. */
export function benchmarkResult(
  measurement: Omit<BenchmarkResult, "ratio" | "meetsLimit">,
): BenchmarkResult {
  const { measured, baseline, limit } = measurement;
  const ratio = baseline === undefined ? measured : measured / baseline.measured;
  return { ...measurement, ratio, meetsLimit: limit === undefined || meets(ratio, limit) };
}

/** A limit in words. */
export function limitText(limit: Limit | undefined): string {
  if (limit === undefined) return "none";
  return "atMost" in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`;
}

function meets(ratio: number, limit: Limit): boolean {
  return "atMost" in limit ? ratio <= limit.atMost : ratio >= limit.atLeast;
}
