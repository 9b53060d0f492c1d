import type { Crawler } from "@aws-sdk/client-glue";
import type { EmulatorContext } from "../../emulator-context";
import type { EventPublisher } from "../../events/event-bus";
import { AwsServiceError } from "../../gateway/emulated-service";
import { crawlLogGroup, runCrawl } from "./run-crawl";
import { crawlerEvent } from "./crawler-events";
import type { CrawlerRuns, CrawlRun } from "./crawler-runs";
import { KeptRuns } from "./kept-runs";

/** Runs crawlers in the background and keeps the history of their runs. */
export class CrawlerRunner {
  private readonly runs: KeptRuns;
  private readonly running = new Set<Promise<void>>();

  /** @param events @default - no events are published */
  constructor(
    private readonly context: EmulatorContext,
    private readonly events?: EventPublisher,
  ) {
    this.runs = new KeptRuns(context.stateFolder);
  }

  /** The runs of a crawler; an empty history for one that never ran. */
  runsOf(region: string, name: string): CrawlerRuns {
    return this.runs.of(region, name);
  }

  /** Starts or stops the schedule of a crawler. */
  setScheduled(region: string, name: string, scheduled: boolean): void {
    this.runs.of(region, name).scheduled = scheduled;
    this.runs.keepSchedule(region, name);
  }

  /** Whether a run of a crawler is in progress. */
  isRunning(region: string, name: string): boolean {
    return this.find(region, name)?.current !== undefined;
  }

  /** The runs of a crawler that ran, or whose schedule was changed. */
  find(region: string, name: string): CrawlerRuns | undefined {
    return this.runs.find(region, name);
  }

  /** Removes the history of a crawler that was deleted. */
  remove(region: string, name: string): void {
    this.runs.remove(region, name);
  }

  /**
   * Starts a run.
   *
   * @throws AwsServiceError CrawlerRunningException if one is in progress
   */
  start(region: string, crawler: Crawler): void {
    const name = crawler.Name ?? "";
    const runs = this.runsOf(region, name);
    if (runs.current !== undefined) {
      throw new AwsServiceError(
        "CrawlerRunningException",
        `Crawler with name ${name} has already started`,
      );
    }
    const run = runs.begin(crawlLogGroup(crawler), name);
    this.runs.keep(region, name, run);
    const ended = this.run(region, crawler, run).finally(() => this.running.delete(ended));
    this.running.add(ended);
  }

  /**
   * Cancels the run in progress.
   *
   * @throws AwsServiceError as Glue answers if there is none, or it is already being cancelled
   */
  cancel(region: string, name: string): void {
    const { current } = this.runsOf(region, name);
    if (current === undefined) {
      throw new AwsServiceError(
        "CrawlerNotRunningException",
        `Crawler with name ${name} isn't running`,
      );
    }
    if (current.abort.signal.aborted) {
      throw new AwsServiceError(
        "CrawlerStoppingException",
        `Crawler with name ${name} is stopping`,
      );
    }
    current.abort.abort();
  }

  /** Cancels every run; resolves when none is in progress. */
  async stop(): Promise<void> {
    for (const { current } of this.runs.all()) current?.abort.abort();
    await Promise.all(this.running);
  }

  private async run(region: string, crawler: Crawler, run: CrawlRun): Promise<void> {
    const name = crawler.Name ?? "";
    const publishState = async () => {
      const event = crawlerEvent(name, run);
      if (event !== undefined) await this.events?.put(region, event);
    };
    await publishState();
    await runCrawl(crawler, this.context.clients(region), run, (message) => {
      this.context.log.error("glue", message);
    });
    this.runs.keep(region, name, run);
    const reason = run.errorMessage === undefined ? "" : `: ${run.errorMessage}`;
    this.context.log.info("glue", `Crawler ${name} ${run.outcome}${reason}`);
    await publishState();
  }
}
