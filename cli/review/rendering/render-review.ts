import type { PlanReview } from "../plan-review";
import type { VerdictLevel } from "../verdict";
import { costSection, findingSection, schemaSection } from "./assessment-sections";
import { incompleteSection } from "./incomplete-section";
import { printable } from "../../../errors/printable";
import { fitComment } from "./fit-comment";
import { limitedList } from "./limited-lists";
import { MAX_TITLE_LENGTH, planSentence, truncated } from "./plan-text";
import { policySection } from "./policy-section";
import { changeSection, countSection, destroyedSection, driftSection } from "./resource-sections";
import { countOf } from "../../terminal/count-of";

const badges: Readonly<Record<VerdictLevel, string>> = {
  "nothing to do": "⚪ **Nothing to do**",
  safe: "🟢 **Safe**",
  "look closely": "🟡 **Look closely**",
  "destroys data": "🔴 **Destroys data**",
};

/**
 * The review in GitHub Markdown, short enough for a comment: lists are shortened and say how many items they leave out, the
 * worst come first. Text of the plan is shown as text: it makes no element, link or mention.
 *
 * @param title for example the name of the environment
 * @param environmentName of this project, for commands. @default - a plan of unknown origin
 */
export function renderReview(review: PlanReview, title: string, environmentName?: string): string {
  return fitComment([
    { weight: 4, render: (rows) => head(review, title, rows) },
    { weight: 4, render: (rows) => incompleteSection(review, environmentName, rows) },
    { weight: 4, render: () => countSection(review) },
    { weight: 4, render: (rows) => destroyedSection(review, rows) },
    { weight: 2, render: (rows) => policySection(review, rows) },
    { weight: 2, render: (rows) => schemaSection(review, rows) },
    { weight: 3, render: (rows) => findingSection(review, rows) },
    { weight: 4, render: () => costSection(review) },
    { weight: 1, render: (rows) => changeSection(review, rows) },
    { weight: 1, render: (rows) => driftSection(review, rows) },
  ]);
}

function head({ verdict, resources }: PlanReview, title: string, rows: number): string[] {
  const changes = countOf(resources.length, "resource");
  const summary =
    verdict.level === "nothing to do"
      ? "the configuration matches what is deployed."
      : `${changes} in this plan.`;
  return [
    `## ${truncated(printable(title), MAX_TITLE_LENGTH)}`,
    `${badges[verdict.level]}: ${summary}`,
    ...(verdict.reasons.length === 0
      ? []
      : [
          limitedList(verdict.reasons, rows, (reason) => `- ${planSentence(reason)}`, "- ").join(
            "\n",
          ),
        ]),
  ];
}
