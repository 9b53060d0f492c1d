import type { Dataset } from "../../model/dataset/dataset";
import { eventPath } from "../../model/dataset/json-keys";
import { UserError } from "../../errors/user-error";
import { readEventRanges } from "./input/event-ranges";
import { LOCAL } from "../target/local-emulator";
import { renderTable } from "../terminal/layout/render-table";
import type { Output } from "../terminal/output";
import type { IncompletePublishError, PublishReport } from "./publish-totals";
import type { PublishOptions } from "./publish-options";
import { publishCommandLine } from "./wrong-target/publish-command-line";

/** Ids that are shown; `--json` has all. */
const SHOWN_IDS = 3;

/** What `--json` prints when not all events were published. */
export interface IncompletePublishReport extends PublishReport {
  /** Event ids of those that may have been published, by which duplicates can be identified. */
  readonly mayBePublishedIds: readonly string[];
  /** Command that publishes all events that are not certainly in the stream: no losses, possible duplicates. */
  readonly resume?: string;
  /** Command that publishes only events that are certainly not in the stream: no duplicates, possible losses. */
  readonly resumeWithoutDuplicates?: string | undefined;
}

/**
 * Prints what happened to the events, and how to continue.
 *
 * @param events by their numbers; undefined if the function generated them
 * @returns the error for the command to throw
 */
export function reportIncompletePublish(
  output: Pick<Output, "result">,
  { message, report, cause }: IncompletePublishError,
  events: ReadonlyMap<number, unknown> | undefined,
  dataset: Pick<Dataset, "columns" | "eventIdPath">,
  options: PublishOptions,
): UserError {
  const { published, mayBePublished, notPublished } = report;
  const ids = events === undefined ? [] : idsOf(mayBePublished.events, events, dataset);
  const missing = [mayBePublished, notPublished].filter(({ count }) => count > 0);
  const resume = commandFor(options, missing);
  const resumeWithoutDuplicates =
    notPublished.count > 0 ? commandFor(options, [notPublished]) : undefined;
  const document: IncompletePublishReport = {
    ...report,
    mayBePublishedIds: ids,
    resume,
    resumeWithoutDuplicates,
  };
  const failure = new UserError(message, adviceFor(document, cause, options));
  const render = () =>
    renderTable(
      ["published", "may be published", "not published"],
      [[published, mayBePublished.count, notPublished.count]],
    );
  output.result(document, render, failure);
  return failure;
}

/** How to continue. */
function adviceFor(
  {
    mayBePublished,
    mayBePublishedIds: ids,
    resume,
    resumeWithoutDuplicates,
  }: IncompletePublishReport,
  cause: unknown,
  { env }: PublishOptions,
): string | readonly string[] {
  if (cause instanceof Error && cause.name === "ResourceNotFoundException") {
    const deploy = env === LOCAL ? "npx lake up" : `npx cdktf deploy ${env}`;
    return `Deploy first: ${deploy}. Then: ${resume}`;
  }
  if (mayBePublished.count === 0) return `To continue: ${resume}`;
  const known = ids.length === 0 ? "" : ` (ids ${shown(ids)})`;
  return [
    `To continue with all events, including those that may be duplicates${known}: ${resume}`,
    ...(resumeWithoutDuplicates === undefined
      ? []
      : [`Without duplicates, only the certainly missing events: ${resumeWithoutDuplicates}`]),
  ];
}

function commandFor(
  options: PublishOptions,
  sets: readonly { readonly count: number; readonly events: string }[],
): string {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  return publishCommandLine(
    options.file === undefined ? { ...options, count } : { ...options, events: joined(sets) },
  );
}

function joined(sets: readonly { readonly events: string }[]): string {
  return sets
    .flatMap(({ events }) => events.split(","))
    .sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
    .join(",");
}

function idsOf(
  ranges: string,
  events: ReadonlyMap<number, unknown>,
  { columns, eventIdPath }: Pick<Dataset, "columns" | "eventIdPath">,
): string[] {
  if (ranges === "" || eventIdPath === undefined) return [];
  const path = eventPath(columns, eventIdPath);
  const isAmong = readEventRanges(ranges);
  return [...events].flatMap(([number, event]) => {
    const id = isAmong(number) ? valueAt(event, path) : undefined;
    return typeof id === "string" || typeof id === "number" ? [String(id)] : [];
  });
}

function valueAt(event: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === name)?.[1];
  }, event);
}

function shown(ids: readonly string[]): string {
  const first = ids.slice(0, SHOWN_IDS).join(", ");
  return ids.length > SHOWN_IDS ? `${first}, … ${ids.at(-1)}; --json has all` : first;
}
