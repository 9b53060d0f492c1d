import path from "node:path";
import { isRecord } from "../../errors/is-record";
import { UserError } from "../../errors/user-error";
import { projectFolder } from "../../local/home/lake-home";
import type { Columns } from "../../model/dataset/column-type";
import { runTool } from "../../toolchain/executables";
import { countOf } from "../terminal/count-of";
import { shellWord } from "../terminal/shell-word";
import type { Output } from "../terminal/output";
import type { InferredField } from "./inference/inferred-field";
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
  await output.step("Deploy the dataset to the embedded AWS", () =>
    runLake(["up", ...(port === undefined ? [] : ["--port", String(port)])]),
  );
  await output.step(`Publish ${countOf(events, "event")}, and wait until they can be queried`, () =>
    runLake(["publish", file, ...csv, "--dataset", dataset, "--wait"]),
  );
  const expected = columnTotals(columns, fields);
  const sql = totalsQuery(dataset, expected);
  const cells = await output.step("Compare the lake with the file", async () =>
    cellsOf(await runLake(["query", sql])),
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

/** Runs another command of `lake`. @returns its document @throws UserError with its error */
async function runLake(args: readonly string[]): Promise<unknown> {
  const lake = path.join(projectFolder, "cli", "lake.mjs");
  // Each command has its own timeouts.
  const { exitCode, stdout, stderr } = await runTool(process.execPath, [lake, ...args, "--json"], {
    timeoutMilliseconds: 0,
  });
  if (exitCode === 0) return parse(stdout);
  const answer = parse(stdout);
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  throw new UserError(
    `lake ${args[0] ?? ""} failed: ${textIn(error, "message") || stderr.trim() || stdout.trim()}`,
    `The dataset's file is written. ${textIn(error, "advice")} Then: npx lake ${args.map(shellWord).join(" ")}`,
  );
}

function textIn(error: Readonly<Record<string, unknown>>, name: string): string {
  const text = error[name];
  return typeof text === "string" ? text : "";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
