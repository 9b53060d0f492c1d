import { RequestError } from "../server/request-error";
import type { Lake } from "../../target/connected-lake";
import { readCatalog, readHistory } from "./catalog";
import { estimateCost } from "./cost";
import { readFailures } from "./failures";
import { flag } from "./input";
import type { Input } from "./input";
import { readLake } from "./lake";
import { readFolders } from "./partitions";
import { readPipeline } from "./pipeline";
import { previewObject } from "./preview";
import { publishFile, sampleEvent } from "./publish";
import { downloadQuery, readQuery, startQuery, stopQuery } from "./query";
import { replayFailures } from "./replay";
import { onlyReads } from "../../query/statement/statement-kind";

/** Every call of the page, by its name. */
const calls = {
  lake: readLake,
  pipeline: readPipeline,
  catalog: readCatalog,
  history: readHistory,
  startQuery,
  query: readQuery,
  stopQuery,
  downloadQuery,
  partitions: readFolders,
  preview: previewObject,
  failures: readFailures,
  replay: replayFailures,
  sample: sampleEvent,
  publish: publishFile,
  cost: estimateCost,
};

/** The calls, for the types of the page. */
export type ConsoleCalls = typeof calls;

/** The result of a call as its JSON has it. */
export type ResultOf<Name extends keyof ConsoleCalls> = Awaited<ReturnType<ConsoleCalls[Name]>>;

/** Whether a call changes the lake, for those that may. */
const CHANGES: Partial<Record<keyof ConsoleCalls, (input: Input) => boolean>> = {
  startQuery: (input) => !onlyReads(String(input.sql)),
  replay: (input) => !flag(input, "dryRun"),
  publish: (input) => !flag(input, "dryRun"),
};

/**
 * Answers a call of the page.
 *
 * @throws RequestError for an unknown call, and for one that changes a lake that is only read
 */
export async function answerCall(
  lake: Lake,
  name: string,
  input: Input,
  signal: AbortSignal,
): Promise<unknown> {
  if (!isCall(name)) {
    throw new RequestError(404, `The console has no call "${name}".`, "Reload the page.");
  }
  if (lake.readOnly && CHANGES[name]?.(input) === true) {
    const { name: environment } = lake.environment;
    throw new RequestError(
      403,
      `This console only reads ${environment}, and nothing was changed.`,
      `To change the lake, start it again: npx lake console --env ${environment} --read-write`,
    );
  }
  return calls[name](lake, input, signal);
}

function isCall(name: string): name is keyof ConsoleCalls {
  return Object.hasOwn(calls, name);
}
