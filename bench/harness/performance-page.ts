import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { generatedPart, markdownTable } from "../../cli/terminal/markdown";
import { projectFolder } from "../../local/runtime/lake-home";
import type { Figure } from "./benchmark-result";
import { FIGURE_COLUMNS, figureRow } from "./result-row";
import { renderPicture } from "./limits-chart";

/** One run of the whole bench. */
export interface BenchRun {
  /** `yyyy-MM-dd` */
  readonly date: string;
  readonly cores: number;
  readonly node: string;
  readonly figures: readonly Figure[];
}

/** Puts a run into docs/develop/performance.md: its table, and the picture. */
export async function writePage(run: BenchRun): Promise<void> {
  const docs = path.join(projectFolder, "docs", "develop");
  writeFileSync(path.join(docs, "performance.svg"), renderPicture(run.figures, run.date));
  const page = path.join(docs, "performance.md");
  const { before, after } = generatedPart(readFileSync(page, "utf8"), "figures");
  const rows = run.figures.map((figure) => figureRow(figure).map((cell) => cell ?? ""));
  const origin = `Measured on ${run.date}, ${run.cores} cores, Node.js ${run.node}:`;
  const table = markdownTable(FIGURE_COLUMNS, rows);
  const text = `${before}\n\n${origin}\n\n${table}\n\n${after}`;
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}
