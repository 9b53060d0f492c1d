import type { FileSource } from "../../../model/dataset/file-source";
import { countOf } from "../../terminal/count-of";
import { foldLines } from "../../terminal/layout/fold-lines";
import { renderTable } from "../../terminal/layout/render-table";
import { shellWord } from "../../terminal/shell-word";
import { visibleName } from "../../terminal/visible-name";
import type { Candidates } from "../inference/candidates";
import type { SampleReport } from "./publish-sample";

/** What `lake dataset add` prints with `--json`. */
export interface AddedDataset {
  readonly dataset: string;
  readonly file: string;
  readonly written: boolean;
  readonly events: number;
  readonly fields: readonly FieldReport[];
  readonly candidates: Candidates;
  /** How files of the dataset are read. */
  readonly readAs: FileSource;
  /** Other ways to read the file, for what it has and the events have not. */
  readonly hints: readonly string[];
  /** Source text of the dataset's file. */
  readonly source: string;
}

interface FieldReport {
  readonly path: string;
  /** Its key in the events. */
  readonly key: string;
  /** Null if the field is left out of the table. */
  readonly type: string | null;
  readonly seen: number;
  readonly of: number;
  readonly example: string | null;
  readonly personal: boolean;
  readonly needsReview: boolean;
  /** Why the inferred type should be reviewed. */
  readonly reviewNotes: readonly string[];
}

/** For when the dataset goes to AWS; `cdktf diff` needs an account. */
export const deploymentCommands = [
  "Before a deploy to AWS (docs/deploy/your-first-deploy.md):",
  "  npx lake dataset lock",
  "  npx lake dataset docs",
  "  npx cdktf diff dev",
].join("\n");

/**
 * What to do with a dataset whose file is written: first on this machine, then on AWS.
 *
 * @param from path of the sample, or `-`
 * @param csv how it is written, as words of a command line
 */
export function nextCommands(
  { dataset, file }: Pick<AddedDataset, "dataset" | "file">,
  from: string,
  csv: readonly string[],
): string {
  // Standard input can't be read again.
  const events = from === "-" ? ["--count", "100"] : [from, ...csv];
  const publish = ["npx", "lake", "publish", ...events, "--dataset", dataset, "--wait"];
  return [
    `Next: review ${file}. On this machine, without an AWS account:`,
    "  npx lake up",
    `  ${publish.map(shellWord).join(" ")}`,
    `  ${queryCommand(dataset)}`,
    deploymentCommands,
  ].join("\n");
}

function queryCommand(dataset: string): string {
  return `npx lake query "SELECT * FROM ${dataset} LIMIT 5"`;
}

function lastName(field: string): string {
  return field.split(".").at(-1) ?? "";
}

/** One line for each note, with all of its fields. */
function groupedNotes(fields: readonly FieldReport[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { path: field, reviewNotes } of fields) {
    for (const note of reviewNotes)
      groups.set(note, [...(groups.get(note) ?? []), visibleName(field)]);
  }
  return [...groups].map(([note, paths]) => `  ${paths.join(", ")}: ${note}`);
}

function readLines({ jq, csv, convertValues }: FileSource): string[] {
  const dialect = Object.entries(csv ?? {}).map(
    ([setting, value]) => `${setting} ${JSON.stringify(value)}`,
  );
  return [
    ...(jq === undefined ? [] : [`events: ${jq}, which \`lake publish\` selects too`]),
    ...(dialect.length === 0 ? [] : [`CSV: ${dialect.join(", ")}`]),
    ...(convertValues === true
      ? [
          "values: `lake publish` writes them in the form of the contract, such as numbers in text columns as text",
        ]
      : []),
  ];
}

/** What was inferred, and where it is written. */
export function renderAdded({
  dataset,
  file,
  written,
  events,
  fields,
  candidates,
  readAs,
  hints,
  source,
}: AddedDataset): string {
  const isMapped = fields.some(({ path: at, key }) => key !== lastName(at));
  const table = renderTable(
    ["path", ...(isMapped ? ["read from"] : []), "type", "seen", "example", "review"],
    fields.map(({ path: at, key, type, seen, of, example, needsReview }) => [
      visibleName(at),
      ...(isMapped ? [key === lastName(at) ? "" : key] : []),
      type ?? "left out",
      `${seen} of ${of}`,
      example,
      needsReview ? "see below" : "",
    ]),
  );
  const notes = groupedNotes(fields);
  const { eventIdPath, eventTimePath, eventTypePath } = candidates;
  const report = [
    `${dataset}: ${countOf(events, "event")}`,
    table,
    ...(notes.length === 0 ? [] : ["To review:", ...notes]),
    ...readLines(readAs),
    ...hints,
    ...(written && hints.length > 0
      ? [
          `To add it again with such an option, remove it first: npx lake dataset remove ${dataset} --never-deployed`,
        ]
      : []),
    `event id: ${eventIdPath ?? "none found, so duplicates are identified by comparing all columns"}`,
    `event time: ${eventTimePath ?? "none found"}`,
    `event type: ${eventTypePath ?? "none found"}`,
    written ? `written: ${file}, config/datasets/index.ts` : `${file} would be:`,
  ];
  // Broken, a line of the source might be another program.
  return [foldLines(report.join("\n")), ...(written ? [] : ["", source])].join("\n");
}

/** The totals of a published sample, which those in the lake are equal to. */
export function renderTotals(dataset: string, { events, totals }: SampleReport): string {
  return [
    `${countOf(events, "event")} in the lake; every count and sum is that of the file:`,
    renderTable(
      ["column", "values", "sum"],
      totals.map(({ column: name, values, sum }) => [name, values, sum ?? ""]),
    ),
    `Query it: ${queryCommand(dataset)}`,
  ].join("\n");
}
