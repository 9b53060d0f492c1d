import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "../../../errors/user-error";
import { generateEvents } from "../../../lambda-src/publisher/generation/event-generator";
import type { Dataset } from "../../../model/dataset/dataset";
import { forecast } from "../../publish/dry-run/dry-run";
import { readFileRecords } from "../../publish/dry-run/file-records";
import { hasProblem, problemRows, summarize } from "../../publish/dry-run/render-forecast";
import type { ForecastSummary } from "../../publish/dry-run/render-forecast";
import { decompress } from "../../publish/input/decompress";
import { readEvents } from "../../publish/input/events-file";
import { publishToTarget } from "../../publish/publish";
import type { PublishResult } from "../../publish/publish-result";
import { readForTarget, wrongTargetProps } from "../../publish/wrong-target/read-for-target";
import type { TargetProps } from "../../publish/wrong-target/read-for-target";
import { rejectWrongTarget } from "../../publish/wrong-target/reject-wrong-target";
import type { OtherTarget } from "../../publish/wrong-target/reject-wrong-target";
import type { Target } from "../../target/target";
import { targetNamed } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { MAXIMUM_BODY_BYTES } from "../server/request-body";
import { RequestError } from "../server/request-error";
import { flag, optionalText, text } from "./input";
import type { Input } from "./input";

/** Bytes of a file that the page sends; `lake publish` takes larger ones. */
export const MAXIMUM_FILE_BYTES = 8 * 1024 * 1024;
/** Bytes of what a compressed file contains. */
export const MAXIMUM_CONTENT_BYTES = 64 * 1024 * 1024;
const COMPRESSED = /(.)\.(?:gz|zst)$/i;
/** Kinds of problems that are shown. */
const SHOWN_PROBLEMS = 100;

/** What a file would become, or has become. */
export type PublishView =
  | {
      readonly dryRun: true;
      readonly summary: ForecastSummary;
      /** Record, what, where, value, effect: a row for each kind. */
      readonly problems: readonly (readonly string[])[];
    }
  | { readonly dryRun: false; readonly result: PublishResult };

/** Answers `sample`: an event of a dataset with plausible values. */
export async function sampleEvent(lake: Lake, input: Input): Promise<{ event: string }> {
  const { dataset } = await targetNamed(lake, text(input, "dataset"));
  return { event: JSON.stringify(generateEvents(dataset, 1)[0], null, 2) };
}

/** Answers `publish`: publishes a file through the publisher function, or predicts the result for each of its records. */
export async function publishFile(lake: Lake, input: Input): Promise<PublishView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const known = (await lake.targets()).map(({ dataset }) => dataset);
  const bytes = Buffer.from(text(input, "content", MAXIMUM_BODY_BYTES), "base64");
  return withFile(text(input, "name", 255), bytes, (file) => {
    const jq = optionalText(input, "jq");
    const source = { file, jq };
    return flag(input, "dryRun")
      ? predict(source, target.dataset, known)
      : send(source, target, known, flag(input, "force"));
  });
}

interface Source {
  readonly file: string;
  readonly jq: string | undefined;
}

async function predict(
  source: Source,
  dataset: Dataset,
  known: readonly Dataset[],
): Promise<PublishView> {
  const records = await readForTarget(source, dataset, inPage(known), readFileRecords);
  const forecasts = await forecast(records, dataset, () => undefined);
  const problems = problemRows(forecasts.filter(hasProblem), dataset.columns);
  return {
    dryRun: true,
    summary: summarize(forecasts),
    problems: problems.slice(0, SHOWN_PROBLEMS),
  };
}

async function send(
  source: Source,
  target: Target,
  known: readonly Dataset[],
  force: boolean,
): Promise<PublishView> {
  const events = await readForTarget(source, target.dataset, inPage(known), readEvents);
  const numbered = new Map(events.map((event, index) => [index + 1, event]));
  if (!force) {
    await rejectWrongTarget(numbered, target.dataset, wrongTargetProps(source, inPage(known)));
  }
  return { dryRun: false, result: await publishToTarget(target, numbered, () => undefined) };
}

/** Advice in the words of the page, which has no command line. */
function inPage(known: readonly Dataset[]): TargetProps {
  const retry = ({ dataset, jq, force }: OtherTarget) => {
    if (force === true) return "tick “publish even if most columns stay null”";
    return dataset === undefined ? `enter ${jq ?? "."} as the selection` : `choose ${dataset}`;
  };
  return { known, retry };
}

/** Runs work with a file of its own, whose folder the messages leave out. */
async function withFile<Result>(
  name: string,
  bytes: Buffer,
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  if (bytes.length > MAXIMUM_FILE_BYTES) {
    throw new RequestError(413, "The file is too large for the console.", "Use npx lake publish.");
  }
  const folder = mkdtempSync(path.join(tmpdir(), "lake-console-"));
  const plainName = name.replace(/[^\w.-]+/g, "_").replace(/^\.+/, "") || "events.json";
  try {
    const content = decompress(bytes, plainName, MAXIMUM_CONTENT_BYTES);
    const isPlain = content === bytes;
    const file = path.join(folder, isPlain ? plainName : plainName.replace(COMPRESSED, "$1"));
    writeFileSync(file, content, { mode: 0o600 });
    return await work(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const without = (message: string) => message.replaceAll(`${folder}${path.sep}`, "");
    throw new UserError(without(error.message).split("\n"), without(error.advice).split("\n"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
