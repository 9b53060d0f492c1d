import { dollars } from "../../cost/cost-line";
import { markdownTable } from "../../terminal/markdown";
import type { PlanReview } from "../plan-review";
import { counts } from "../rules/review-rule";
import type { Finding } from "../rules/review-rule";
import { collapsed, limitedList, limitedTable } from "./limited-lists";
import { planCode, planSentence } from "./plan-text";
import { countOf } from "../../terminal/count-of";

/** How schemas change, breaking changes first, by the rules of schema evolution. */
export function schemaSection({ tables }: PlanReview, rows: number): string[] {
  if (tables.length === 0) return [];
  return [
    "### Schema",
    limitedTable(
      ["table", "change", "schema check", "effect on existing data"],
      [...tables].sort((a, b) => Number(a.compatible) - Number(b.compatible)),
      rows,
      ({ table: name, change, compatible, effect }) => [
        planCode(name),
        planCode(change),
        compatible ? "passes" : "**breaking**",
        planSentence(effect),
      ],
    ),
  ];
}

/** What rules found; what does not count is collapsed, with the reason. */
export function findingSection({ findings }: PlanReview, rows: number): string[] {
  if (findings.length === 0) return [];
  const list = (some: readonly Finding[]) => limitedList(some, rows, findingText, "- ").join("\n");
  const group = (title: string, belongs: (finding: Finding) => boolean) => {
    const some = findings.filter(belongs);
    return some.length === 0 ? [] : [collapsed(`${some.length} ${title}`, list(some))];
  };
  const counted = findings.filter(counts);
  return [
    "### Findings",
    ...(counted.length === 0 ? ["No new ones that count."] : [list(counted)]),
    ...group("accepted by the team", ({ isNew, waiver }) => isNew && waiver !== undefined),
    ...group(
      "noted, by the team's severities",
      ({ isNew, waiver, level }) => isNew && waiver === undefined && level === "note",
    ),
    ...group("that were there before", ({ isNew }) => !isNew),
  ];
}

function findingText({ address, level, message, rule, waiver }: Finding): string {
  const mark = level === "destroys data" ? "**destroys data**: " : "";
  const accepted =
    waiver === undefined
      ? ""
      : `; accepted until ${waiver.expires} by ${planSentence(waiver.owner)}: ${planSentence(waiver.reason)}`;
  return `- ${mark}${planCode(address)} ${planSentence(message)} (${planCode(rule)})${accepted}`;
}

/** How the monthly cost changes. */
export function costSection({ cost, usage, resources }: PlanReview): string[] {
  if (cost === undefined || resources.length === 0) return [];
  const { beforeCents, afterCents, region, pricesAsOf, unpriced } = cost;
  const change = afterCents - beforeCents;
  const sign = change > 0 ? "+" : change < 0 ? "-" : "±";
  const omitted = countOf(unpriced.length, "resource");
  return [
    "### Cost",
    markdownTable(
      ["before", "after", "change"],
      [[dollars(beforeCents), dollars(afterCents), `${sign}${dollars(Math.abs(change))}`]],
      ["right", "right", "right"],
    ),
    `Per month in ${region}, at list prices of ${pricesAsOf}, for ${usage.eventsPerSecond} events/s of ${usage.eventBytes} bytes and ${usage.queriesPerDay} queries a day.${unpriced.length === 0 ? "" : ` Not priced: ${omitted}; \`lake cost\` names them.`}`,
  ];
}
