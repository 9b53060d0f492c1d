import { UserError } from "../../errors/user-error";
import { readEventRanges } from "./input/event-ranges";
import { readEvents } from "./input/events-file";
import { readingStep } from "./input/reading-step";
import { countOf } from "../terminal/count-of";
import type { Output } from "../terminal/output";
import { publishGenerated, publishToTarget } from "./publish";
import { IncompletePublishError } from "./publish-totals";
import { singleAttemptClient } from "./publish-invocation";
import { csvWords, givenDialect } from "../command-line/csv-options";
import { findDataset } from "../target/find-dataset";
import { resolveTarget } from "../target/target";
import { awaitQueryable, unconverted } from "./await-queryable";
import { renderPublished } from "./render-published";
import type { PublishedDocument } from "./render-published";
import { reportIncompletePublish } from "./incomplete-publish";
import { retryOf } from "./wrong-target/publish-command-line";
import { readForTarget, wrongTargetProps } from "./wrong-target/read-for-target";
import { rejectWrongTarget } from "./wrong-target/reject-wrong-target";
import { datasets } from "../../config/datasets";
import type { PublishOptions } from "./publish-options";

/** `lake publish [FILE|-] [--count N]`: publishes events of a file, or generated ones, through the publisher function. */
export async function publishCommand(output: Output, options: PublishOptions): Promise<void> {
  const { env, dataset, file, jq, count } = options;
  if ((file === undefined) === (count === undefined)) {
    throw new UserError(
      `Received ${file === undefined ? "neither a file nor --count" : "both a file and --count"}.`,
      "Give exactly one: npx lake publish events.json, … publish - (standard input), or … publish --count 100",
    );
  }
  if (jq !== undefined && file === undefined) {
    throw new UserError(
      "Received --jq without a file.",
      "It selects events in a file: npx lake publish --jq '.features[]' document.json",
    );
  }
  const dialect = givenDialect(options);
  if (dialect !== undefined && file === undefined) {
    throw new UserError(
      `Received ${csvWords(options).join(" ")} without a file.`,
      "It says how a file of CSV is written: npx lake publish --delimiter ';' events.csv",
    );
  }
  if (options.events !== undefined && file === undefined) {
    throw new UserError(
      "Received --events without a file.",
      "It selects events of a file by number: npx lake publish --events 20001- events.json",
    );
  }
  if (options.dryRun === true) {
    if (file === undefined) {
      throw new UserError(
        "Received --dry-run without a file.",
        "Generated events are always valid; give a file: npx lake publish --dry-run events.json",
      );
    }
    if (options.events !== undefined) {
      throw new UserError(
        "Received --dry-run with --events.",
        "A dry run checks the whole file: omit --events.",
      );
    }
    if (options.wait === true) {
      throw new UserError(
        "Received --dry-run with --wait.",
        "A dry run sends nothing to wait for: omit one of them.",
      );
    }
    // Only a dry run needs the contract compiler.
    const { publishDryRunCommand } = await import("./publish-dry-run-command");
    return publishDryRunCommand(output, { ...options, file, dialect });
  }
  const events = file === undefined ? undefined : await selectEvents(output, file, options);
  const target = await resolveTarget(env, dataset);
  const { clients, names, dataset: publishedTo } = target;
  if (file !== undefined && events !== undefined && options.force !== true) {
    const retry = retryOf(options);
    await rejectWrongTarget(
      events,
      publishedTo,
      wrongTargetProps({ file, jq, dialect }, { known: datasets, retry }),
    );
  }
  const lambda = singleAttemptClient(clients.lambda);
  const result = await output
    .step(`Publish through function ${names.publisherFunction}`, (detail) =>
      events === undefined
        ? publishGenerated(lambda, names.publisherFunction, count ?? 0, detail)
        : publishToTarget(target, events, detail),
    )
    .catch((error: unknown) => {
      if (!(error instanceof IncompletePublishError)) throw error;
      throw reportIncompletePublish(output, error, events, publishedTo, options);
    });
  const awaited = options.wait === true ? await awaitQueryable(output, target) : undefined;
  // The publisher of a dataset without validation counts none.
  const found =
    options.wait === true && events !== undefined
      ? (await import("./find-violations")).findViolations(events, target.dataset)
      : undefined;
  const document: PublishedDocument = {
    ...result,
    ...found,
    ...(awaited === undefined ? {} : { delivered: awaited }),
  };
  const failure = awaited === undefined ? undefined : unconverted(awaited, target);
  output.result(document, renderPublished, failure);
  if (failure !== undefined) throw failure;
}

/** The selected events, by their numbers in the file. */
async function selectEvents(
  output: Output,
  file: string,
  options: PublishOptions,
): Promise<ReadonlyMap<number, unknown>> {
  const { jq, events: ranges } = options;
  const isSelected = ranges === undefined ? () => true : readEventRanges(ranges);
  const dataset = findDataset(options.dataset);
  const all = await readingStep(output, file, jq ?? dataset.source?.jq, () =>
    readForTarget(
      { file, jq, dialect: givenDialect(options) },
      dataset,
      { known: datasets, retry: retryOf(options) },
      readEvents,
    ),
  );
  const selected = new Map(
    all.map((event, index) => [index + 1, event] as const).filter(([number]) => isSelected(number)),
  );
  if (selected.size > 0) return selected;
  throw new UserError(
    `--events ${ranges ?? ""} selects none of the ${countOf(all.length, "event")}.`,
    `Nothing was sent. Give numbers from 1 to ${all.length}.`,
  );
}
