/** What Lambda logs about an invocation. */
export interface InvocationReport {
  readonly requestId: string;
  readonly version: string;
  readonly durationMs: number;
  readonly memorySizeMiB: number;
  readonly maxMemoryUsedMiB: number;
  /** Only for the first invocation of a process. */
  readonly initDurationMs?: number | undefined;
  readonly status: "success" | "error" | "timeout";
  /** For failures of the process, not for errors that the function reported. */
  readonly errorType?: string | undefined;
}

/** The line before an invocation's own lines. */
export function startLine(
  logFormat: string,
  { requestId, version }: Pick<InvocationReport, "requestId" | "version">,
): string {
  return logFormat === "JSON"
    ? platformEvent("platform.start", { requestId, version })
    : `START RequestId: ${requestId} Version: ${version}`;
}

/**
 * The lines after an invocation's own lines: how it ended and what it used.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function reportLines(logFormat: string, report: InvocationReport): string[] {
  const billedMs = Math.ceil(report.durationMs + (report.initDurationMs ?? 0));
  return logFormat === "JSON"
    ? [jsonReport(report, billedMs)]
    : [`END RequestId: ${report.requestId}`, textReport(report, billedMs)];
}

function textReport(report: InvocationReport, billedMs: number): string {
  const { requestId, durationMs, initDurationMs, status, errorType } = report;
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${report.memorySizeMiB} MB`,
    `Max Memory Used: ${report.maxMemoryUsedMiB} MB`,
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
    ...(status === "success" || (status === "error" && errorType === undefined)
      ? []
      : [`Status: ${status}`]),
    ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
  ].join("\t");
}

function jsonReport(report: InvocationReport, billedDurationMs: number): string {
  const { requestId, status, errorType, initDurationMs } = report;
  return platformEvent("platform.report", {
    requestId,
    metrics: {
      durationMs: report.durationMs,
      billedDurationMs,
      memorySizeMB: report.memorySizeMiB,
      maxMemoryUsedMB: report.maxMemoryUsedMiB,
      initDurationMs,
    },
    status,
    errorType,
  });
}

function platformEvent(type: string, record: object): string {
  return JSON.stringify({ time: new Date().toISOString(), type, record });
}
