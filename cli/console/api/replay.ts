import { replayDataset } from "../../replay/replay";
import type { ReplayReport } from "../../replay/replay";
import { targetNamed } from "../lake/console-lake";
import type { ConsoleLake } from "../lake/console-lake";
import { flag, optionalText, text } from "./input";
import type { Input } from "./input";

/** The defaults of `lake replay`. */
const RATE = 500;
const MAX_REPLAYS = 3;
const TRANSFORM_SECONDS = 10;

/** What a replay did, and why it ended early if it did. */
export type ReplayView = Omit<ReplayReport, "stoppedBy"> & { readonly stoppedBy?: string };

/**
 * Answers `replay`: sends failed records to the stream again, or shows what would be sent. A transform is a module of this
 * machine, which only `lake replay --transform` takes.
 */
export async function replayFailures(
  lake: ConsoleLake,
  input: Input,
  signal: AbortSignal,
): Promise<ReplayView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const match = optionalText(input, "match");
  const { stoppedBy, ...report } = await replayDataset(
    target,
    {
      from: "errors",
      since: text(input, "since"),
      ...(match === undefined ? {} : { match }),
      dryRun: flag(input, "dryRun"),
      rate: RATE,
      maxReplays: MAX_REPLAYS,
      transformTimeout: TRANSFORM_SECONDS,
      yes: false,
    },
    signal,
    () => undefined,
  );
  return { ...report, ...(stoppedBy === undefined ? {} : { stoppedBy: stoppedBy.message }) };
}
