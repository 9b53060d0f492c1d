import { codeBlock } from "../../terminal/markdown";
import type { PlanReview } from "../plan-review";
import type { PolicyChange } from "../policies/policy-changes";
import { statementText } from "../policies/policy-statement";
import type { PolicyStatement } from "../policies/policy-statement";
import { collapsed, limitedList } from "./limited-lists";
import { planCode, truncated } from "./plan-text";

/** Characters that are shown of one statement. */
const MAX_STATEMENT_LENGTH = 1_500;

/** Statements that are added and removed, of policies that allow more first; those of new resources are collapsed. */
export function policySection({ policies }: PlanReview, rows: number): string[] {
  if (policies.length === 0) return [];
  const added = policies.filter(({ isNew }) => isNew);
  const changed = policies
    .filter(({ isNew }) => !isNew)
    .sort((a, b) => Number(b.widens) - Number(a.widens));
  const show = (each: PolicyChange) => policyDiff(each, rows);
  return [
    "### Permissions",
    ...limitedList(changed, rows, show, ""),
    ...(added.length === 0
      ? []
      : [collapsed("Of new resources", limitedList(added, rows, show, "").join("\n\n"))]),
  ];
}

function policyDiff(policy: PolicyChange, rows: number): string {
  const { address, argument, added, removed, widens, unknown, hidden } = policy;
  const shown = {
    added: added.map((each) => `+ ${statementLine(each)}`),
    removed: removed.map((each) => `- ${statementLine(each)}`),
  };
  // As a diff, unless some are left out: then what is new.
  const isWhole = added.length + removed.length <= rows;
  const statements = isWhole
    ? [...shown.removed, ...shown.added]
    : [...shown.added, ...shown.removed];
  const notes = [
    ...(widens ? ["allows more than before"] : []),
    ...(unknown ? ["parts are known only after apply"] : []),
    ...(hidden ? ["marked as sensitive, so its statements are not shown"] : []),
  ];
  const note = notes.length === 0 ? "" : `: ${notes.join("; ")}`;
  const lines = limitedList(statements, rows, (line) => line, "# ");
  const name = `${planCode(`${address}.${argument}`)}${note}`;
  return lines.length === 0 ? name : `${name}\n\n${codeBlock("diff", lines)}`;
}

function statementLine(statement: PolicyStatement): string {
  return truncated(statementText(statement).replace(/\s+/g, " "), MAX_STATEMENT_LENGTH);
}
