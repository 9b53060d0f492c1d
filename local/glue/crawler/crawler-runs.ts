import { randomUUID } from "node:crypto";

/** Outcome of a run, in the words of `LastCrawl.Status`. */
export type CrawlOutcome = "SUCCEEDED" | "CANCELLED" | "FAILED";

/** Changes that a run made to the catalog. */
export interface CrawlSummary {
  readonly partitionsAdded: number;
  readonly partitionsDeleted: number;
  readonly partitionsUpdated: number;
}

/** One run of a crawler. */
export interface CrawlRun {
  readonly id: string;
  readonly startTime: Date;
  readonly logGroup: string;
  readonly logStream: string;
  readonly abort: AbortController;
  endTime?: Date;
  outcome?: CrawlOutcome | undefined;
  errorMessage?: string;
  summary?: CrawlSummary;
}

/** Runs kept for each crawler; `ListCrawls` returns them. */
const KEPT_RUNS = 1000;

/** The runs of one crawler, newest first, and whether its schedule is active. */
export class CrawlerRuns {
  readonly runs: CrawlRun[] = [];
  scheduled = true;

  /** The run in progress. */
  get current(): CrawlRun | undefined {
    const latest = this.runs[0];
    return latest?.outcome === undefined ? latest : undefined;
  }

  /** The last completed run. */
  get last(): CrawlRun | undefined {
    return this.runs.find(({ outcome }) => outcome !== undefined);
  }

  get state(): "READY" | "RUNNING" | "STOPPING" {
    if (this.current === undefined) return "READY";
    return this.current.abort.signal.aborted ? "STOPPING" : "RUNNING";
  }

  begin(logGroup: string, logStream: string): CrawlRun {
    const run: CrawlRun = {
      id: randomUUID(),
      startTime: new Date(),
      logGroup,
      logStream,
      abort: new AbortController(),
    };
    this.runs.unshift(run);
    this.runs.length = Math.min(this.runs.length, KEPT_RUNS);
    return run;
  }
}
