import type { FilledResult } from "../execution/store-result";
import type { ResultColumn } from "../results/column-info";
import type { ResultRow, ResultWriter } from "../results/result-writer";
import type { StatementPage, TrinoColumn } from "./client/statement-page";
import { columnType } from "./client/type-signature";
import { type RenderTrinoValue, trinoValueRenderer } from "./client/value-text";
import type { TrinoPlan } from "./statements/trino-plan";

/** What Athena returns for a statement that only writes rows. */
const COUNT_COLUMNS: readonly ResultColumn[] = [{ name: "rows", type: { kind: "bigint" } }];

/** Writes the pages of Trino's answer as Athena's result. */
export class StatementResult {
  private columns: readonly ResultColumn[];
  private render: readonly RenderTrinoValue[] = [];
  private updateCount = 0;
  private readonly headerRows: number;
  private described = false;

  constructor(
    private readonly kind: TrinoPlan["result"],
    private readonly writer: ResultWriter,
  ) {
    this.columns = kind === "count" ? COUNT_COLUMNS : [];
    this.headerRows = kind === "rows" ? 1 : 0;
  }

  /** Adds a page. @throws QueryError if the result is too large */
  add({ columns, rows, updateCount }: StatementPage): void {
    if (updateCount !== undefined) this.updateCount = updateCount;
    if (this.kind === "count" || this.kind === "none") return;
    if (columns !== undefined && !this.described) this.describe(columns);
    const texts = rows.map((row) => this.render.map((text, index) => text(row[index] ?? null)));
    this.writer.write(this.kind === "lines" ? texts.flatMap(linesOf) : texts);
  }

  /** What was written. */
  get filled(): FilledResult {
    return {
      columns: this.columns,
      resultRows: Math.max(this.writer.rowCount - this.headerRows, 0),
      updateCount: this.updateCount,
    };
  }

  private describe(columns: readonly TrinoColumn[]): void {
    this.described = true;
    this.columns = columns.map(({ name, signature }) =>
      this.kind === "lines"
        ? { name, type: { kind: "varchar" }, hiveText: true }
        : { name, type: columnType(signature) },
    );
    this.render = columns.map(({ signature }) => trinoValueRenderer(signature));
    if (this.kind === "rows") this.writer.header(columns.map(({ name }) => name));
  }
}

/** The lines of a row, without the empty ones at its end. */
function linesOf(row: ResultRow): ResultRow[] {
  const text = row.map((value) => value ?? "").join("\t");
  return text
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => [line]);
}
