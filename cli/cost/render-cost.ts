import { markdownTable } from "../terminal/markdown";
import { renderTable } from "../terminal/layout/render-table";
import { dollars, number } from "./cost-line";
import type { CostLine } from "./cost-line";
import type { Estimate } from "./estimate";
import type { Saving } from "./savings";
import type { Usage } from "./usage";

/** What `lake cost` prints. */
export interface CostReport {
  readonly estimate: Estimate;
  readonly savings: readonly Saving[];
}

type Rows = readonly (readonly string[])[];

/** How an output format renders tables and headings. */
interface TextFormat {
  readonly table: (head: readonly string[], rows: Rows) => string;
  readonly heading: (title: string) => string;
  /** Whether a line's formula has its own column, or is below the charge. */
  readonly wide: boolean;
}

const terminal: TextFormat = {
  table: renderTable,
  heading: (title) => title,
  wide: false,
};

const markdown: TextFormat = {
  table: (head, rows) =>
    markdownTable(
      head,
      rows,
      head.map((name) => (name === MONEY ? "right" : "left")),
    ),
  heading: (title) => `### ${title}`,
  wide: true,
};

const MONEY = "$ a month";

/** The report for a terminal. */
export function renderCost(report: CostReport): string {
  return sections(report, terminal).join("\n\n");
}

/** The report in GitHub's Markdown. */
export function renderCostMarkdown(report: CostReport): string {
  return sections(report, markdown).join("\n\n");
}

function sections({ estimate, savings }: CostReport, look: TextFormat): string[] {
  const { table, heading } = look;
  const { region, pricesAsOf, lines, byService, totalCents, usage } = estimate;
  const unconfirmed = lines.some(({ confirmed }) => !confirmed);
  return [
    heading(`${dollars(totalCents)} a month in ${region}`),
    `${usageText(usage)} List prices of ${pricesAsOf}, in US dollars, without free tiers, discounts, taxes and data transfer.`,
    ...estimate.notes.map((note) => `Note: ${note}`),
    table(
      ["service", MONEY],
      Object.entries(byService).map(([service, cents]) => [service, amount(cents)]),
    ),
    heading("Line by line"),
    lineTable(lines, look),
    ...(unconfirmed
      ? ["* This price is not confirmed by a second source: check it before you rely on it."]
      : []),
    ...savingSections(savings, look),
    ...(estimate.unpriced.length === 0
      ? []
      : [
          heading("Not in the total"),
          table(
            ["resource", "why"],
            estimate.unpriced.map(({ address, reason }) => [address, reason]),
          ),
        ]),
    heading("Free"),
    table(
      ["resources", "why", "types"],
      estimate.free.map(({ count, reason, types }) => [String(count), reason, types.join(", ")]),
    ),
    `Prices: ${[...new Set(lines.map(({ source }) => source))].sort().join(" ")}`,
  ];
}

function savingSections(savings: readonly Saving[], { table, heading }: TextFormat): string[] {
  if (savings.length === 0) return [];
  return [
    heading("Possible savings, each on its own"),
    table(
      ["change", MONEY, "how"],
      savings.map(({ change, cents, how }) => [change, `-${amount(cents)}`, how]),
    ),
  ];
}

function lineTable(lines: readonly CostLine[], { table, wide }: TextFormat): string {
  const rows = lines.map(({ service, resource, what, formula, cents, confirmed }) => {
    const name = resource.split(".").slice(1).join(".");
    const how = `${formula}${confirmed ? "" : " *"}`;
    return wide
      ? [service, name, what, how, amount(cents)]
      : [service, `${name}: ${what}\n${how}`, amount(cents)];
  });
  const head = wide ? ["service", "resource", "for", "how", MONEY] : ["service", "for", MONEY];
  return table(head, rows);
}

function usageText(usage: Usage): string {
  const packed = usage.eventsPerRecord > 1 ? `, ${usage.eventsPerRecord} in each record` : "";
  return `For ${number(usage.eventsPerSecond)} events/s of ${number(usage.eventBytes)} bytes to each stream${packed}, ${number(usage.queriesPerDay)} queries a day of ${number(usage.scanBytesPerQuery / 1024 ** 2)} MB, month ${usage.month}.`;
}

function amount(cents: number): string {
  return dollars(cents).replace("$", "");
}
