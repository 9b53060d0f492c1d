/**
 * The length of the bar of each value, in percent of the longest finite one. An infinite value has a full bar, and one that is
 * no number has none.
 */
export function barLengths(values: readonly number[]): number[] {
  const sizes = values.map(Math.abs);
  const most = Math.max(...sizes.filter(Number.isFinite), Number.MIN_VALUE);
  return sizes.map((size) => (Number.isNaN(size) ? 0 : Math.min(size / most, 1) * 100));
}
