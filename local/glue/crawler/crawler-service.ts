import { type Crawler, GetCrawlerCommand, GetCrawlersCommand } from "@aws-sdk/client-glue";

import type { EmulatorContext } from "../../emulator-context";
import type { AwsRequest } from "../../gateway/aws-request";
import {
  AwsServiceError,
  toServiceError,
  type EmulatedService,
  type Forward,
  serveJson,
} from "../../gateway/emulated-service";
import { parseReply } from "../../gateway/control-plane-call";
import type { EventPublisher } from "../../events/event-bus";
import { crawlLogGroup, runCrawl } from "./crawl";
import { crawlerEvent } from "./crawler-events";
import { recreateCrawler } from "./crawler-update";
import { type CrawlRun, CrawlerRuns } from "./crawler-runs";
import { CrawlerSchedule } from "./crawler-schedule";
import {
  type CrawlerDescription,
  describeCrawler,
  describeMetrics,
  pageOfCrawls,
  scheduleExpression,
} from "./crawler-view";

/** How often schedules are looked at; a cron expression can't name less than a minute. */
const TICK_MS = 10_000;

type Input = Readonly<Record<string, unknown>>;

/** Crawlers that crawl: the control plane keeps their definitions, this service runs them and shows their state. */
export class CrawlerService implements EmulatedService {
  readonly service = "glue";
  readonly handle = serveJson({
    StartCrawler: (input, request) => this.startCrawler(request.region, nameOf(input)),
    StopCrawler: (input, request) => this.stopCrawler(request.region, nameOf(input)),
    StartCrawlerSchedule: (input, request) => this.setSchedule(request.region, input, true),
    StopCrawlerSchedule: (input, request) => this.setSchedule(request.region, input, false),
    GetCrawler: (_, request, forward) =>
      this.overlay(request, forward, ({ Crawler }) => ({
        Crawler: this.described(request.region, Crawler),
      })),
    GetCrawlers: (_, request, forward) => this.overlayList(request, forward),
    BatchGetCrawlers: (_, request, forward) => this.overlayList(request, forward),
    ListCrawls: (input, request) => this.listCrawls(request.region, input),
    GetCrawlerMetrics: (input, request) => this.crawlerMetrics(request.region, input),
    UpdateCrawler: (input, request, forward) => this.updateCrawler(input, request, forward),
    DeleteCrawler: (input, request) => this.deleteCrawler(request.region, nameOf(input)),
  });

  private readonly runs = new Map<string, CrawlerRuns>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly schedule: CrawlerSchedule;
  private timer: NodeJS.Timeout | undefined;
  private lastTick = new Date();

  /** @param events @default - nobody is told of runs */
  constructor(
    private readonly context: EmulatorContext,
    private readonly events?: EventPublisher,
  ) {
    this.schedule = new CrawlerSchedule((message) => {
      context.log.error("glue", message);
    });
  }

  start(): void {
    this.lastTick = new Date();
    this.timer = setInterval(() => void this.tick(), TICK_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const { current } of this.runs.values()) current?.abort.abort();
    await Promise.all(this.underWay);
  }

  /** Starts the crawlers whose schedules came due since the last look. */
  private async tick(): Promise<void> {
    const after = this.lastTick;
    const until = new Date();
    this.lastTick = until;
    for (const region of this.context.regions(this.service)) {
      try {
        const { Crawlers: crawlers = [] } = await this.context
          .clients(region)
          .glue.send(new GetCrawlersCommand({ MaxResults: 1000 }));
        const scheduled = crawlers.flatMap((crawler) => {
          // The SDK's typed answer is read here as the plain record that it is.
          const expression = scheduleExpression(crawler as CrawlerDescription);
          return expression === undefined ? [] : [{ name: crawler.Name ?? "", expression }];
        });
        for (const { name } of this.schedule.due(scheduled, after, until)) {
          if (this.runsOf(region, name).current !== undefined) continue;
          await this.startCrawler(region, name);
        }
      } catch (error) {
        this.context.log.error("glue", `Scheduled crawlers of ${region}: ${String(error)}`);
      }
    }
  }

  private async startCrawler(region: string, name: string): Promise<object> {
    const crawler = await this.crawler(region, name);
    const runs = this.runsOf(region, name);
    if (runs.current !== undefined) {
      throw new AwsServiceError(
        "CrawlerRunningException",
        `Crawler with name ${name} has already started`,
      );
    }
    const run = runs.begin(crawlLogGroup(crawler), name);
    const ended = this.run(region, crawler, run).finally(() => this.underWay.delete(ended));
    this.underWay.add(ended);
    return {};
  }

