import path from "node:path";
import { isJsonObject, jsonText } from "../../../formats/openx-json";
import type { JsonValue } from "../../../formats/openx-json";
import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import { ValueConversion } from "../../publish/input/conform-values";
import { readingStep } from "../../publish/input/reading-step";
import type { Dataset } from "../../../model/dataset/dataset";
import { environments } from "../../../config/environments";
import type { ConfigViolation } from "../../../model/validation/config-violation";
import { isSchemaLock, parseSchemaLock } from "../../../model/schema-evolution/parse-schema-lock";
import { readLockFiles } from "../../../model/schema-evolution/schema-lock-files";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import { UserError } from "../../../errors/user-error";
import { csvWords, givenDialect } from "../../command-line/csv-options";
import type { CsvFlags } from "../../command-line/csv-options";
import { findCandidates } from "../inference/candidates";
import { formatSource, planDatasetFiles } from "../inference/dataset-files";
import { renderDatasetSource } from "../inference/dataset-source";
import { inferColumns } from "../inference/infer-columns";
import { exampleOf } from "../inference/inferred-field";
import { projectDatasets } from "../project-datasets";
import type { ProjectDatasets } from "../project-datasets";
import { adviseOnReading } from "./reading-advice";
import { readSample } from "../inference/sample-file";
import type { Output } from "../../terminal/output";
import { deploymentCommands, nextCommands, renderAdded, renderTotals } from "./render-added";
import type { AddedDataset } from "./render-added";

/** Options of `lake dataset add`. */
export interface DatasetAddOptions extends CsvFlags {
  readonly name: string;
  /** Path of a file with sample events, or `-`. */
  readonly from: string;
  /** jq expression that selects the events in the file. */
  readonly jq?: string;
  /** Dotted path of the field whose value is the Kinesis partition key. */
  readonly partitionKey?: string;
  /** One sentence. @default - the name in words */
  readonly description?: string;
  /** Write nothing. */
  readonly dryRun: boolean;
  /** Deploy it to the embedded AWS, publish the file and compare the lake with it. @default false */
  readonly publish?: boolean;
  /** Port of the embedded AWS, if `publish` starts it. @default - that of `lake up` */
  readonly port?: number | undefined;
}

/** The project's folder of datasets, and the existing datasets. */
export type DatasetAddProps = Pick<ProjectDatasets, "folder" | "datasets">;

/**
 * `lake dataset add NAME --from FILE`: infers the schema of a file of events, shows what it found, and writes the
 * dataset's file.
 *
 * @param props @default - the project's datasets
 * @throws UserError if the name is invalid or taken, or the file has no events with a usable field
 */
