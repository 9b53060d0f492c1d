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
import { recreateCrawler } from "./crawler-update";
import { CrawlerRunner } from "./crawler-runner";
import { CrawlerScheduler } from "./crawler-scheduler";
import { describeCrawler, describeMetrics, pageOfCrawls } from "./crawler-view";

type Input = Readonly<Record<string, unknown>>;

/** Glue's crawlers: the control plane stores their definitions, this service runs them and reports their state. */
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

  private readonly runner: CrawlerRunner;
  private readonly scheduler: CrawlerScheduler;

  /** @param events @default - no events are published */
  constructor(
    private readonly context: EmulatorContext,
    events?: EventPublisher,
  ) {
    this.runner = new CrawlerRunner(context, events);
    this.scheduler = new CrawlerScheduler(context, async (region, name) => {
      if (!this.runner.isRunning(region, name)) await this.startCrawler(region, name);
    });
  }

  start(): void {
    this.scheduler.start();
  }

  async stop(): Promise<void> {
    this.scheduler.stop();
    await this.runner.stop();
  }

  private async startCrawler(region: string, name: string): Promise<object> {
    this.runner.start(region, await this.crawler(region, name));
    return {};
  }

  private async stopCrawler(region: string, name: string): Promise<object> {
    await this.crawler(region, name);
    this.runner.cancel(region, name);
    return {};
  }

  private async setSchedule(region: string, input: Input, scheduled: boolean): Promise<object> {
    const name = nameOf(input, "CrawlerName");
    const crawler = await this.crawler(region, name);
    const runs = this.runner.runsOf(region, name);
    if (crawler.Schedule?.ScheduleExpression === undefined) {
      throw new AwsServiceError("NoScheduleException", `Crawler ${name} has no schedule`);
    }
    if (runs.scheduled === scheduled) {
      throw scheduled
        ? new AwsServiceError("SchedulerRunningException", "The schedule is already running")
        : new AwsServiceError("SchedulerNotRunningException", "The schedule is not running");
    }
    this.runner.setScheduled(region, name, scheduled);
    return {};
  }

  private async listCrawls(region: string, input: Input): Promise<object> {
    const name = nameOf(input, "CrawlerName");
    await this.crawler(region, name);
    return pageOfCrawls(this.runner.runsOf(region, name).runs, input);
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
        .map((name) => describeMetrics(name, this.runner.find(region, name))),
    };
  }

  private async updateCrawler(
    input: Input,
    request: AwsRequest,
    forward: Forward,
  ): Promise<object> {
    const name = nameOf(input);
    this.rejectRunning(request.region, name);
    return recreateCrawler(await this.crawler(request.region, name), input, request, forward);
  }

  private deleteCrawler(region: string, name: string): Promise<undefined> {
    this.rejectRunning(region, name);
    this.runner.remove(region, name);
    return Promise.resolve(undefined);
  }

  private rejectRunning(region: string, name: string): void {
    if (!this.runner.isRunning(region, name)) return;
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

  /** Changes a successful reply of the control plane; the caller gets an error reply unchanged. */
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
    return describeCrawler(crawler, this.runner.find(region, String(crawler.Name)));
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
}

function nameOf(input: Input, field = "Name"): string {
  const name = input[field];
  if (typeof name === "string" && name !== "") return name;
  throw new AwsServiceError("InvalidInputException", `${field} must not be empty`);
}
