import { shellWord } from "../../terminal/shell-word";
import { csvWords } from "../../command-line/csv-options";
import type { PublishOptions } from "../publish-options";
import type { WrongTargetProps } from "./reject-wrong-target";

/** The `lake publish` that has these options, to be pasted into a shell. */
export function publishCommandLine(options: PublishOptions): string {
  const { env, dataset, file, jq, events, count, force, wait, dryRun } = options;
  const what =
    file === undefined
      ? ["--count", String(count)]
      : [
          file,
          ...(jq === undefined ? [] : ["--jq", jq]),
          ...csvWords(options),
          ...(events === undefined ? [] : ["--events", events]),
        ];
  const where = ["--env", env, ...(dataset === undefined ? [] : ["--dataset", dataset])];
  const words = ["npx", "lake", "publish", ...what, ...where];
  const flags = Object.entries({ "--dry-run": dryRun, "--force": force, "--wait": wait })
    .filter(([, isSet]) => isSet === true)
    .map(([flag]) => flag);
  return [...words, ...flags].map(shellWord).join(" ");
}

/** Renders the same command with another target. */
export function retryOf(options: PublishOptions): WrongTargetProps["retry"] {
  return (change) => publishCommandLine({ ...options, ...change });
}
