import type { PlanReview } from "../plan-review";
import type { VerdictLevel } from "../verdict";
import { costSection, findingSection, schemaSection } from "./assessment-sections";
import { incompleteSection } from "./incomplete-section";
import { limitedList } from "./limited-lists";
import { policySection } from "./policy-section";
import { changeSection, countSection, destroyedSection, driftSection } from "./resource-sections";
import { countOf } from "../../terminal/count-of";

/** GitHub's limit for a comment, in characters. */
export const COMMENT_LIMIT = 65_536;
/** Characters reserved for what a workflow puts around the report. */
const RESERVED = 1_024;
/** Rows of each list, from most to fewest; the first that makes the report fit is used. */
const ROW_LIMITS = [200, 50, 20, 5, 1];

const badges: Readonly<Record<VerdictLevel, string>> = {
  "nothing to do": "⚪ **Nothing to do**",
  safe: "🟢 **Safe**",
  "look closely": "🟡 **Look closely**",
  "destroys data": "🔴 **Destroys data**",
};

/**
 * The review in GitHub Markdown, short enough for a comment: the verdict is always complete, lists are truncated and say
 * how many items they leave out.
 *
 * @param title for example the name of the environment
 * @param environmentName of this project, for commands. @default - a plan of unknown origin
 */
export function renderReview(review: PlanReview, title: string, environmentName?: string): string {
  for (const rows of ROW_LIMITS) {
    const rendered = render(review, title, rows, environmentName);
    if (rendered.length <= COMMENT_LIMIT - RESERVED) return rendered;
  }
  // One row of each list is still too long, which long names alone can cause.
  return `${head(review, title, 5)
    .join("\n\n")
    .slice(0, COMMENT_LIMIT - RESERVED)}\n`;
}

function render(
  review: PlanReview,
  title: string,
  rows: number,
  environmentName: string | undefined,
): string {
  return `${[
    ...head(review, title, rows),
    ...incompleteSection(review, environmentName, rows),
    ...countSection(review),
    ...destroyedSection(review, rows),
    ...policySection(review, rows),
    ...schemaSection(review, rows),
    ...findingSection(review, rows),
    ...costSection(review),
    ...changeSection(review, rows),
    ...driftSection(review, rows),
  ].join("\n\n")}\n`;
}

function head({ verdict, resources }: PlanReview, title: string, rows: number): string[] {
  const changes = countOf(resources.length, "resource");
  const summary =
    verdict.level === "nothing to do"
      ? "the configuration matches what is deployed."
      : `${changes} in this plan.`;
  return [
    `## ${title}`,
    `${badges[verdict.level]}: ${summary}`,
    ...(verdict.reasons.length === 0
      ? []
      : [limitedList(verdict.reasons, rows, (reason) => `- ${reason}`, "- ").join("\n")]),
  ];
}
