import type { CsvDialect } from "../../model/dataset/file-source";
import { UserError } from "../../errors/user-error";
import { forecast } from "./dry-run/dry-run";
import { readFileRecords } from "./dry-run/file-records";
import { hasProblem, renderForecast, summarize } from "./dry-run/render-forecast";
import { displayName } from "./input/read-content";
import { readingStep } from "./input/reading-step";
import { countOf } from "../terminal/count-of";
import type { Output } from "../terminal/output";
import { requireParquet } from "../target/require-parquet";
import { findDataset } from "../target/find-dataset";
import { datasets } from "../../config/datasets";
import type { PublishOptions } from "./publish-options";
import { retryOf } from "./wrong-target/publish-command-line";
import { readForTarget } from "./wrong-target/read-for-target";

/** Options of `lake publish --dry-run`. */
export interface DryRunOptions extends PublishOptions {
  /** Path of a file of events, or `-`. */
  readonly file: string;
  /** How CSV is written. @default - as the dataset says */
  readonly dialect?: CsvDialect | undefined;
}

/**
 * `lake publish --dry-run FILE`: shows how Firehose would convert each record with the columns in config/, without sending
 * anything and without a deployed lake.
 *
 * @throws UserError if a record would not reach the table
 */
export async function publishDryRunCommand(output: Output, options: DryRunOptions): Promise<void> {
  const dataset = findDataset(options.dataset);
  requireParquet(
    dataset,
    "publish --dry-run",
    "Publish to the embedded AWS, and see what failed: npx lake publish FILE --wait, npx lake status",
  );
  const { file, jq = dataset.source?.jq } = options;
  const records = await readingStep(output, file, jq, () =>
    readForTarget(options, dataset, { known: datasets, retry: retryOf(options) }, readFileRecords),
  );
  const title = `Check the records of ${displayName(options.file)} for ${dataset.name}`;
  const forecasts = await output.step(title, (detail) => forecast(records, dataset, detail));
  const summary = summarize(forecasts);
  const problems = forecasts.filter(hasProblem);
  const lost = summary.failed + summary.rejected;
  const failure =
    lost === 0
      ? undefined
      : new UserError(
          `${lost} of ${countOf(summary.records, "record")} would not reach the table of ${dataset.name}.`,
          "Nothing was sent. Correct the records; docs/data/datasets.md has the format of every type.",
        );
  const document = { dataset: dataset.name, ...summary, problems };
  output.result(document, () => renderForecast(summary, problems, dataset.columns), failure);
  if (failure !== undefined) throw failure;
}
