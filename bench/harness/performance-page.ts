import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { generatedPart, markdownTable } from "../../cli/terminal/markdown";
import { projectFolder } from "../../local/home/lake-home";
import { renderLimitsChart } from "./limits-chart";
import type { BenchmarkRun } from "./recorded-runs";
import { RESULT_COLUMNS, resultRow } from "./result-table";

/** Writes the table and the chart of the newest run of each benchmark into docs/develop/performance.md. */
export async function writePerformancePage(runs: readonly BenchmarkRun[]): Promise<void> {
  const docs = path.join(projectFolder, "docs", "develop");
  const chart = renderLimitsChart(runs.flatMap(({ results }) => results));
  writeFileSync(path.join(docs, "performance.svg"), chart);
  const page = path.join(docs, "performance.md");
  const { before, after } = generatedPart(readFileSync(page, "utf8"), "results");
  const rows = runs.flatMap(({ date, results }) =>
    results.map((result) => [...resultRow(result).map((cell) => cell ?? ""), date]),
  );
  const machines = new Set(runs.map(({ cores, node }) => `${cores} cores and Node.js ${node}`));
  const origin = `Measured with ${[...machines].join(", and with ")}, each benchmark in a run of its own date:`;
  const table = markdownTable([...RESULT_COLUMNS, "date"], rows);
  const text = `${before}\n\n${origin}\n\n${table}\n\n${after}`;
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}