export async function datasetAddCommand(
  output: Output,
  options: DatasetAddOptions,
  props: DatasetAddProps = projectDatasets,
): Promise<void> {
  const { name, from, jq, dryRun, publish = false } = options;
  if (publish && (dryRun || from === "-")) {
    throw new UserError(
      `Received --publish with ${dryRun ? "--dry-run, which writes nothing" : "standard input, which can be read only once"}.`,
      "Nothing was written. Give --publish with a file, and without --dry-run.",
    );
  }
  if (options.port !== undefined && !publish) {
    throw new UserError(
      `Received --port ${options.port} without --publish.`,
      "Nothing was written. The port is that of the embedded AWS to publish to: add --publish, or leave --port out.",
    );
  }
  throwIfTaken(name, props.datasets);
  throwIfAny(
    violationsIn({ ...draft(options), columns: { any: column.string() } }, props),
    validName(name, props),
  );
  const files = planDatasetFiles(props.folder, name);
  const read = await readingStep(output, from, jq, () =>
    readSample(from, jq, givenDialect(options)),
  );
  const { observation, events } = read;
  const inferred = inferColumns(observation);
  const { columns } = inferred;
  const { fields, hints } = await adviseOnReading(
    from,
    givenDialect(options),
    inferred.fields,
    read,
  );
  if (Object.keys(columns).length === 0) {
    const reasons = fields.map(({ key, reviewNotes }) =>
      [JSON.stringify(key), ...reviewNotes].join(" "),
    );
    throw new UserError(
      `No field of ${from} can be a column: ${reasons.join("; ") || "the events are empty"}.`,
      reasons.length === 0 ? "Give a file of events that have fields." : hints,
    );
  }
  const candidates = findCandidates(fields, observation.objects);
  const partitionKeyPath =
    fields.find(({ key }) => key === options.partitionKey)?.path ?? options.partitionKey;
  const source = {
    ...read.source,
    ...(needsConversion(events, columns) ? { convertValues: true } : {}),
  };
  const dataset: Dataset = {
    ...draft(options),
    columns,
    ...(partitionKeyPath === undefined ? {} : { partitionKeyPath }),
    ...candidates,
    ...(Object.keys(source).length === 0 ? {} : { source }),
  };
  throwIfAny(violationsIn(dataset, props));
  const sample = from === "-" ? "standard input" : path.basename(from);
  const { constant, file } = files;
  const code = await formatSource(renderDatasetSource({ dataset, constant, sample, fields }));
  if (!dryRun) await files.write(code);
  const added: AddedDataset = {
    dataset: name,
    file,
    written: !dryRun,
    events: observation.objects,
    fields: fields.map((field) => ({
      path: field.path,
      key: field.key,
      type: field.type,
      seen: field.seen,
      of: field.of,
      example: exampleOf(field),
      personal: field.personal,
      needsReview: field.reviewNotes.length > 0,
      reviewNotes: field.reviewNotes,
    })),
    candidates,
    readAs: source,
    hints,
    source: code,
  };
  if (publish) {
    const { publishSample } = await import("./publish-sample");
    output.note(renderAdded(added));
    const report = await publishSample(output, {
      dataset: name,
      file: from,
      csv: csvWords(options),
      port: options.port,
      events: observation.objects,
      columns,
      fields,
    });
    output.result({ ...added, lake: report }, () => renderTotals(name, report));
    output.note(deploymentCommands);
    return;
  }
  output.verbatim(added, renderAdded);
  if (!dryRun) output.note(nextCommands(added, from, csvWords(options)));
}

/** Whether the contract of the columns takes some values in another form than the file has. */
function needsConversion(events: readonly JsonValue[], columns: Columns): boolean {
  const conversion = new ValueConversion(columns);
  return events
    .filter(isJsonObject)
    .some((event) => jsonText(conversion.event(event)) !== jsonText(event));
}

function draft({
  name,
  description,
}: Pick<DatasetAddOptions, "name" | "description">): Pick<Dataset, "name" | "description"> {
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

function throwIfTaken(name: string, datasets: readonly Dataset[]): void {
  if (!datasets.some((dataset) => dataset.name === name)) return;
  throw new UserError(
    `The dataset ${name} exists already.`,
    `Nothing was written. To change it, edit its file in config/datasets; to add another, choose another name than ${datasets.map((each) => each.name).join(", ")}.`,
  );
}

/** A name for a dataset as near as can be to one that is refused; undefined if there is none. */
function validName(name: string, props: DatasetAddProps): string | undefined {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const plain = words.replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "");
  const isFree = (each: string) =>
    !props.datasets.some((dataset) => dataset.name === each) &&
    violationsIn({ ...draft({ name: each }), columns: { any: column.string() } }, props).length ===
      0;
  return [plain, `${plain}_events`].find((each) => each !== name && isFree(each));
}

function throwIfAny(violations: readonly ConfigViolation[], proposed?: string): void {
  if (violations.length === 0) return;
  const lines = violations.map(
    ({ path: at, problem, received, expected }) =>
      `${at} ${problem}: received ${JSON.stringify(received)}, expected ${expected}.`,
  );
  throw new UserError(
    lines,
    proposed === undefined
      ? "Nothing was written. Run the command again with a valid value."
      : `Nothing was written. Run the command again with the name ${proposed}.`,
  );
}
