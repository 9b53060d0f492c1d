import { isRecord } from "../../../errors/is-record";
import { UserError } from "../../../errors/user-error";
import type { Columns } from "../../../model/dataset/column-type";
import { countOf } from "../../terminal/count-of";
import { shellWord } from "../../terminal/shell-word";
import type { Output } from "../../terminal/output";
import type { InferredField } from "../inference/inferred-field";
import { runLake } from "./run-lake";
import { columnTotals, compareTotals, totalsQuery } from "./sample-totals";
import type { ColumnTotal } from "./sample-totals";

/** The sample of a new dataset. */
export interface PublishedSample {
  readonly dataset: string;
  readonly file: string;
  /** Of the embedded AWS, if it has to be started. @default - that of `lake up` */
  readonly port?: number | undefined;
  /** Options for how it is written, as words of a command line. */
  readonly csv: readonly string[];
  readonly events: number;
  readonly columns: Columns;
  readonly fields: readonly InferredField[];
}

/** What the lake has of a sample: the number of its events, and the totals of each column. */
export interface SampleReport {
  readonly events: number;
  readonly totals: readonly ColumnTotal[];
}

/**
 * Deploys a new dataset to the embedded AWS, publishes its sample, and compares what SQL returns with the sample.
 *
 * @throws UserError if a command fails, or a total in the lake differs from that of the sample
 */
export async function publishSample(
  output: Output,
  { dataset, file, csv, port, events, columns, fields }: PublishedSample,
): Promise<SampleReport> {
  // Other processes, since this one has loaded the datasets without the new one.
  await output.step("Deploy the dataset to the embedded AWS", (detail) =>
    runLake(["up", ...(port === undefined ? [] : ["--port", String(port)])], detail),
  );
  await output.step(
    `Publish ${countOf(events, "event")}, and wait until they can be queried`,
    (detail) => runLake(["publish", file, ...csv, "--dataset", dataset, "--wait"], detail),
  );
  const expected = columnTotals(columns, fields);
  const sql = totalsQuery(dataset, expected);
  const cells = await output.step("Compare the lake with the file", async (detail) =>
    cellsOf(await runLake(["query", sql], detail)),
  );
  const problems = compareTotals(events, expected, cells);
  if (problems.length > 0) {
    throw new UserError(
      [`The lake does not have what ${file} has:`, ...problems],
      `The raw copy has every event as it was sent, and npx lake status the last error. The query: npx lake query ${shellWord(sql)}`,
    );
  }
  return { events, totals: expected };
}

/** The first row of a query's answer. */
function cellsOf(answer: unknown): number[] {
  const rows = isRecord(answer) && Array.isArray(answer.rows) ? (answer.rows as unknown[]) : [];
  const [row] = rows;
  return Array.isArray(row) ? row.map((cell) => Number(cell)) : [];
}
