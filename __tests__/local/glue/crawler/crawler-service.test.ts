import type { Crawler } from "@aws-sdk/client-glue";

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceEvent } from "../../../../local/events/event-bus";
import type { AwsReply, AwsRequest } from "../../../../local/gateway/aws-request";
import { CrawlerService } from "../../../../local/glue/crawler/crawler-service";
import { EVENTS } from "../../../support/fake-aws/event-table";
import { FakeAws, serviceError } from "../../../support/fake-aws/fake-aws";

const ROLE = "arn:aws:iam::123456789012:role/crawler";

describe("crawlers", () => {
  let crawler: Crawler;
  let aws: FakeAws;
  let service: CrawlerService;
  let events: ServiceEvent[];

  beforeEach(() => {
    crawler = {
      Name: "events",
      Role: ROLE,
      State: "READY",
      Targets: { CatalogTargets: [{ DatabaseName: "db", Tables: ["events"] }] },
      SchemaChangePolicy: { DeleteBehavior: "LOG", UpdateBehavior: "LOG" },
      Schedule: { ScheduleExpression: "cron(15,45 * ? * * *)", State: "SCHEDULED" },
    };
    aws = new FakeAws({
      GetCrawlerCommand: ({ Name }) => {
        if (Name !== "events") {
          throw serviceError("EntityNotFoundException", "Crawler not found");
        }
        return { Crawler: crawler };
      },
      GetCallerIdentityCommand: () => ({ Account: "123456789012", Arn: "arn:aws:sts::1:x" }),
      GetBucketLocationCommand: () => ({}),
      PutLogEventsCommand: () => ({}),
      GetSecurityConfigurationCommand: () => ({
        SecurityConfiguration: {
          EncryptionConfiguration: {
            CloudWatchEncryption: { CloudWatchEncryptionMode: "SSE-KMS", KmsKeyArn: "arn:key" },
          },
        },
      }),
      AssociateKmsKeyCommand: () => {
        throw serviceError("ResourceNotFoundException", "The specified log group does not exist.");
      },
      CreateLogGroupCommand: () => ({}),
    });
    aws.tables.set("db.events", EVENTS);
    addObject("00");
    addObject("01");
    aws.objects.set("lake/data/stray.txt", Buffer.from("x"));
    aws.objects.set("lake/data/year=x/month=11/day=23/hour=00/a", Buffer.from("x"));
    aws.objects.set("lake/data/year=2026/month=11/day=23/hour=09/_SUCCESS", Buffer.from("x"));
    aws.objects.set("lake/errors/year=2026/month=11/day=23/hour=00/a", Buffer.from("x"));
    events = [];
    service = new CrawlerService(
      {
        endpointUrl: "",
        stateFolder: mkdtempSync(join(tmpdir(), "crawlers-")),
        scratchFolder: "",
        regions: () => ["eu-west-1"],
        clients: () => aws.clients,
        log: { info: () => undefined, error: () => undefined },
      },
      { put: (_, event) => Promise.resolve(void events.push(event)) },
    );
  });

  afterEach(() => service.stop());

  const folder = (hour: string) => `data/year=2026/month=11/day=23/hour=${hour}/`;

  function addObject(hour: string): void {
    aws.objects.set(`lake/${folder(hour)}events-1.parquet`, Buffer.from("x"));
  }

  /** The control plane's reply to calls that are left to it. */
  function forward({ operation }: AwsRequest): Promise<AwsReply> {
    const body = operation === "GetCrawlers" ? { Crawlers: [crawler] } : { Crawler: crawler };
    return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(body) });
  }

  async function call(operation: string, input: object = { Name: "events" }) {
    const reply = await service.handle(
      {
        service: "glue",
        operation,
        region: "eu-west-1",
        accessKeyId: undefined,
        method: "POST",
        url: "/",
        headers: {},
        body: Buffer.from(JSON.stringify(input)),
      },
      forward,
    );
    return JSON.parse(String(reply?.body)) as Record<string, unknown> & { Crawler?: Crawler };
  }

  async function crawl(): Promise<Crawler> {
    expect(await call("StartCrawler")).toEqual({});
    for (;;) {
      const { Crawler: described } = await call("GetCrawler");
      if (described?.State === "READY") return described;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  const registered = () =>
    (aws.partitions.get("db.events") ?? []).map(({ Values }) => Values.join("/"));

  it("registers new folders with the table's storage, and changes nothing else", async () => {
    const { LastCrawl: last } = await crawl();
    expect(last).toMatchObject({
      Status: "SUCCEEDED",
      LogGroup: "/aws-glue/crawlers",
      LogStream: "events",
    });
    expect(registered()).toEqual(["2026/11/23/00", "2026/11/23/01"]);
    expect(aws.partitions.get("db.events")?.[0]).toEqual({
      Values: ["2026", "11", "23", "00"],
      StorageDescriptor: { ...EVENTS.StorageDescriptor, Location: `s3://lake/${folder("00")}` },
      Parameters: { classification: "parquet", objectCount: "1", sizeKey: "1" },
    });
    expect(aws.clients.roles).toEqual([ROLE]);
  });

  it("writes to the table what crawlers write, and leaves its columns", async () => {
    const { LastCrawl: last } = await crawl();
    const written = {
      CRAWL_RUN_ID: last?.MessagePrefix,
      CrawlerSchemaDeserializerVersion: "1.0",
      CrawlerSchemaSerializerVersion: "1.0",
      UPDATED_BY_CRAWLER: "events",
      objectCount: "2",
      "partition_filtering.enabled": "true",
      sizeKey: "2",
      typeOfData: "file",
    };
    const { StorageDescriptor: storage, PartitionKeys, TableType } = EVENTS;
    const expected = {
      ...{ Name: "events", PartitionKeys, TableType },
      Owner: "owner",
      Parameters: { classification: "parquet", ...written },
      StorageDescriptor: { ...storage, NumberOfBuckets: -1, Parameters: written },
    };
    expect(aws.inputs("UpdateTableCommand")).toEqual([
      { DatabaseName: "db", TableInput: expected },
    ]);
    await crawl();
    expect(aws.inputs("UpdateTableCommand")).toHaveLength(1);
  });

  it("creates a missing log group with the key of its security configuration", async () => {
    crawler = { ...crawler, CrawlerSecurityConfiguration: "secure" };
    expect((await crawl()).LastCrawl?.Status).toBe("SUCCEEDED");
    expect(aws.inputs("CreateLogGroupCommand")).toEqual([
      { logGroupName: "/aws-glue/crawlers-role/crawler-secure", kmsKeyId: "arn:key" },
    ]);
  });

  it("sends EventBridge the start and the end", async () => {
    await crawl();
    await service.stop();
    expect(events).toMatchObject([
      { source: "aws.glue", detail: { crawlerName: "events", state: "Started" } },
      {
        source: "aws.glue",
        detailType: "Glue Crawler State Change",
        detail: {
          crawlerName: "events",
          state: "Succeeded",
          message: "Crawler Succeeded",
          partitionsCreated: "2",
        },
      },
    ]);
  });

  it("sends EventBridge a failure and its reason", async () => {
    aws.tables.clear();
    await crawl();
    await service.stop();
    expect(events.at(-1)?.detail).toMatchObject({
      crawlerName: "events",
      state: "Failed",
      errorMessage: "Table not found",
    });
  });

  it("adds only new folders", async () => {
    await crawl();
    addObject("02");
    await crawl();
    expect(registered()).toEqual(["2026/11/23/00", "2026/11/23/01", "2026/11/23/02"]);
    expect(aws.inputs("BatchCreatePartitionCommand")).toHaveLength(2);
  });

  it.each([
    ["LOG", ["2026/11/23/00", "2026/11/23/01"], undefined],
    ["DELETE_FROM_DATABASE", ["2026/11/23/01"], undefined],
    ["DEPRECATE_IN_DATABASE", ["2026/11/23/00", "2026/11/23/01"], expect.stringMatching(/^\d+$/)],
  ] as const)("handles a missing folder by %s", async (behavior, values, deprecated) => {
    await crawl();
    aws.objects.delete(`lake/${folder("00")}events-1.parquet`);
    crawler = { ...crawler, SchemaChangePolicy: { DeleteBehavior: behavior } };
    await crawl();
    expect(registered()).toEqual(values);
    const first = aws.partitions.get("db.events")?.find(({ Values }) => Values[3] === "00");
    expect(first?.Parameters?.["DEPRECATED_BY_CRAWLER"]).toEqual(deprecated);
  });

  it("writes Glue's lines to its log", async () => {
    const { LastCrawl: last } = await crawl();
    const [put] = aws.inputs("PutLogEventsCommand");
    expect(put).toMatchObject({ logGroupName: "/aws-glue/crawlers", logStreamName: "events" });
    const messages = (put?.["logEvents"] as { message: string }[]).map(({ message }) => message);
    expect(messages).toContain(
      `[${last?.MessagePrefix}] INFO : Created partitions with values [[2026, 11, 23, 00], [2026, 11, 23, 01]] for table events in database db`,
    );
  });

  it("reports a crawl that failed, and why", async () => {
    aws.tables.clear();
    const described = await crawl();
    expect(described.LastCrawl).toMatchObject({
      Status: "FAILED",
      ErrorMessage: "Table not found",
    });
    expect(await call("ListCrawls", { CrawlerName: "events" })).toMatchObject({
      Crawls: [{ State: "FAILED", ErrorMessage: "Table not found" }],
    });
  });

  it("fails for unsupported targets", async () => {
    crawler = { ...crawler, Targets: { S3Targets: [{ Path: "s3://lake/" }] } };
    const { LastCrawl: last } = await crawl();
    expect(last?.Status).toBe("FAILED");
    expect(last?.ErrorMessage).toMatch(/^S3Targets are not supported by the embedded Glue/);
  });

  it("runs a crawler once at a time, and cancels it", async () => {
    await call("StartCrawler");
    expect(await call("StartCrawler")).toMatchObject({
      __type: "CrawlerRunningException",
      message: "Crawler with name events has already started",
    });
    expect(await call("DeleteCrawler")).toMatchObject({ __type: "CrawlerRunningException" });
    expect(await call("StopCrawler")).toEqual({});
    expect((await call("GetCrawler")).Crawler?.State).toBe("STOPPING");
    expect(await call("StopCrawler")).toMatchObject({ __type: "CrawlerStoppingException" });
    await service.stop();
    expect((await call("GetCrawler")).Crawler).toMatchObject({
      State: "READY",
      LastCrawl: { Status: "CANCELLED" },
    });
    expect(registered()).toEqual([]);
  });

  it("stops and starts the schedule", async () => {
    const input = { CrawlerName: "events" };
    expect(await call("StartCrawlerSchedule", input)).toMatchObject({
      __type: "SchedulerRunningException",
    });
    expect(await call("StopCrawlerSchedule", input)).toEqual({});
    expect((await call("GetCrawler")).Crawler?.Schedule?.State).toBe("NOT_SCHEDULED");
    expect(await call("StartCrawlerSchedule", input)).toEqual({});
    expect((await call("GetCrawler")).Crawler?.Schedule?.State).toBe("SCHEDULED");
  });

  it.each([
    ["StartCrawler", { Name: "other" }, "EntityNotFoundException"],
    ["StartCrawler", {}, "InvalidInputException"],
    ["StopCrawler", { Name: "events" }, "CrawlerNotRunningException"],
    ["ListCrawls", { CrawlerName: "events", Filters: [{}] }, "InvalidInputException"],
  ])("rejects %s of %j", async (operation, input, code) => {
    expect(await call(operation, input)).toMatchObject({ __type: code });
  });
});
