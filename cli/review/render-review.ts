import { dollars } from "../cost/cost-line";
import { code, markdownTable } from "../terminal/markdown";
import type { PlanReview } from "./plan-review";
import type { PolicyChange } from "./policy-changes";
import { statementText } from "./policy-statement";
import { isDestroyed } from "./resource-review";
import type { ReviewedResource } from "./resource-review";
import type { VerdictLevel } from "./verdict";

/** GitHub's limit for a comment, in characters. */
export const COMMENT_LIMIT = 65_536;
/** Room for what a workflow puts around the report. */
const ROOM = 1_024;
/** Rows of a list, most first; the first that makes the report fit is taken. */
const ROWS = [200, 50, 20, 5, 1];
const LONGEST_STATEMENT = 1_500;

const signs: Readonly<Record<VerdictLevel, string>> = {
  "nothing to do": "⚪ **Nothing to do**",
  safe: "🟢 **Safe**",
  "look closely": "🟡 **Look closely**",
  "destroys data": "🔴 **Destroys data**",
};

/**
 * The review in GitHub's Markdown, short enough for a comment: the verdict is always whole, lists are cut, with how
 * many are left out.
 *
 * @param title for example the name of the environment
 */
export function renderReview(review: PlanReview, title: string): string {
  const fits = (text: string) => text.length <= COMMENT_LIMIT - ROOM;
  const texts = ROWS.map((rows) => () => render(review, title, rows));
  for (const text of texts) {
    const rendered = text();
    if (fits(rendered)) return rendered;
  }
  // Even one row of each list is too long: names alone can do that.
  return `${head(review, title, 5)
    .join("\n\n")
    .slice(0, COMMENT_LIMIT - ROOM)}\n`;
}

function render(review: PlanReview, title: string, rows: number): string {
  return `${[
    ...head(review, title, rows),
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
  const changes = resources.length === 1 ? "1 resource" : `${resources.length} resources`;
  const why =
    verdict.level === "nothing to do"
      ? "what is written is what is there."
      : `${changes} in this plan.`;
  return [
    `## ${title}`,
    `${signs[verdict.level]}: ${why}`,
    ...(verdict.reasons.length === 0
      ? []
      : [cut(verdict.reasons, rows, (reason) => `- ${reason}`, "- ").join("\n")]),
  ];
}

function countSection({ parts }: PlanReview): string[] {
  if (parts.length === 0) return [];
  const kinds = ["create", "update", "replace", "delete", "forget", "import", "move"] as const;
  const used = kinds.filter((kind) => parts.some(({ counts }) => counts[kind] !== undefined));
  return [
    markdownTable(
      ["part of the pipeline", ...used],
      parts.map(({ part, counts }) => [part, ...used.map((kind) => String(counts[kind] ?? ""))]),
      ["left", ...used.map(() => "right" as const)],
    ),
  ];
}

function destroyedSection({ resources }: PlanReview, rows: number): string[] {
  const destroyed = resources.filter(isDestroyed);
  if (destroyed.length === 0) return [];
  return [
    "### Destroyed or replaced",
    table(
      ["resource", "what happens", "what is lost"],
      destroyed.map((each) => [
        code(each.address),
        fate(each),
        each.loss?.what ?? "nothing that can't be made again",
      ]),
      rows,
    ),
  ];
}

function fate({ kind, forcedBy }: ReviewedResource): string {
  if (kind === "delete") return "destroyed";
  return forcedBy.length === 0
    ? "replaced"
    : `replaced, since ${forcedBy.map(code).join(", ")} can't be changed in place`;
}

function policySection({ policies }: PlanReview, rows: number): string[] {
  if (policies.length === 0) return [];
  const fresh = policies.filter(({ isNew }) => isNew);
  const changed = policies.filter(({ isNew }) => !isNew);
  return [
    "### Permissions",
    ...cut(changed, rows, policyDiff, ""),
    ...(fresh.length === 0
      ? []
      : [details("Of new resources", cut(fresh, rows, policyDiff, "").join("\n\n"))]),
  ];
}

