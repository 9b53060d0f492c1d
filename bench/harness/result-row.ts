import { boundText } from "./benchmark-result";
import type { Figure } from "./benchmark-result";

/** What stands above the cells of {@link figureRow}. */
export const FIGURE_COLUMNS = ["what", "measured", "against", "peer", "ratio", "verdict"];

/** A figure for people; null where it has no peer. */
export function figureRow(figure: Figure): (string | null)[] {
  const { what, measured, unit, against, peer, ratio, bound, holds } = figure;
  return [
    what,
    `${rounded(measured)} ${unit}`,
    against,
    peer === undefined ? null : `${rounded(peer)} ${unit}`,
    peer === undefined ? null : ratio.toFixed(2),
    `${boundText(bound)}${bound === undefined ? "" : holds ? ": holds" : ": MISSED"}`,
  ];
}

function rounded(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value >= 100 ? 0 : 2 });
}
