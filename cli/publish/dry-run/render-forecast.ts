import type { Columns } from "../../../model/dataset/column-type";
import { ColumnLabels } from "../column-label";
import { renderTable } from "../../terminal/layout/render-table";
import { visibleName } from "../../terminal/visible-name";
import type { RecordForecast } from "./dry-run";

/** Rows of the table of problems, each of which stands for all like it; `--json` has every one. */
const SHOWN_PROBLEMS = 100;

/** Number of records by outcome. */
export interface ForecastSummary {
  readonly records: number;
  readonly converted: number;
  readonly failed: number;
  readonly rejected: number;
  /** Records with something that would be dropped or changed without an error. */
  readonly changed: number;
  /** Records that violate the contract. */
  readonly violating: number;
}

/** Whether a record does not arrive as it was written, or violates its contract. */
export function hasProblem({ outcome, changes, violations }: RecordForecast): boolean {
  return outcome !== "converted" || changes.length + violations.length > 0;
}

/** Counts forecasts. */
export function summarize(forecasts: readonly RecordForecast[]): ForecastSummary {
  const count = (matches: (forecast: RecordForecast) => boolean) =>
    forecasts.filter(matches).length;
  return {
    records: forecasts.length,
    converted: count(({ outcome }) => outcome === "converted"),
    failed: count(({ outcome }) => outcome === "failed"),
    rejected: count(({ outcome }) => outcome === "rejected"),
    changed: count(({ changes }) => changes.length > 0),
    violating: count(({ violations }) => violations.length > 0),
  };
}

/** The counts, and a line for each kind of problem, with the first record that has it. */
export function renderForecast(
  summary: ForecastSummary,
  forecasts: readonly RecordForecast[],
  columns: Columns,
): string {
  const rows = problemRows(forecasts, columns);
  const shown = rows.slice(0, SHOWN_PROBLEMS);
  return [
    ...(rows.length === 0
      ? []
      : [renderTable(["record", "what", "where", "value", "effect"], shown)]),
    ...(rows.length > shown.length ? [`… ${rows.length - shown.length} more; --json has all`] : []),
    renderTable(
      ["records", "converted", "failed", "rejected", "changed silently", "violate the contract"],
      [Object.values(summary) as number[]], // Every field is a count, in the order of the head.
    ),
  ].join("\n");
}

/** The record, what happens to it, where, the value and the effect: a row for each kind of problem. */
export function problemRows(forecasts: readonly RecordForecast[], columns: Columns): string[][] {
  const labels = new ColumnLabels(columns);
  return grouped(forecasts.flatMap((each) => problemsOf(each, labels)));
}

/** Rows that differ only in record, value, positions and quoted values are one, with the number of the others. */
function grouped(rows: readonly string[][]): string[][] {
  const groups = new Map<string, { readonly first: readonly string[]; count: number }>();
  for (const row of rows) {
    const [, what = "", at = "", , effect = ""] = row;
    const key = JSON.stringify([
      what,
      at.replace(/\[\d+\]/g, "[]"),
      effect.replace(/"[^"]*"|\d+/g, "…"),
    ]);
    const group = groups.get(key) ?? { first: row, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first: [record = "", ...rest], count }) => [
    count === 1 ? record : `${record} and ${count - 1} more`,
    ...rest,
  ]);
}

function problemsOf(
  { where, outcome, error, changes, violations }: RecordForecast,
  labels: ColumnLabels,
): string[][] {
  const at = (path: string) => visibleName(labels.ofPath(path));
  const reported = new Set(changes.map(({ path }) => path));
  return [
    ...(error === undefined
      ? []
      : [[where, outcome, "", shortCode(error.code), labels.inReason(shortReason(error.reason))]]),
    ...changes.map(({ path, value, effect }) => [where, "changed", at(path), value, effect]),
    ...violations
      .filter(({ path }) => !reported.has(path))
      .map(({ path, value, rule }) => [where, "contract", at(path), value, `expected ${rule}`]),
  ];
}

/** Without the prefix of every code of a failed conversion. */
function shortCode(code: string): string {
  return code.replace(/^DataFormatConversion\./, "");
}

/** Without the sentence that repeats the code. */
function shortReason(reason: string): string {
  return reason.replace(/^(?:Encountered malformed JSON|Data does not match the schema)\. /, "");
}
