import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreatePreparedStatementCommand,
  CreateWorkGroupCommand,
  GetPreparedStatementCommand,
  GetQueryExecutionCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  StartQueryExecutionCommand,
  UpdateWorkGroupCommand,
} from "@aws-sdk/client-athena";
import {
  CreateCrawlerCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  GetColumnStatisticsForTableCommand,
  GetCrawlerCommand,
  ListCrawlsCommand,
  StartCrawlerCommand,
  StopCrawlerScheduleCommand,
  UpdateColumnStatisticsForTableCommand,
} from "@aws-sdk/client-glue";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
} from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AwsClients } from "../../local/aws-clients";
import { KillableEmulator } from "../support/emulator/killable-emulator";
import { until } from "../support/until";
import { zipOf } from "./lambda/support/control-plane";

const ROLE = "arn:aws:iam::123456789012:role/worker";
const TABLE = { DatabaseName: "lake", TableName: "events" };
const GROUP = { WorkGroup: "analysts" };
const LOGS = "/aws/lambda/worker";
const HANDLER = `
  if (event.ms === undefined) return 42;
  await new Promise((resolve) => setTimeout(resolve, event.ms));
  console.log("processed the event " + event.name);
`;
const STATEMENT = { ...GROUP, StatementName: "one" };

const statement = (Service: string, Action: string, Resource?: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service }, Action, ...(Resource && { Resource }) }],
});

describe("the emulated services, after the embedded AWS was killed", () => {
  let folder: string;
  let emulator: KillableEmulator;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kept-services-"));
    emulator = await KillableEmulator.start(folder);
  }, 300_000);
  afterAll(async () => {
    await emulator?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it("answer as before", async () => {
    const id = await deploy(emulator.clients);
    const before = await describeAll(emulator.clients, id);
    await invokeLater(emulator.clients, "of the first life");
    await emulator.kill();
    emulator = await KillableEmulator.start(folder);
    expect(await describeAll(emulator.clients, id)).toEqual(before);
  }, 400_000);

  it("continue with an asynchronous invocation that was running", async () => {
    const lines = async () => {
      const { logs } = emulator.clients;
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: LOGS }));
      return events.map(({ message = "" }) => message).join("");
    };
    const isDone = async () => (await lines()).includes("processed the event of the first life");
    await until("the event to be processed", isDone);
  }, 200_000);
});

/** @returns id of a query that has ended */
async function deploy({ athena, glue, iam, lambda, s3 }: AwsClients): Promise<string> {
  const trust = JSON.stringify(statement("lambda.amazonaws.com", "sts:AssumeRole"));
  await iam.send(new CreateRoleCommand({ RoleName: "worker", AssumeRolePolicyDocument: trust }));
  for (const Bucket of ["lake", "logs"]) await s3.send(new CreateBucketCommand({ Bucket }));
  const Policy = JSON.stringify(
    statement("logging.s3.amazonaws.com", "s3:PutObject", "arn:aws:s3:::logs/*"),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket: "logs", Policy }));
  const LoggingEnabled = { TargetBucket: "logs", TargetPrefix: "lake/" };
  await s3.send(
    new PutBucketLoggingCommand({ Bucket: "lake", BucketLoggingStatus: { LoggingEnabled } }),
  );
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "lake" } }));
  const Columns = [{ Name: "n", Type: "int" }];
  await glue.send(
    new CreateTableCommand({
      DatabaseName: "lake",
      TableInput: { Name: "events", StorageDescriptor: { Columns, Location: "s3://lake/events/" } },
    }),
  );
  const LongColumnStatisticsData = { NumberOfNulls: 1, NumberOfDistinctValues: 2 };
  await glue.send(
    new UpdateColumnStatisticsForTableCommand({
      ...TABLE,
      ColumnStatisticsList: [
        {
          ColumnName: "n",
          ColumnType: "int",
          AnalyzedTime: new Date(0),
          StatisticsData: { Type: "LONG", LongColumnStatisticsData },
        },
      ],
    }),
  );
  await glue.send(
    new CreateCrawlerCommand({
      ...{ Name: "crawler", Role: ROLE, DatabaseName: "lake" },
      Targets: { S3Targets: [{ Path: "s3://lake/events/" }] },
      Schedule: "cron(0 0 1 1 ? *)",
    }),
  );
  await glue.send(new StopCrawlerScheduleCommand({ CrawlerName: "crawler" }));
  await glue.send(new StartCrawlerCommand({ Name: "crawler" }));
  await until("the crawl to end", async () => {
    const { Crawler } = await glue.send(new GetCrawlerCommand({ Name: "crawler" }));
    return Crawler?.State === "READY";
  });
  const OutputLocation = "s3://lake/results/";
  await athena.send(
    new CreateWorkGroupCommand({
      Name: "analysts",
      Configuration: { ResultConfiguration: { OutputLocation } },
      Tags: [{ Key: "of", Value: "lake" }],
    }),
  );
  await athena.send(new UpdateWorkGroupCommand({ ...GROUP, Description: "of the lake" }));
  await athena.send(
    new CreatePreparedStatementCommand({ ...STATEMENT, QueryStatement: "SELECT 1" }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: "worker", Role: ROLE, Runtime: "nodejs22.x", Handler: "index.handler" },
      Code: { ZipFile: zipOf(HANDLER) },
      LoggingConfig: { LogFormat: "JSON" },
    }),
  );
  const { QueryExecutionId = "" } = await athena.send(
    new StartQueryExecutionCommand({ ...GROUP, QueryString: "SELECT 1 AS n, 'a' AS t" }),
  );
  await until("the query to end", async () => {
    const { QueryExecution } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    return QueryExecution?.Status?.CompletionDateTime !== undefined;
  });
  return QueryExecutionId;
}

/** Begins an asynchronous invocation that takes longer than the embedded AWS lives. */
async function invokeLater({ lambda }: AwsClients, name: string): Promise<void> {
  await lambda.send(
    new InvokeCommand({
      FunctionName: "worker",
      InvocationType: "Event",
      Payload: JSON.stringify({ name, ms: 2_000 }),
    }),
  );
}

async function describeAll(clients: AwsClients, QueryExecutionId: string): Promise<object[]> {
  const { athena, glue, lambda, s3 } = clients;
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "worker" }));
  const answers = await Promise.all([
    s3.send(new GetBucketPolicyCommand({ Bucket: "logs" })),
    s3.send(new GetBucketLoggingCommand({ Bucket: "lake" })),
    glue.send(new GetColumnStatisticsForTableCommand({ ...TABLE, ColumnNames: ["n"] })),
    glue.send(new GetCrawlerCommand({ Name: "crawler" })),
    glue.send(new ListCrawlsCommand({ CrawlerName: "crawler" })),
    athena.send(new GetPreparedStatementCommand(STATEMENT)),
    athena.send(new GetQueryExecutionCommand({ QueryExecutionId })),
    athena.send(new ListQueryExecutionsCommand(GROUP)),
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "worker" })),
  ]);
  const { WorkGroup } = await athena.send(new GetWorkGroupCommand(GROUP));
  return [
    { payload: Buffer.from(Payload ?? []).toString("utf8") },
    // moto has no creation time of workgroups: it answers with the time of the call.
    { ...WorkGroup, CreationTime: undefined },
    ...answers.map((answer) => ({ ...answer, $metadata: undefined })),
  ];
}
