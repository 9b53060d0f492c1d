import { type DurableMap, openMap } from "../../storage/durable-map";
import { CrawlerRuns, type CrawlRun } from "./crawler-runs";

/** A run as it is in the file; times are ISO 8601. */
interface KeptRun extends Pick<
  CrawlRun,
  "id" | "logGroup" | "logStream" | "outcome" | "errorMessage" | "summary"
> {
  readonly crawler: string;
  readonly startTime: string;
  readonly endTime?: string;
}

/** The runs of all crawlers, and which schedules are stopped, kept in the state folder. */
export class KeptRuns {
  private readonly byCrawler = new Map<string, CrawlerRuns>();
  private readonly files: DurableMap<KeptRun>;
  private readonly stopped: DurableMap<true>;

  constructor(stateFolder: string) {
    this.files = openMap(stateFolder, "glue", "crawls");
    this.stopped = openMap(stateFolder, "glue", "stopped-schedules");
    for (const kept of [...this.files.values()]) {
      const run = restored(kept);
      this.runsOf(kept.crawler).runs.unshift(run);
      // Its end is that of this start, also for later ones.
      if (kept.endTime === undefined) this.files.set(run.id, keptRun(kept.crawler, run));
    }
    for (const crawler of this.stopped.keys()) this.runsOf(crawler).scheduled = false;
  }

  /** The runs of a crawler. */
  of(region: string, name: string): CrawlerRuns {
    return this.runsOf(keyOf(region, name));
  }

  /** The runs of a crawler that ran, or whose schedule was changed. */
  find(region: string, name: string): CrawlerRuns | undefined {
    return this.byCrawler.get(keyOf(region, name));
  }

  all(): Iterable<CrawlerRuns> {
    return this.byCrawler.values();
  }

  /** Keeps a run that began or ended. */
  keep(region: string, name: string, run: CrawlRun): void {
    const crawler = keyOf(region, name);
    this.files.set(run.id, keptRun(crawler, run));
    const known = new Set(this.runsOf(crawler).runs.map(({ id }) => id));
    for (const { id, crawler: other } of [...this.files.values()]) {
      if (other === crawler && !known.has(id)) this.files.delete(id);
    }
  }

  /** Keeps whether a crawler's schedule is stopped. */
  keepSchedule(region: string, name: string): void {
    const crawler = keyOf(region, name);
    if (this.runsOf(crawler).scheduled) this.stopped.delete(crawler);
    else this.stopped.set(crawler, true);
  }

  /** Removes what is kept of a crawler. */
  remove(region: string, name: string): void {
    const crawler = keyOf(region, name);
    for (const { id } of this.byCrawler.get(crawler)?.runs ?? []) this.files.delete(id);
    this.stopped.delete(crawler);
    this.byCrawler.delete(crawler);
  }

  private runsOf(crawler: string): CrawlerRuns {
    const runs = this.byCrawler.get(crawler) ?? new CrawlerRuns();
    this.byCrawler.set(crawler, runs);
    return runs;
  }
}

function keptRun(crawler: string, { abort, startTime, endTime, ...run }: CrawlRun): KeptRun {
  void abort;
  return {
    ...run,
    crawler,
    startTime: startTime.toISOString(),
    ...(endTime === undefined ? {} : { endTime: endTime.toISOString() }),
  };
}

/** A run that was in progress when the embedded AWS ended has failed. */
function restored({ startTime, endTime, ...run }: KeptRun): CrawlRun {
  const times = { startTime: new Date(startTime), abort: new AbortController() };
  if (endTime !== undefined) return { ...run, ...times, endTime: new Date(endTime) };
  const errorMessage = "The embedded AWS ended while the crawler was running.";
  return { ...run, ...times, endTime: new Date(), outcome: "FAILED", errorMessage };
}

function keyOf(region: string, name: string): string {
  return `${region}/${name}`;
}
