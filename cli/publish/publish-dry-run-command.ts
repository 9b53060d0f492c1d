import type { CsvDialect } from "../../model/dataset/file-source";
import { UserError } from "../../errors/user-error";
import { forecast } from "./dry-run/dry-run";
import { readFileRecords } from "./dry-run/file-records";
import { renderForecast, summarize } from "./dry-run/render-forecast";
import { displayName } from "./input/events-file";
import { countOf } from "../terminal/count-of";
import type { Output } from "../terminal/output";
import { readOptions } from "./input/read-options";
import { findDataset } from "../target/target";

/** Options of `lake publish --dry-run`. */
export interface DryRunOptions {
  /** Path of a file of events, or `-`. */
  readonly file: string;
  /** jq expression that selects the events in the file. */
  readonly jq?: string | undefined;
  /** How CSV is written. @default - as the dataset says */
  readonly dialect?: CsvDialect | undefined;
  /** @default - the first of config/datasets */
  readonly dataset?: string | undefined;
}

/**
 * `lake publish --dry-run FILE`: shows how Firehose would convert each record with the columns in config/, without sending
 * anything and without a deployed lake.
 *
 * @throws UserError if a record would not reach the table
 */
export async function publishDryRunCommand(output: Output, options: DryRunOptions): Promise<void> {
  const dataset = findDataset(options.dataset);
  const records = await readFileRecords(
    options.file,
    options.jq ?? dataset.source?.jq,
    readOptions(dataset, options.dialect),
  );
  const title = `Check the records of ${displayName(options.file)} for ${dataset.name}`;
  const forecasts = await output.step(title, (detail) => forecast(records, dataset, detail));
  const summary = summarize(forecasts);
  const problems = forecasts.filter(
    ({ outcome, changes, violations }) =>
      outcome !== "converted" || changes.length + violations.length > 0,
  );
  const lost = summary.failed + summary.rejected;
  const failure =
    lost === 0
      ? undefined
      : new UserError(
          `${lost} of ${countOf(summary.records, "record")} would not reach the table of ${dataset.name}.`,
          "Nothing was sent. Correct the records; docs/data/datasets.md has the format of every type.",
        );
  const document = { dataset: dataset.name, ...summary, problems };
  output.result(document, () => renderForecast(summary, problems), failure);
  if (failure !== undefined) throw failure;
}
