import { parseAwsCron, type Schedule } from "./aws-cron";
import { messageOf } from "../../../errors/message-of";

/** A crawler whose schedule is on. */
export interface ScheduledCrawler {
  readonly name: string;
  /** AWS cron expression. */
  readonly expression: string;
}

/** Tells which crawlers are due; an expression that can't be read is told once and then left alone. */
export class CrawlerSchedule {
  private readonly schedules = new Map<string, Schedule | undefined>();

  constructor(private readonly refused: (message: string) => void) {}

  /** The crawlers that have a time in `(after, until]`. */
  due(crawlers: readonly ScheduledCrawler[], after: Date, until: Date): ScheduledCrawler[] {
    return crawlers.filter(({ name, expression }) =>
      this.schedule(name, expression)?.firesBetween(after, until),
    );
  }

  private schedule(name: string, expression: string): Schedule | undefined {
    if (!this.schedules.has(expression)) {
      try {
        this.schedules.set(expression, parseAwsCron(expression));
      } catch (error) {
        this.schedules.set(expression, undefined);
        this.refused(`Crawler ${name} never starts: ${messageOf(error)}`);
      }
    }
    return this.schedules.get(expression);
  }
}
