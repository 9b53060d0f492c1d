import type { Crawler } from "@aws-sdk/client-glue";
import { CrawlerScheduler } from "../../../../local/glue/crawler/crawler-scheduler";
import { FakeAws } from "../../../support/fake-aws/fake-aws";

const crawler = (
  Name: string,
  ScheduleExpression: string,
  State: "SCHEDULED" | "NOT_SCHEDULED" = "SCHEDULED",
): Crawler => ({ Name, Schedule: { ScheduleExpression, State } });

describe("the schedules of crawlers", () => {
  let scheduler: CrawlerScheduler;
  let crawlers: Crawler[];
  let started: string[];
  let errors: string[];

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date("2026-11-23T12:14:45Z") });
    [crawlers, started, errors] = [[], [], []];
    const aws = new FakeAws({ GetCrawlersCommand: () => ({ Crawlers: crawlers }) });
    scheduler = new CrawlerScheduler(
      {
        clients: () => aws.clients,
        regions: (service) => (service === "glue" ? ["eu-west-1"] : []),
        log: { info: () => undefined, error: (_, message) => void errors.push(message) },
      },
      (region, name) => Promise.resolve(void started.push(`${region} ${name}`)),
    );
    scheduler.start();
  });

  afterEach(() => {
    scheduler.stop();
    jest.useRealTimers();
  });

  it("start a crawler once for each time of its cron expression", async () => {
    crawlers = [crawler("quarter", "cron(15 * ? * * *)"), crawler("half", "cron(30 * ? * * *)")];
    await jest.advanceTimersByTimeAsync(10_000);
    expect(started).toEqual([]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(started).toEqual(["eu-west-1 quarter"]);
  });

  it("do not start a crawler whose schedule is stopped, or that has none", async () => {
    crawlers = [crawler("off", "cron(15 * ? * * *)", "NOT_SCHEDULED"), { Name: "none" }];
    await jest.advanceTimersByTimeAsync(60_000);
    expect(started).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("report an invalid expression once, and start the other crawlers", async () => {
    crawlers = [crawler("broken", "cron(15 *)"), crawler("quarter", "cron(15 * ? * * *)")];
    await jest.advanceTimersByTimeAsync(60_000);
    expect(errors).toEqual([
      expect.stringMatching(
        /^Crawler broken has an invalid schedule: Invalid schedule cron\(15 \*\)/,
      ),
    ]);
    expect(started).toEqual(["eu-west-1 quarter"]);
  });

  it("start nothing after they were stopped", async () => {
    crawlers = [crawler("quarter", "cron(15 * ? * * *)")];
    scheduler.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(started).toEqual([]);
  });
});