  private async run(region: string, crawler: Crawler, run: CrawlRun): Promise<void> {
    const name = crawler.Name ?? "";
    const tell = async () => {
      const event = crawlerEvent(name, run);
      if (event !== undefined) await this.events?.put(region, event);
    };
    await tell();
    await runCrawl(crawler, this.context.clients(region), run, (message) => {
      this.context.log.error("glue", message);
    });
    const fault = run.errorMessage === undefined ? "" : `: ${run.errorMessage}`;
    this.context.log.info("glue", `Crawler ${name} ${run.outcome}${fault}`);
    await tell();
  }

  private async stopCrawler(region: string, name: string): Promise<object> {
    await this.crawler(region, name);
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
    return {};
  }

  private async setSchedule(region: string, input: Input, scheduled: boolean): Promise<object> {
    const name = nameOf(input, "CrawlerName");
    const crawler = await this.crawler(region, name);
    const runs = this.runsOf(region, name);
    if (crawler.Schedule?.ScheduleExpression === undefined) {
      throw new AwsServiceError("NoScheduleException", `Crawler ${name} has no schedule`);
    }
    if (runs.scheduled === scheduled) {
      throw scheduled
        ? new AwsServiceError("SchedulerRunningException", "The schedule is already running")
        : new AwsServiceError("SchedulerNotRunningException", "The schedule is not running");
    }
    runs.scheduled = scheduled;
    return {};
  }

  private async listCrawls(region: string, input: Input): Promise<object> {
    const name = nameOf(input, "CrawlerName");
    await this.crawler(region, name);
    return pageOfCrawls(this.runsOf(region, name).runs, input);
  }

  private async crawlerMetrics(region: string, input: Input): Promise<object> {
    const listed = input["CrawlerNameList"];
    const names = Array.isArray(listed) && listed.length > 0 ? listed.map(String) : undefined;
    const { Crawlers: crawlers = [] } = await this.context
      .clients(region)
      .glue.send(new GetCrawlersCommand({}));
    return {
      CrawlerMetricsList: crawlers
        .flatMap(({ Name }) => (Name === undefined ? [] : [Name]))
        .filter((name) => names?.includes(name) ?? true)
        .map((name) => describeMetrics(name, this.runs.get(`${region}/${name}`))),
    };
  }

  private async updateCrawler(
    input: Input,
    request: AwsRequest,
    forward: Forward,
  ): Promise<object> {
    const name = nameOf(input);
    await this.refuseRunning(request.region, name);
    return recreateCrawler(await this.crawler(request.region, name), input, request, forward);
  }

  private async deleteCrawler(region: string, name: string): Promise<undefined> {
    await this.refuseRunning(region, name);
    this.runs.delete(`${region}/${name}`);
  }

  private async refuseRunning(region: string, name: string): Promise<void> {
    if (this.runs.get(`${region}/${name}`)?.current === undefined) return Promise.resolve();
    throw new AwsServiceError("CrawlerRunningException", `Crawler with name ${name} is running`);
  }

  private async overlayList(request: AwsRequest, forward: Forward) {
    return this.overlay(request, forward, (answer) => ({
      ...answer,
      Crawlers: Array.isArray(answer["Crawlers"])
        ? answer["Crawlers"].map((crawler) => this.described(request.region, crawler))
        : [],
    }));
  }

  /** Changes a good answer of the control plane; a fault goes to the caller as it came. */
  private async overlay(
    request: AwsRequest,
    forward: Forward,
    change: (answer: Input) => object,
  ): Promise<object> {
    return change(parseReply(await forward(request)));
  }

  private described(region: string, crawler: unknown): unknown {
    if (typeof crawler !== "object" || crawler === null || !("Name" in crawler)) return crawler;
    // Checked above: a JSON object, whose values are unknown.
    return describeCrawler(crawler, this.runs.get(`${region}/${String(crawler.Name)}`));
  }

  private async crawler(region: string, name: string): Promise<Crawler> {
    try {
      const answer = await this.context
        .clients(region)
        .glue.send(new GetCrawlerCommand({ Name: name }));
      return answer.Crawler ?? {};
    } catch (error) {
      throw toServiceError(error);
    }
  }

  private runsOf(region: string, name: string): CrawlerRuns {
    const key = `${region}/${name}`;
    const runs = this.runs.get(key) ?? new CrawlerRuns();
    this.runs.set(key, runs);
    return runs;
  }
}

function nameOf(input: Input, field = "Name"): string {
  const name = input[field];
  if (typeof name === "string" && name !== "") return name;
  throw new AwsServiceError("InvalidInputException", `${field} must not be empty`);
}
