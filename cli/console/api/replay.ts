import { replayDataset } from "../../replay/replay";
import type { ReplayReport } from "../../replay/replay";
import { REPLAY_DEFAULTS } from "../../replay/replay-defaults";
import { onInterrupt } from "../../terminal/interruption";
import { targetNamed } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { flag, optionalText, text } from "./input";
import type { Input } from "./input";

/** What a replay did, and why it ended early if it did. */
export type ReplayView = Omit<ReplayReport, "stoppedBy"> & { readonly stoppedBy?: string };

/**
 * Answers `replay`: sends failed records to the stream again, or shows what would be sent. A transform is a module of this
 * machine, which only `lake replay --transform` takes.
 */
export async function replayFailures(
  lake: Lake,
  input: Input,
  signal: AbortSignal,
): Promise<ReplayView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const match = optionalText(input, "match");
  const stop = new AbortController();
  const work = replayDataset(
    target,
    {
      from: "errors",
      since: text(input, "since"),
      ...(match === undefined ? {} : { match }),
      dryRun: flag(input, "dryRun"),
      ...REPLAY_DEFAULTS,
      yes: false,
    },
    AbortSignal.any([signal, stop.signal]),
    () => undefined,
  );
  // Ctrl-C ends the run after the current batch, which its ledger has then.
  const forget = onInterrupt(async () => {
    stop.abort();
    await work;
  });
  const { stoppedBy, ...report } = await work.finally(forget);
  return { ...report, ...(stoppedBy === undefined ? {} : { stoppedBy: stoppedBy.message }) };
}
