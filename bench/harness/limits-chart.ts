import { limitText } from "./benchmark-result";
import type { BenchmarkResult, Limit } from "./benchmark-result";

const WIDTH = 1060;
const ROW = 34;
const LEFT = 600;
const BAR = 300;
const MARGIN = 16;

/** Draws each result that has a limit as a bar: a full bar is at its limit, a shorter one is within it. */
export function renderLimitsChart(results: readonly BenchmarkResult[]): string {
  const bars = results.flatMap(({ name, ratio, limit, meetsLimit }) =>
    limit === undefined ? [] : [{ name, ratio, limit, meetsLimit, used: usedShare(ratio, limit) }],
  );
  const height = 2 * MARGIN + 30 + bars.length * ROW;
  const rows = bars.map(({ name, ratio, limit, meetsLimit, used }, index) => {
    const top = MARGIN + 30 + index * ROW;
    return `<g transform="translate(0 ${top})">
<text x="${LEFT - 12}" y="17" text-anchor="end">${escapeText(name)}</text>
<rect class="track" x="${LEFT}" y="4" width="${BAR}" height="18" rx="3"/>
<rect class="${meetsLimit ? "met" : "missed"}" x="${LEFT}" y="4" width="${(Math.min(used, 1) * BAR).toFixed(1)}" height="18" rx="3"/>
<text x="${LEFT + BAR + 12}" y="17">${round(ratio)}, ${limitText(limit)}</text>
</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<title id="title">Share of its limit that each benchmark uses</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.track { fill: #d0d7de; } .met { fill: #1a7f37; } .missed { fill: #cf222e; } .page { fill: #ffffff; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .track { fill: #30363d; } .met { fill: #3fb950; } .missed { fill: #f85149; } .page { fill: #0d1117; } }
</style>
<rect class="page" width="${WIDTH}" height="${height}"/>
<text x="${MARGIN}" y="${MARGIN + 12}">Share of its limit that each benchmark uses: a full bar is at the limit</text>
${rows.join("\n")}
</svg>
`;
}

/** Share of the limit that is used, 1 at the limit. */
function usedShare(ratio: number, limit: Limit): number {
  return "atMost" in limit ? ratio / limit.atMost : limit.atLeast / ratio;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
