import path from "node:path";
import { column } from "../../model/dataset/column-type";
import type { Dataset } from "../../model/dataset/dataset";
import { datasets as allDatasets } from "../../config/datasets";
import { environments } from "../../config/environments";
import type { ConfigViolation } from "../../model/validation/config-violation";
import { isSchemaLock, parseSchemaLock } from "../../model/schema-evolution/parse-schema-lock";
import { readLockFiles } from "../../model/schema-evolution/schema-lock-files";
import { validateConfiguration } from "../../model/validation/validate-configuration";
import { projectFolder } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";
import { findCandidates } from "./inference/candidates";
import type { Candidates } from "./inference/candidates";
import { formatSource, planDatasetFiles } from "./inference/dataset-files";
import { renderDatasetSource } from "./inference/dataset-source";
import { exampleOf, inferColumns } from "./inference/infer-columns";
import { observeFile } from "./inference/sample-file";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";

/** Options of `lake dataset add`. */
export interface DatasetAddOptions {
  readonly name: string;
  /** Path of a sample of its events, or `-`. */
  readonly from: string;
  /** jq expression that picks the events out of the file. */
  readonly jq?: string;
  /** Dotted path of the field whose value is the Kinesis partition key. */
  readonly partitionKey?: string;
  /** One sentence. @default - the name in words */
  readonly description?: string;
  /** Write nothing. */
  readonly dryRun: boolean;
}

/** Where the project keeps its datasets, and what it has already. */
export interface DatasetAddProps {
  readonly folder: string;
  readonly datasets: readonly Dataset[];
}

/** What `lake dataset add` prints with `--json`. */
export interface AddedDataset {
  readonly dataset: string;
  readonly file: string;
  readonly written: boolean;
  readonly events: number;
  readonly fields: readonly FieldReport[];
  readonly candidates: Candidates;
  /** Of the dataset's file. */
  readonly source: string;
}

interface FieldReport {
  readonly path: string;
  /** Null where the field is left out of the table. */
  readonly type: string | null;
  readonly seen: number;
  readonly of: number;
  readonly example: string | null;
  readonly personal: boolean;
  readonly sure: boolean;
  /** Why it is not sure. */
  readonly unsure: readonly string[];
}

const COMMITTED: DatasetAddProps = {
  folder: path.join(projectFolder, "config", "datasets"),
  datasets: allDatasets,
};

/**
 * `lake dataset add NAME --from FILE`: infers the schema of a file of events, shows what it found, and writes the
 * dataset's file.
 *
 * @param props @default - the project's datasets
 * @throws UserError where the name can't be used or is taken, or the file holds no events with a usable field
 */
export async function datasetAddCommand(
  output: Output,
  options: DatasetAddOptions,
  props = COMMITTED,
): Promise<void> {
  const { name, from, jq, dryRun } = options;
  throwIfAny(violationsIn({ ...draft(options), columns: { any: column.string() } }, props));
  const files = planDatasetFiles(props.folder, name);
  const events = await observeFile(from, jq);
  const { columns, fields } = inferColumns(events);
  if (Object.keys(columns).length === 0) {
    throw new UserError(
      `No field of ${from} can be a column: ${fields.flatMap(({ reviewNotes }) => reviewNotes).join("; ") || "the events are empty"}.`,
      "Rename the fields, or put each event into one of its own: --jq '{event: .}', for `lake publish` as well.",
    );
  }
  const candidates = findCandidates(fields, events.objects);
  const { partitionKey: partitionKeyPath } = options;
  const dataset: Dataset = {
    ...draft(options),
    columns,
    ...(partitionKeyPath === undefined ? {} : { partitionKeyPath }),
    ...candidates,
  };
  throwIfAny(violationsIn(dataset, props));
  const sample = from === "-" ? "standard input" : path.basename(from);
  const { constant, file } = files;
  const source = await formatSource(renderDatasetSource({ dataset, constant, sample, fields }));
  if (!dryRun) await files.write(source);
  const added: AddedDataset = {
    dataset: name,
    file,
    written: !dryRun,
    events: events.objects,
    fields: fields.map((field) => ({
      path: field.path,
      type: field.type,
      seen: field.seen,
      of: field.of,
      example: exampleOf(field),
      personal: field.personal,
      sure: field.reviewNotes.length === 0,
      unsure: field.reviewNotes,
    })),
    candidates,
    source,
  };
  output.result(added, renderAdded);
  if (!dryRun) {
    output.note(
      `Next: read ${file}, and then\n  npx lake dataset lock\n  npx lake dataset docs\n  npx cdktf diff dev\n  npx lake up`,
    );
  }
}

function draft({ name, description }: DatasetAddOptions): Pick<Dataset, "name" | "description"> {
  const words = name.replaceAll("_", " ");
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return { name, description: description ?? sentence };
}

function violationsIn(dataset: Dataset, { datasets, folder }: DatasetAddProps): ConfigViolation[] {
  const locks = readLockFiles(folder)
    .map((file) => parseSchemaLock(file))
    .filter(isSchemaLock);
  return validateConfiguration(environments, [...datasets, dataset], { locks });
}

function throwIfAny(violations: readonly ConfigViolation[]): void {
  if (violations.length === 0) return;
  const lines = violations.map(
    ({ path: at, problem, received, expected }) =>
      `${at} ${problem}: received ${JSON.stringify(received)}, expected ${expected}.`,
  );
  throw new UserError(lines, "Nothing was written: call it with another value.");
}

function renderAdded({ dataset, file, written, events, fields, candidates, source }: AddedDataset) {
  const table = renderTable(
    ["path", "type", "seen", "example", "sure"],
    fields.map(({ path: at, type, seen, of, example, sure }) => [
      at,
      type ?? "left out",
      `${seen} of ${of}`,
      example,
      sure ? "yes" : "look",
    ]),
  );
  const unsure = fields.flatMap((field) => field.unsure.map((why) => `  ${field.path}: ${why}`));
  const { eventIdPath, eventTimePath, eventTypePath } = candidates;
  return [
    `${dataset}: ${events} events`,
    table,
    ...(unsure.length === 0 ? [] : ["Look at:", ...unsure]),
    ...(fields.some(({ type }) => type === null)
      ? [
          "Left out fields keep their names within another: --jq '{event: .}', here and for `lake publish`.",
        ]
      : []),
    `event id: ${eventIdPath ?? "none found, so that copies are known by being equal in all"}`,
    `event time: ${eventTimePath ?? "none found"}`,
    `event type: ${eventTypePath ?? "none found"}`,
    written ? `written: ${file}, config/datasets/index.ts` : `${file} would be:\n\n${source}`,
  ].join("\n");
}
