import type { Dataset } from "../../model/dataset/dataset";
import { UserError } from "../../errors/user-error";
import { readEventRanges } from "./event-ranges";
import { renderTable } from "../terminal/output";
import type { Output } from "../terminal/output";
import type { IncompletePublishError, PublishReport } from "./publish-totals";
import type { PublishOptions } from "./publish-options";

/** Ids that a person is shown; `--json` has all. */
const SHOWN_IDS = 3;

/** What `--json` says of a publication that failed. */
export interface IncompletePublishReport extends PublishReport {
  /** Event ids of those that may have been published: copies of them are known by these. */
  readonly mayBePublishedIds: readonly string[];
  /** Publishes all that is not in the stream for certain: nothing is lost, and copies may arise. */
  readonly resume?: string;
  /** Publishes only what is certainly not in the stream: no copies, and what was under way may be lost. */
  readonly resumeWithoutCopies?: string | undefined;
}

/**
 * Writes what became of the events, and says how to go on.
 *
 * @param events by their numbers; undefined where the function generated them
 * @returns the error that the command ends with
 */
export function reportIncompletePublish(
  output: Pick<Output, "result">,
  { message, report }: IncompletePublishError,
  events: ReadonlyMap<number, unknown> | undefined,
  dataset: Pick<Dataset, "eventIdPath">,
  options: PublishOptions,
): UserError {
  const { published, mayBePublished, notPublished } = report;
  const ids = events === undefined ? [] : idsOf(mayBePublished.events, events, dataset.eventIdPath);
  const missing = [mayBePublished, notPublished].filter(({ count }) => count > 0);
  const resume = commandFor(options, missing);
  const resumeWithoutCopies =
    notPublished.count > 0 ? commandFor(options, [notPublished]) : undefined;
  const document: IncompletePublishReport = {
    ...report,
    mayBePublishedIds: ids,
    resume,
    resumeWithoutCopies,
  };
  output.result(document, () =>
    renderTable(
      ["published", "may be published", "not published"],
      [[published, mayBePublished.count, notPublished.count]],
    ),
  );
  const known = ids.length === 0 ? "" : `, known by their ids (${shown(ids)})`;
  return new UserError(
    message,
    mayBePublished.count === 0
      ? `Go on: ${resume}`
      : [
          `Those that may have been published are sent again when you go on with all: copies of them may arrive${known}.`,
          `All: ${resume}`,
          ...(resumeWithoutCopies === undefined
            ? []
            : [`Only what is certainly missing: ${resumeWithoutCopies}`]),
        ].join(" "),
  );
}

function commandFor(
  { env, dataset, file, jq }: PublishOptions,
  sets: readonly { readonly count: number; readonly events: string }[],
): string {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const what =
    file === undefined
      ? ["--count", String(count)]
      : [file, ...(jq === undefined ? [] : ["--jq", jq]), "--events", joined(sets)];
  const where = ["--env", env, ...(dataset === undefined ? [] : ["--dataset", dataset])];
  return ["npx", "lake", "publish", ...what, ...where].map(quote).join(" ");
}

function joined(sets: readonly { readonly events: string }[]): string {
  return sets
    .flatMap(({ events }) => events.split(","))
    .sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
    .join(",");
}

function quote(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function idsOf(
  ranges: string,
  events: ReadonlyMap<number, unknown>,
  path: string | undefined,
): string[] {
  if (ranges === "" || path === undefined) return [];
  const isAmong = readEventRanges(ranges);
  return [...events].flatMap(([number, event]) => {
    const id = isAmong(number) ? valueAt(event, path.split(".")) : undefined;
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
