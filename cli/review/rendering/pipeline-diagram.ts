import { printable } from "../../../errors/printable";
import { escapeXml } from "../../../formats/escape-xml";
import { MAX_TITLE_LENGTH, truncated } from "./plan-text";
import type { PlanReview } from "../plan-review";
import { pipelineParts } from "../changes/pipeline-part";
import type { PipelinePart } from "../changes/pipeline-part";
import type { ChangeKind } from "../changes/change-kind";

interface Box {
  readonly part: PipelinePart;
  readonly column: number;
  readonly row: number;
  readonly title: string;
  readonly about: string;
}

/** Position of each part: data flows from left to right, monitoring is below. */
const boxes: readonly Box[] = [
  { part: "streaming", column: 0, row: 0, title: "Streaming", about: "publisher, Kinesis" },
  { part: "delivery", column: 1, row: 0, title: "Delivery", about: "Firehose" },
  { part: "data storage", column: 2, row: 0, title: "Data storage", about: "S3: Parquet, raw" },
  { part: "catalog", column: 3, row: 0, title: "Catalog", about: "Glue" },
  { part: "query", column: 4, row: 0, title: "Query", about: "Athena" },
  { part: "monitoring", column: 1, row: 1, title: "Monitoring", about: "alarms, logs" },
  { part: "crawler", column: 3, row: 1, title: "Crawler", about: "Glue" },
  { part: "shared", column: 4, row: 1, title: "Shared", about: "everything else" },
];

const arrows: readonly (readonly [PipelinePart, PipelinePart])[] = [
  ["streaming", "delivery"],
  ["delivery", "data storage"],
  ["data storage", "catalog"],
  ["catalog", "query"],
  ["crawler", "catalog"],
  ["delivery", "monitoring"],
];

const SIZE = { width: 192, height: 84, gapX: 36, gapY: 44, margin: 20, top: 52 };
const bySeverity: readonly ChangeKind[] = [
  "unknown",
  "delete",
  "replace",
  "forget",
  "update",
  "create",
  "import",
  "move",
];
const labels: Readonly<Record<ChangeKind, string>> = {
  unknown: "unknown",
  create: "new",
  update: "changed",
  replace: "replaced",
  delete: "destroyed",
  forget: "removed from state",
  import: "imported",
  move: "moved",
};

/** The pipeline as an SVG: each part is marked with its changes. Readable in light and dark mode. */
export function renderDiagram(review: PlanReview, title: string): string {
  const width = SIZE.margin * 2 + 5 * SIZE.width + 4 * SIZE.gapX;
  const height = SIZE.top + 2 * SIZE.height + SIZE.gapY + SIZE.margin;
  const headline = escapeXml(
    `${truncated(printable(title), MAX_TITLE_LENGTH)}: ${review.verdict.level}`,
  );
  const described = pipelineParts
    .map((part) => `${part}: ${countText(review, part) || "unchanged"}`)
    .join("; ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${headline}</title>
<desc id="desc">${escapeXml(described)}</desc>
<style>
text { font: 14px system-ui, sans-serif; fill: #1f2328; }
.head { font-weight: 600; font-size: 16px; }
.name { font-weight: 600; }
.about { font-size: 12px; fill: #59636e; }
.box { fill: #f6f8fa; stroke: #818b98; stroke-width: 1; }
.create, .import { stroke: #1a7f37; stroke-width: 2; }
.update, .move { stroke: #9a6700; stroke-width: 2; }
.replace, .delete, .forget, .unknown { stroke: #d1242f; stroke-width: 3; }
.arrow { stroke: #818b98; stroke-width: 1.5; fill: none; marker-end: url(#tip); }
.tip { fill: #818b98; }
.canvas { fill: #ffffff; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.about { fill: #9198a1; }
.box { fill: #151b23; }
.canvas { fill: #0d1117; }
.create, .import { stroke: #3fb950; }
.update, .move { stroke: #d29922; }
.replace, .delete, .forget, .unknown { stroke: #f85149; }
}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
<rect class="canvas" width="${width}" height="${height}" rx="8"/>
<text class="head" x="${SIZE.margin}" y="32">${headline}</text>
${arrows.map(([from, to]) => renderArrow(from, to)).join("\n")}
${boxes.map((box) => renderBox(review, box)).join("\n")}
</svg>
`;
}

function renderBox(review: PlanReview, box: Box): string {
  const { x, y } = place(box);
  const mostSevere = bySeverity.find((kind) => countsOf(review, box.part)[kind] !== undefined);
  const changes = countText(review, box.part);
  return `<g><rect class="${mostSevere === undefined ? "box" : `box ${mostSevere}`}" x="${x}" y="${y}" width="${SIZE.width}" height="${SIZE.height}" rx="6"/>
<text class="name" x="${x + 12}" y="${y + 24}">${escapeXml(box.title)}</text>
<text class="about" x="${x + 12}" y="${y + 43}">${escapeXml(box.about)}</text>
<text x="${x + 12}" y="${y + 67}">${escapeXml(changes === "" ? "–" : changes)}</text></g>`;
}

function renderArrow(from: PipelinePart, to: PipelinePart): string {
  const [a, b] = [from, to].map((part) => boxes.find((box) => box.part === part));
  if (a === undefined || b === undefined) return "";
  const [start, end] = [place(a), place(b)];
  const middle = SIZE.height / 2;
  const path =
    a.row === b.row
      ? `M${start.x + SIZE.width} ${start.y + middle}H${end.x - 4}`
      : a.row < b.row
        ? `M${start.x + SIZE.width / 2} ${start.y + SIZE.height}V${end.y - 4}`
        : `M${start.x + SIZE.width / 2} ${start.y}V${end.y + SIZE.height + 4}`;
  return `<path class="arrow" d="${path}"/>`;
}

function place({ column, row }: Box): { x: number; y: number } {
  return {
    x: SIZE.margin + column * (SIZE.width + SIZE.gapX),
    y: SIZE.top + row * (SIZE.height + SIZE.gapY),
  };
}

function countsOf({ parts }: PlanReview, part: PipelinePart) {
  return parts.find((each) => each.part === part)?.counts ?? {};
}

function countText(review: PlanReview, part: PipelinePart): string {
  const counts = countsOf(review, part);
  const shown = bySeverity.filter((kind) => counts[kind] !== undefined);
  const texts = shown.map((kind) => `${counts[kind] ?? 0} ${labels[kind]}`);
  return texts.length > 2 ? `${texts.slice(0, 2).join(", ")}, …` : texts.join(", ");
}
