import { GetCrawlersCommand } from "@aws-sdk/client-glue";
import type { EmulatorContext } from "../../emulator-context";
import { messageOf } from "../../../errors/message-of";
import { parseAwsCron } from "./aws-cron";
import type { Schedule } from "./aws-cron";
import { scheduleExpression } from "./crawler-view";
import type { CrawlerDescription } from "./crawler-view";

/** Interval between two checks of the schedules; the resolution of a cron expression is a minute. */
const CHECK_INTERVAL_MS = 10_000;

/** Starts the crawlers whose schedules are due. */
export class CrawlerScheduler {
  /** By expression; undefined for an invalid one, which is logged once. */
  private readonly schedules = new Map<string, Schedule | undefined>();
  private timer: NodeJS.Timeout | undefined;
  private lastCheck = new Date();

  /** @param startCrawler called for each crawler that is due */
  constructor(
    private readonly context: Pick<EmulatorContext, "clients" | "log" | "regions">,
    private readonly startCrawler: (region: string, name: string) => Promise<unknown>,
  ) {}

  /** Starts to check the schedules. */
  start(): void {
    this.lastCheck = new Date();
    this.timer = setInterval(() => void this.check(), CHECK_INTERVAL_MS);
    this.timer.unref();
  }

  /** Starts no more crawlers. */
  stop(): void {
    clearInterval(this.timer);
  }

  private async check(): Promise<void> {
    const after = this.lastCheck;
    const until = new Date();
    this.lastCheck = until;
    for (const region of this.context.regions("glue")) {
      try {
        const { Crawlers: crawlers = [] } = await this.context
          .clients(region)
          .glue.send(new GetCrawlersCommand({ MaxResults: 1000 }));
        for (const crawler of crawlers) {
          const { Name: name = "" } = crawler;
          // The typed output of the SDK is read as a plain record here.
          const expression = scheduleExpression(crawler as CrawlerDescription);
          if (expression === undefined) continue;
          const isDue = this.schedule(name, expression)?.firesBetween(after, until) === true;
          if (isDue) await this.startCrawler(region, name);
        }
      } catch (error) {
        this.context.log.error(
          "glue",
          `Could not check the schedules of crawlers in ${region}: ${String(error)}`,
        );
      }
    }
  }

  private schedule(name: string, expression: string): Schedule | undefined {
    if (!this.schedules.has(expression)) {
      try {
        this.schedules.set(expression, parseAwsCron(expression));
      } catch (error) {
        this.schedules.set(expression, undefined);
        this.context.log.error(
          "glue",
          `Crawler ${name} has an invalid schedule: ${messageOf(error)}`,
        );
      }
    }
    return this.schedules.get(expression);
  }
}
