import { countOf } from "../terminal/count-of";
import { onInterrupt } from "../terminal/interruption";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";
import { allSkipped } from "./run/replay-totals";
import { replayDataset } from "./replay";
import type { ReplayReport, ReplayRequest } from "./replay";
import { resolveTarget } from "../target/target";
import { EXIT } from "../terminal/exit-codes";

/** Reasons that are shown; `--json` has all. */
const SHOWN_REASONS = 10;

/** Options of `lake replay`. */
export interface ReplayOptions extends ReplayRequest {
  readonly env: string;
  /** @default - the first of config/datasets */
  readonly dataset?: string;
}

/** `lake replay --from errors|raw|stream`: sends records to the stream again, and reports what happened to each. */
export async function replayCommand(output: Output, options: ReplayOptions): Promise<void> {
  const target = await resolveTarget(options.env, options.dataset);
  const stop = new AbortController();
  const work = replayAndReport(output, options, target, stop.signal);
  // Ctrl-C ends the run after the current batch, with its totals.
  const forget = onInterrupt(async () => {
    stop.abort();
    await work;
  });
  try {
    await work;
  } finally {
    forget();
  }
}

async function replayAndReport(
  output: Output,
  options: ReplayOptions,
  target: Awaited<ReturnType<typeof resolveTarget>>,
  signal: AbortSignal,
): Promise<void> {
  const title = options.dryRun
    ? `Dry run of a replay to ${target.names.stream}`
    : `Replay to ${target.names.stream}`;
  const { stoppedBy, ...report } = await output.step(title, (detail) =>
    replayDataset(target, options, signal, detail),
  );
  output.result(report, renderReport);
  if (stoppedBy !== undefined) throw stoppedBy;
  if (report.totals.failed > 0) process.exitCode = EXIT.failed;
}

/** The totals, why records were not sent, and where quarantined ones are. */
export function renderReport(report: Omit<ReplayReport, "stoppedBy">): string {
  const { totals, reasons, repeated, dryRun, interrupted } = report;
  const { read, sent, skipped, quarantined, failed } = totals;
  const shown = reasons.slice(0, SHOWN_REASONS);
  return [
    renderTable(
      ["read", dryRun ? "would be sent" : "sent", "skipped", "quarantined", "failed"],
      [[read, sent, allSkipped(totals), quarantined, failed]],
    ),
    ...(allSkipped(totals) === 0
      ? []
      : [
          `Skipped: ${skipped.alreadySent} already sent, ${skipped.notMatched} not selected, ${skipped.byTransform} by the transform, ${skipped.quarantinedBefore} already quarantined.`,
        ]),
    ...(shown.length === 0
      ? []
      : [
          renderTable(
            ["outcome", "records", "reason"],
            shown.map(({ outcome, records, reason, first }) => [
              outcome,
              records,
              first === undefined ? reason : `${reason} (first: ${first})`,
            ]),
          ),
        ]),
    ...(reasons.length > shown.length
      ? [`The output of --json has ${countOf(reasons.length - shown.length, "more reason")}.`]
      : []),
    ...(repeated === 0
      ? []
      : [
          `${repeated} of these may be in the stream twice: an earlier run ended while it was sending them.`,
        ]),
    ...(quarantined === 0 || dryRun ? [] : [`Quarantined records: ${report.quarantine}`]),
    ...(interrupted ? ["Interrupted: run the command again to continue from here."] : []),
  ].join("\n");
}
