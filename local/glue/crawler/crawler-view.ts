import { AwsServiceError } from "../../gateway/emulated-service";
import type { CrawlerRuns, CrawlRun } from "./crawler-runs";

/** A crawler as the control plane describes it. */
export type CrawlerDescription = Readonly<Record<string, unknown>>;

/** Merges the state of the runs into the control plane's description of a crawler. */
export function describeCrawler(
  crawler: CrawlerDescription,
  runs: CrawlerRuns | undefined,
): CrawlerDescription {
  const schedule = scheduleOf(crawler);
  return {
    ...crawler,
    ...(schedule !== undefined && runs?.scheduled === false
      ? { Schedule: { ...schedule, State: "NOT_SCHEDULED" } }
      : {}),
    State: runs?.state ?? "READY",
    CrawlElapsedTime: runs?.current === undefined ? 0 : Date.now() - +runs.current.startTime,
    LastCrawl: runs?.last === undefined ? undefined : describeLastCrawl(runs.last),
  };
}

/** The cron expression of a crawler with an active schedule. */
export function scheduleExpression(crawler: CrawlerDescription): string | undefined {
  const schedule = scheduleOf(crawler);
  const expression = schedule?.["ScheduleExpression"];
  return schedule?.["State"] === "SCHEDULED" && typeof expression === "string"
    ? expression
    : undefined;
}

/**
 * A page of `ListCrawls`.
 *
 * @throws AwsServiceError InvalidInputException for filters, which are not supported
 */
export function pageOfCrawls(
  runs: readonly CrawlRun[],
  input: Readonly<Record<string, unknown>>,
): object {
  if (Array.isArray(input["Filters"]) && input["Filters"].length > 0) {
    throw new AwsServiceError(
      "InvalidInputException",
      "Filters of ListCrawls are not supported by the embedded Glue; they work on AWS.",
    );
  }
  const start = typeof input["NextToken"] === "string" ? Number(input["NextToken"]) : 0;
  const size = typeof input["MaxResults"] === "number" ? input["MaxResults"] : 20;
  return {
    Crawls: runs.slice(start, start + size).map(describeCrawl),
    ...(start + size < runs.length ? { NextToken: String(start + size) } : {}),
  };
}

function describeCrawl(run: CrawlRun) {
  const states = { SUCCEEDED: "COMPLETED", CANCELLED: "STOPPED", FAILED: "FAILED" };
  return {
    CrawlId: run.id,
    State: run.outcome === undefined ? "RUNNING" : states[run.outcome],
    StartTime: epochSeconds(run.startTime),
    ...(run.endTime === undefined ? {} : { EndTime: epochSeconds(run.endTime) }),
    ...(run.summary === undefined ? {} : { Summary: summaryText(run.summary) }),
    ...(run.errorMessage === undefined ? {} : { ErrorMessage: run.errorMessage }),
    LogGroup: run.logGroup,
    LogStream: run.logStream,
    MessagePrefix: run.id,
    DPUHour: 0,
  };
}

/** Metrics of a crawler for `GetCrawlerMetrics`. */
export function describeMetrics(name: string, runs: CrawlerRuns | undefined) {
  const seconds = (runs?.runs ?? [])
    .flatMap(({ startTime, endTime }) => (endTime === undefined ? [] : [+endTime - +startTime]))
    .map((milliseconds) => milliseconds / 1000);
  const sorted = [...seconds].sort((a, b) => a - b);
  return {
    CrawlerName: name,
    TimeLeftSeconds: 0,
    StillEstimating: runs?.current !== undefined,
    LastRuntimeSeconds: seconds[0] ?? 0,
    MedianRuntimeSeconds: sorted[Math.floor(sorted.length / 2)] ?? 0,
    TablesCreated: 0,
    TablesUpdated: 0,
    TablesDeleted: 0,
  };
}

function describeLastCrawl(run: CrawlRun) {
  return {
    Status: run.outcome,
    ...(run.errorMessage === undefined ? {} : { ErrorMessage: run.errorMessage }),
    LogGroup: run.logGroup,
    LogStream: run.logStream,
    MessagePrefix: run.id,
    StartTime: epochSeconds(run.startTime),
  };
}

function summaryText(summary: NonNullable<CrawlRun["summary"]>): string {
  const changes = [
    ["ADD", summary.partitionsAdded],
    ["UPDATE", summary.partitionsUpdated],
    ["DELETE", summary.partitionsDeleted],
  ] as const;
  return JSON.stringify({
    PARTITION: Object.fromEntries(
      changes
        .filter(([, count]) => count > 0)
        .map(([change, count]) => [change, { Count: count, Details: {} }]),
    ),
  });
}

function scheduleOf(crawler: CrawlerDescription): Record<string, unknown> | undefined {
  const schedule = crawler["Schedule"];
  // A JSON object has string keys and unknown values.
  return typeof schedule === "object" && schedule !== null
    ? (schedule as Record<string, unknown>)
    : undefined;
}

// AWS's JSON protocol represents timestamps as seconds since 1970.
function epochSeconds(date: Date): number {
  return +date / 1000;
}
