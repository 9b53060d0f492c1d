import { markdownTable } from "../../terminal/markdown";
import { isDestroyed } from "../changes/resource-review";
import type { ReviewedResource } from "../changes/resource-review";
import type { PlanReview } from "../plan-review";
import { collapsed, limitedList, limitedTable } from "./limited-lists";
import { planCode, planSentence } from "./plan-text";

/** Attributes that are shown of one resource. */
const SHOWN_ATTRIBUTES = 10;

/** How many resources of each part of the pipeline change. */
export function countSection({ parts }: PlanReview): string[] {
  if (parts.length === 0) return [];
  const kinds = [
    "create",
    "update",
    "replace",
    "delete",
    "forget",
    "import",
    "move",
    "unknown",
  ] as const;
  const used = kinds.filter((kind) => parts.some(({ counts }) => counts[kind] !== undefined));
  return [
    markdownTable(
      ["part of the pipeline", ...used],
      parts.map(({ part, counts }) => [part, ...used.map((kind) => String(counts[kind] ?? ""))]),
      ["left", ...used.map(() => "right" as const)],
    ),
  ];
}

/** Resources that are destroyed or replaced, and what is lost with them. */
export function destroyedSection({ resources }: PlanReview, rows: number): string[] {
  const destroyed = resources.filter(isDestroyed);
  if (destroyed.length === 0) return [];
  return [
    "### Destroyed or replaced",
    limitedTable(["resource", "what happens", "what is lost"], destroyed, rows, (each) => [
      planCode(each.address),
      whatHappens(each),
      planSentence(each.loss?.what ?? "nothing that can't be created again"),
    ]),
  ];
}

function whatHappens({ kind, forcedBy, incomplete }: ReviewedResource): string {
  if (kind === "delete") return "destroyed";
  if (incomplete) return "replaced, since an earlier apply failed before it had finished it";
  if (forcedBy.length === 0) return "replaced";
  const more = forcedBy.length - SHOWN_ATTRIBUTES;
  const named = forcedBy.slice(0, SHOWN_ATTRIBUTES).map(planCode).join(", ");
  return `replaced, since ${named}${more > 0 ? ` and ${more} more` : ""} can't be changed in place`;
}

/** Every change, collapsed. */
export function changeSection({ resources }: PlanReview, rows: number): string[] {
  if (resources.length === 0) return [];
  const lines = limitedList(resources, rows, changeText, "- ");
  return [collapsed("Every change", lines.join("\n"))];
}

function changeText(resource: ReviewedResource): string {
  const { address, kind, attributes, previousAddress, imported } = resource;
  const moved = previousAddress === undefined ? "" : `, moved from ${planCode(previousAddress)}`;
  const alsoImported = imported && kind !== "import" ? ", imported" : "";
  const shown = attributes
    .slice(0, SHOWN_ATTRIBUTES)
    .map(
      ({ path, before, after }) =>
        `\n  - ${planCode(path)}: ${planCode(before)} → ${planCode(after)}`,
    );
  const rest =
    attributes.length > SHOWN_ATTRIBUTES
      ? `\n  - and ${attributes.length - SHOWN_ATTRIBUTES} more`
      : "";
  return `- ${kind} ${planCode(address)}${moved}${alsoImported}${shown.join("")}${rest}`;
}

/** Resources that something else than Terraform has changed. */
export function driftSection({ drifted }: PlanReview, rows: number): string[] {
  if (drifted.length === 0) return [];
  return [
    "### Changed outside of Terraform",
    limitedList(drifted, rows, (address) => `- ${planCode(address)}`, "- ").join("\n"),
  ];
}
