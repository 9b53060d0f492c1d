import { boundText } from "./benchmark-result";
import type { Figure } from "./benchmark-result";

const WIDTH = 1060;
const ROW = 34;
const LEFT = 600;
const BAR = 300;
const MARGIN = 16;

/** The figures that have a bound, as bars: a full bar is at its bound, a shorter one keeps it. */
export function renderPicture(figures: readonly Figure[], date: string): string {
  const bars = figures.flatMap(({ what, ratio, bound, holds }) =>
    bound === undefined ? [] : [{ what, ratio, bound, holds, used: usedOf(ratio, bound) }],
  );
  const height = 2 * MARGIN + 30 + bars.length * ROW;
  const rows = bars.map(({ what, ratio, bound, holds, used }, index) => {
    const top = MARGIN + 30 + index * ROW;
    return `<g transform="translate(0 ${top})">
<text x="${LEFT - 12}" y="17" text-anchor="end">${escapeText(what)}</text>
<rect class="track" x="${LEFT}" y="4" width="${BAR}" height="18" rx="3"/>
<rect class="${holds ? "holds" : "missed"}" x="${LEFT}" y="4" width="${(Math.min(used, 1) * BAR).toFixed(1)}" height="18" rx="3"/>
<text x="${LEFT + BAR + 12}" y="17">${round(ratio)}, ${boundText(bound)}</text>
</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<title id="title">What each figure uses of its bound, measured on ${date}</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.track { fill: #d0d7de; } .holds { fill: #1a7f37; } .missed { fill: #cf222e; } .page { fill: #ffffff; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .track { fill: #30363d; } .holds { fill: #3fb950; } .missed { fill: #f85149; } .page { fill: #0d1117; } }
</style>
<rect class="page" width="${WIDTH}" height="${height}"/>
<text x="${MARGIN}" y="${MARGIN + 12}">What each figure uses of its bound: a full bar is at the bound</text>
${rows.join("\n")}
</svg>
`;
}

/** Part of the bound that is used, 1 at the bound. */
function usedOf(ratio: number, bound: NonNullable<Figure["bound"]>): number {
  return "atMost" in bound ? ratio / bound.atMost : bound.atLeast / ratio;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
