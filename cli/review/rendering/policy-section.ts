import { code } from "../../terminal/markdown";
import type { PlanReview } from "../plan-review";
import type { PolicyChange } from "../policies/policy-changes";
import { statementText } from "../policies/policy-statement";
import { collapsed, limitedList } from "./limited-lists";

/** Characters that are shown of one statement. */
const MAX_STATEMENT_LENGTH = 1_500;

/** Statements that are added and removed; those of new resources are collapsed. */
export function policySection({ policies }: PlanReview, rows: number): string[] {
  if (policies.length === 0) return [];
  const added = policies.filter(({ isNew }) => isNew);
  const changed = policies.filter(({ isNew }) => !isNew);
  return [
    "### Permissions",
    ...limitedList(changed, rows, policyDiff, ""),
    ...(added.length === 0
      ? []
      : [collapsed("Of new resources", limitedList(added, rows, policyDiff, "").join("\n\n"))]),
  ];
}

function policyDiff({ address, argument, added, removed, widens, unknown }: PolicyChange): string {
  const lines = [
    ...removed.map((each) => `- ${truncated(statementText(each))}`),
    ...added.map((each) => `+ ${truncated(statementText(each))}`),
  ];
  const notes = [
    ...(widens ? ["allows more than before"] : []),
    ...(unknown ? ["parts are known only after apply"] : []),
  ];
  const note = notes.length === 0 ? "" : `: ${notes.join("; ")}`;
  const text = lines.map((line) => line.replaceAll("```", "'''")).join("\n");
  return `${code(`${address}.${argument}`)}${note}\n\n\`\`\`diff\n${text}\n\`\`\``;
}

function truncated(statement: string): string {
  const text = statement.replace(/\s+/g, " ");
  return text.length > MAX_STATEMENT_LENGTH ? `${text.slice(0, MAX_STATEMENT_LENGTH)}…` : text;
}
