/** The median of measured values, which a single disturbed run does not change. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The median of several measurements, made one after another. */
export async function medianOf(rounds: number, measure: () => Promise<number>): Promise<number> {
  const measured = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measure());
  return median(measured);
}
