import { replayDataset } from "../../replay/replay";
import type { ReplayReport, ReplayRequest } from "../../replay/replay";
import { REPLAY_DEFAULTS } from "../../replay/replay-defaults";
import { readTimeRange } from "../../replay/source/time-range";
import type { Target } from "../../target/target";
import { onInterrupt } from "../../terminal/interruption";
import { targetNamed } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { RequestError } from "../server/request-error";
import { flag, optionalText, text } from "./input";
import type { Input } from "./input";

/** What a replay did, and why it ended early if it did. */
export type ReplayView = Omit<ReplayReport, "stoppedBy"> & {
  readonly stoppedBy?: string;
  /** ISO 8601: what is sent after a dry run starts at the same time. */
  readonly since: string;
};

/**
 * Answers `replay`: sends failed records to the stream again, or shows what would be sent. A transform is a module of this
 * machine, which only `lake replay --transform` takes.
 *
 * @throws RequestError if other records would be sent than the dry run has shown, whose selection has to be given
 */
export async function replayFailures(
  lake: Lake,
  input: Input,
  signal: AbortSignal,
): Promise<ReplayView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const match = optionalText(input, "match");
  const { since = new Date() } = readTimeRange({ since: text(input, "since") }, new Date());
  const request = { since: since.toISOString(), ...(match === undefined ? {} : { match }) };
  const shown = flag(input, "dryRun") ? undefined : text(input, "shown");
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  const work =
    shown === undefined
      ? replay(target, { ...request, dryRun: true }, ended)
      : replayShown(target, request, shown, ended);
  // Ctrl-C ends the run after the current batch, which its ledger has then.
  const forget = onInterrupt(async () => {
    stop.abort();
    await work;
  });
  const { stoppedBy, ...report } = await work.finally(forget);
  return {
    ...report,
    since: request.since,
    ...(stoppedBy === undefined ? {} : { stoppedBy: stoppedBy.message }),
  };
}

/** What is given next to the defaults. */
type Request = Pick<ReplayRequest, "since" | "match">;

async function replayShown(
  target: Target,
  request: Request,
  shown: string,
  signal: AbortSignal,
): Promise<ReplayReport> {
  const { selection, totals } = await replay(target, { ...request, dryRun: true }, signal);
  if (selection !== shown) {
    throw new RequestError(
      409,
      "Other records would be sent than the dry run has shown, and nothing was sent.",
      "Do the dry run again.",
    );
  }
  // No more than was shown, whatever fails from now on.
  const limit = totals.sent + totals.quarantined;
  return replay(target, { ...request, limit, dryRun: false }, signal);
}

function replay(
  target: Target,
  request: Request & Pick<ReplayRequest, "limit" | "dryRun">,
  signal: AbortSignal,
): Promise<ReplayReport> {
  return replayDataset(
    target,
    { from: "errors", ...request, ...REPLAY_DEFAULTS, yes: false },
    signal,
    () => undefined,
  );
}