function policyDiff({ address, argument, added, removed, widens, unknown }: PolicyChange): string {
  const lines = [
    ...removed.map((each) => `- ${short(statementText(each))}`),
    ...added.map((each) => `+ ${short(statementText(each))}`),
  ];
  const notes = [
    ...(widens ? ["allows more than before"] : []),
    ...(unknown ? ["parts are known only after apply"] : []),
  ];
  const note = notes.length === 0 ? "" : `: ${notes.join("; ")}`;
  const text = lines.map((line) => line.replaceAll("```", "'''")).join("\n");
  return `${code(`${address}.${argument}`)}${note}\n\n\`\`\`diff\n${text}\n\`\`\``;
}

function short(statement: string): string {
  const text = statement.replace(/\s+/g, " ");
  return text.length > LONGEST_STATEMENT ? `${text.slice(0, LONGEST_STATEMENT)}…` : text;
}

function schemaSection({ tables }: PlanReview, rows: number): string[] {
  if (tables.length === 0) return [];
  return [
    "### Schema",
    table(
      ["table", "change", "gate", "what becomes of what is there"],
      tables.map(({ table: name, change, compatible, effect }) => [
        code(name),
        code(change),
        compatible ? "passes" : "**breaking**",
        effect,
      ]),
      rows,
    ),
  ];
}

function findingSection({ findings }: PlanReview, rows: number): string[] {
  const fresh = findings.filter(({ isNew }) => isNew);
  const old = findings.filter(({ isNew }) => !isNew);
  if (findings.length === 0) return [];
  const list = (some: typeof findings) =>
    cut(some, rows, ({ address, what }) => `- ${code(address)} ${what}`, "- ").join("\n");
  return [
    "### Findings",
    ...(fresh.length === 0 ? ["No new ones."] : [list(fresh)]),
    ...(old.length === 0 ? [] : [details(`${old.length} that were there before`, list(old))]),
  ];
}

function costSection({ cost, usage, resources }: PlanReview): string[] {
  if (cost === undefined || resources.length === 0) return [];
  const { beforeCents, afterCents, region, pricesAsOf, unpriced } = cost;
  const change = afterCents - beforeCents;
  const sign = change > 0 ? "+" : change < 0 ? "-" : "±";
  return [
    "### Cost",
    markdownTable(
      ["before", "after", "change"],
      [[dollars(beforeCents), dollars(afterCents), `${sign}${dollars(Math.abs(change))}`]],
      ["right", "right", "right"],
    ),
    `A month in ${region}, by list prices of ${pricesAsOf}, for ${usage.eventsPerSecond} events/s of ${usage.eventBytes} bytes and ${usage.queriesPerDay} queries a day.${unpriced.length === 0 ? "" : ` Not counted: ${unpriced.length === 1 ? "1 resource" : `${unpriced.length} resources`}; \`lake cost\` names them.`}`,
  ];
}

function changeSection({ resources }: PlanReview, rows: number): string[] {
  if (resources.length === 0) return [];
  const lines = cut(resources, rows, changeText, "- ");
  return [details("Every change", lines.join("\n"))];
}

function changeText({
  address,
  kind,
  attributes,
  previousAddress,
  imported,
}: ReviewedResource): string {
  const from = previousAddress === undefined ? "" : `, moved from ${code(previousAddress)}`;
  const taken = imported && kind !== "import" ? ", imported" : "";
  const shown = attributes
    .slice(0, 10)
    .map(({ path, before, after }) => `\n  - ${code(path)}: ${code(before)} → ${code(after)}`);
  const rest = attributes.length > 10 ? `\n  - and ${attributes.length - 10} more` : "";
  return `- ${kind} ${code(address)}${from}${taken}${shown.join("")}${rest}`;
}

function driftSection({ drifted }: PlanReview, rows: number): string[] {
  if (drifted.length === 0) return [];
  return [
    "### Changed outside of Terraform",
    cut(drifted, rows, (address) => `- ${code(address)}`, "- ").join("\n"),
  ];
}

function table(head: readonly string[], all: readonly (readonly string[])[], rows: number): string {
  const shown = markdownTable(head, all.slice(0, rows));
  return all.length > rows ? `${shown}\n\nand ${all.length - rows} more` : shown;
}

function cut<Item>(
  items: readonly Item[],
  rows: number,
  show: (item: Item) => string,
  prefix: string,
): string[] {
  const shown = items.slice(0, rows).map(show);
  return items.length > rows ? [...shown, `${prefix}and ${items.length - rows} more`] : shown;
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
