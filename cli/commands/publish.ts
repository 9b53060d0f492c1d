import { UserError } from "../../local/user-error";
import { readEvents } from "../events-file";
import type { Output } from "../output";
import { renderTable } from "../output";
import { publishEvents, publishGenerated } from "../publish";
import { resolveTarget } from "../target";

/** Options of `lake publish`. */
export interface PublishOptions {
  readonly env: string;
  /** @default - the first of config/datasets */
  readonly dataset?: string;
  /** Path of a file of events, or `-`. */
  readonly file?: string;
  /** jq expression that picks the events out of the file. */
  readonly jq?: string;
  /** How many events to generate. */
  readonly count?: number;
  /** Says what would become of the events, and sends none. @default false */
  readonly dryRun?: boolean;
}

/** `lake publish [FILE|-] [--count N]`: sends events of a file, or generated ones, by the publisher function. */
export async function publishCommand(output: Output, options: PublishOptions): Promise<void> {
  const { env, dataset, file, jq, count } = options;
  if ((file === undefined) === (count === undefined)) {
    throw new UserError(
      `Received ${file === undefined ? "neither a file nor --count" : "both a file and --count"}.`,
      "Give one of them: npx lake publish events.json, … publish - (standard input), or … publish --count 100",
    );
  }
  if (jq !== undefined && file === undefined) {
    throw new UserError(
      "Received --jq without a file.",
      "It picks events out of one: npx lake publish --jq '.features[]' document.json",
    );
  }
  if (options.dryRun === true) {
    if (file === undefined) {
      throw new UserError(
        "Received --dry-run without a file.",
        "Generated events all arrive; give a file: npx lake publish --dry-run events.json",
      );
    }
    // Only a dry run needs the compiler of contracts.
    const { publishDryRunCommand } = await import("./publish-dry-run");
    return publishDryRunCommand(output, { file, jq, dataset });
  }
  const events = file === undefined ? undefined : await readEvents(file, jq);
  const { clients, names } = await resolveTarget(env, dataset);
  const result = await output.step(`Publish by function ${names.publisherFunction}`, (detail) =>
    events === undefined
      ? publishGenerated(clients.lambda, names.publisherFunction, count ?? 0, detail)
      : publishEvents(clients.lambda, names.publisherFunction, events, detail),
  );
  output.result(result, ({ published, failed, batches, retries, violations }) =>
    renderTable(
      [
        "published",
        "failed",
        "batches",
        "retries",
        ...(violations === undefined ? [] : ["violations"]),
      ],
      [[published, failed, batches, retries, ...(violations === undefined ? [] : [violations])]],
    ),
  );
}
