import { onInterrupt } from "../terminal/interruption";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";
import { allSkipped } from "./replay-totals";
import { replayDataset } from "./replay";
import type { ReplayReport, ReplayRequest } from "./replay";
import { resolveTarget } from "../target/target";

/** Reasons that a person is shown; `--json` has all. */
const SHOWN_REASONS = 10;

/** Options of `lake replay`. */
export interface ReplayOptions extends ReplayRequest {
  readonly env: string;
  /** @default - the first of config/datasets */
  readonly dataset?: string;
}

/** `lake replay --from errors|raw`: sends records into the stream again, and accounts for each. */
export async function replayCommand(output: Output, options: ReplayOptions): Promise<void> {
  const target = await resolveTarget(options.env, options.dataset);
  const stop = new AbortController();
  const work = replayAndReport(output, options, target, stop.signal);
  // Ctrl-C ends the run after the batch at hand, with its accounts.
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
    ? `See what a replay into ${target.names.stream} would do`
    : `Replay into ${target.names.stream}`;
  const { stoppedBy, ...report } = await output.step(title, (detail) =>
    replayDataset(target, options, signal, detail),
  );
  output.result(report, renderReport);
  if (stoppedBy !== undefined) throw stoppedBy;
  if (report.totals.failed > 0) process.exitCode = 1;
}

/** The accounts, why records were not sent, and where that is written down. */
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
          `Skipped: ${skipped.alreadySent} sent before, ${skipped.notMatched} not asked for, ${skipped.byTransform} by the transform, ${skipped.quarantinedBefore} quarantined before.`,
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
      ? [`${reasons.length - shown.length} more reasons are in the output of --json.`]
      : []),
    ...(repeated === 0
      ? []
      : [
          `${repeated} of these were about to be sent when an earlier run was cut off, and may be in the stream twice.`,
        ]),
    ...(quarantined === 0 || dryRun ? [] : [`Quarantined records: ${report.quarantine}`]),
    ...(interrupted ? ["Interrupted: run the command again, and it goes on from here."] : []),
  ].join("\n");
}
