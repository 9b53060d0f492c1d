import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { generatedPart, markdownTable } from "../../cli/terminal/markdown";
import { projectFolder } from "../../local/home/lake-home";
import type { BenchmarkResult } from "./benchmark-result";
import { renderLimitsChart } from "./limits-chart";
import { RESULT_COLUMNS, resultRow } from "./result-table";

/** One run of all benchmarks. */
export interface BenchmarkRun {
  /** `yyyy-MM-dd` */
  readonly date: string;
  readonly cores: number;
  /** Version of Node.js. */
  readonly node: string;
  readonly results: readonly BenchmarkResult[];
}

/** Writes the table and the chart of a run into docs/develop/performance.md. */
export async function writePerformancePage(run: BenchmarkRun): Promise<void> {
  const docs = path.join(projectFolder, "docs", "develop");
  writeFileSync(path.join(docs, "performance.svg"), renderLimitsChart(run.results, run.date));
  const page = path.join(docs, "performance.md");
  const { before, after } = generatedPart(readFileSync(page, "utf8"), "results");
  const rows = run.results.map((result) => resultRow(result).map((cell) => cell ?? ""));
  const origin = `Measured on ${run.date}, ${run.cores} cores, Node.js ${run.node}:`;
  const table = markdownTable(RESULT_COLUMNS, rows);
  const text = `${before}\n\n${origin}\n\n${table}\n\n${after}`;
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}
