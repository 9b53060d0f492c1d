import {
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { GetPartitionsCommand, GetTableCommand, UpdateTableCommand } from "@aws-sdk/client-glue";
import {
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ActiveAlarm } from "../../cli/status/active-alarms";
import type { QueryResult } from "../../cli/query/athena-query";
import type { StageStatus } from "../../cli/status/pipeline-status";
import type { ReplayReport } from "../../cli/replay/replay";
import { countParquetRows } from "../../cli/delivery/parquet-rows";
import { countLines, listKeys, readErrorRecords } from "../../cli/target/lake-contents";
import { AwsClients } from "../../local/aws-clients";
import type { RunningEmulator } from "../../local/home/run-file";
import { freePort } from "../../local/processes/free-port";
import { isAlive } from "../../local/processes/signals";
import { RecordedCalls, recordingCalls } from "../support/api-models/recorded-calls";
import { findPublishedModels } from "../support/api-models/find-published-models";
import { LakeCommand, startProcess } from "../support/emulator/lake-command";
import { sampleEvent } from "../support/events/sample-events";
import { readmeCommand } from "../support/readme/readme-commands";
import { Subscriber } from "./support/subscriber";
import { allowedActions } from "../support/plans/github-access";
import { ProviderCalls } from "./support/provider-calls";
import { planExitCode } from "../support/emulator/terraform";
import { processesOf } from "../support/test-run/leftover-processes";
import { until } from "../support/until";

interface UpDocument {
  readonly endpointUrl: string;
  readonly started: boolean;
  readonly changes: { readonly add: number; readonly change: number; readonly remove: number };
  readonly outputs: Readonly<Record<string, string>>;
}

const MINUTE = 60_000;
const EVENTS = 500;
/** The emulator looks at policies again after this. */
const POLICY_LIFETIME_MS = 1_100;

describe("the lake on the embedded AWS", () => {
  const lake = new LakeCommand();
  const applyCalls = new ProviderCalls(lake.home, "apply");
  const planCalls = new ProviderCalls(lake.home, "plan");
  const recording = path.join(lake.home, "calls.jsonl");
  let up: UpDocument;
  let clients: AwsClients;
  let onCall: Subscriber;
  const output = (name: string): string => {
    const value = up.outputs[name];
    if (value === undefined) throw new Error(`There is no output ${name}`);
    return value;
  };

  const dataLocation = () => folder(output("sample_events_data_location"));
  const errorLocation = () => folder(output("sample_events_error_location"));
  const rawLocation = () => ({ bucket: output("raw_bucket_name"), prefix: "sample_events/" });

  beforeAll(async () => {
    // Every call of a role is authorized by the deployed policies, so that a missing permission fails this test.
    up = await recordingCalls(recording, () =>
      applyCalls.during(async () =>
        lake.json<UpDocument>("up", "--enforce-iam", "--port", String(await freePort())),
      ),
    );
    clients = new AwsClients({
      region: "us-east-1",
      endpointUrl: up.endpointUrl,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    onCall = await Subscriber.of(clients.sns, output("alarm_topic_arn"));
  }, 15 * MINUTE);

  afterAll(async () => {
    await lake.run("down");
    await onCall.close();
    clients.destroy();
  }, 3 * MINUTE);

  it("is applied by Terraform as a whole", () => {
    expect(up.started).toBe(true);
    expect(up.changes.add).toBeGreaterThan(40);
    expect(up.changes).toMatchObject({ change: 0, remove: 0 });
  });

  it(
    "has nothing left to change after the first apply",
    async () => {
      const planned = await planCalls.during(() => planExitCode(lake.home, up.endpointUrl));
      expect(planned).toBe("no changes");
    },
    6 * MINUTE,
  );

  it(
    "is reviewed twice with equal results, and the second time without another init",
    async () => {
      const first = await lake.run("review", "--env", "local");
      const second = await lake.run("review", "--env", "local");
      expect(first.stdout).toContain("**Nothing to do**");
      expect(second).toMatchObject({ exitCode: 0, stdout: first.stdout });
      expect(first.stderr).toContain("Initialize Terraform");
      expect(second.stderr).not.toContain("Initialize Terraform");
    },
    6 * MINUTE,
  );

  it("makes Terraform ask for nothing that the roles of workflows may not", () => {
    expect(applyCalls.actions()).toContain("s3:CreateBucket");
    expect(allowedActions("deploy_role")).toEqual(expect.arrayContaining(applyCalls.actions()));
    expect(planCalls.actions()).toContain("kms:GetKeyPolicy");
    expect(allowedActions("review_role")).toEqual(expect.arrayContaining(planCalls.actions()));
  });

  it(
    "answers with all events that were published, without a look at the status",
    async () => {
      const publish = readmeCommand("npx lake publish --dataset");
      const earthquakes = async () =>
        (await lake.json<QueryResult>("query", "SELECT count(*) FROM earthquakes")).rows;
      await lake.json(...publish);
      await lake.json(...readmeCommand("npx lake crawl --dataset"));
      expect(await earthquakes()).toEqual([["1707"]]);
      const { rows } = await lake.json<QueryResult>(...readmeCommand('npx lake query "SELECT'));
      expect(rows[0]).toEqual(["22km NNE of Hualian, Taiwan", "6.4"]);
      expect(rows).toHaveLength(5);
      const { delivered } = await lake.json<{ delivered: object }>(...publish, "--wait");
      expect(await earthquakes()).toEqual([["3414"]]);
      expect(delivered).toMatchObject({ failed: 0 });
    },
    9 * MINUTE,
  );

  describe("given good events, events that can't be converted, and garbage", () => {
    const badEvents = [
      { event: { staffName: "Bad", staffId: 9001 }, metadata: { sourceTimestamp: "yesterday" } },
      { event: { staffName: "Bad", staffId: "not a number" }, metadata: {} },
    ];
    const hourBefore = new Date();

    beforeAll(async () => {
      const file = path.join(lake.home, "bad-events.json");
      writeFileSync(file, JSON.stringify(badEvents));
      expect(await lake.json("publish", "examples/sample-event.json")).toMatchObject({
        published: 1,
        failed: 0,
      });
      expect(await lake.json("publish", "--count", String(EVENTS))).toMatchObject({
        published: EVENTS,
      });
      expect(await lake.json("publish", file)).toMatchObject({ published: badEvents.length });
      await clients.kinesis.send(
        new PutRecordsCommand({
          StreamName: output("sample_events_stream_name"),
          Records: [{ Data: Buffer.from("{ not json\n"), PartitionKey: "garbage" }],
        }),
      );
      await untilDelivered(EVENTS + 1 + badEvents.length + 1);
    }, 6 * MINUTE);

    it(
      "turns the alarm for failed conversions on, which `lake status` shows, and tells the topic",
      async () => {
        const { message } = await onCall.waitForNotice(
          /^ALARM: "\S+-sample-events-failed-conversions"/,
        );
        expect(JSON.parse(message)).toMatchObject({
          OldStateValue: "OK",
          NewStateValue: "ALARM",
          NewStateReason: expect.stringMatching(
            /^Threshold Crossed: 1 out of the last 1 datapoints \[3\.0 /,
          ) as string,
          AlarmDescription: expect.stringContaining(
            "docs/operate/runbook.md#failed-conversions",
          ) as string,
        });
        const { datasets } = await lake.json<{ datasets: { alarms: ActiveAlarm[] }[] }>(
          "status",
          "--dataset",
          "sample_events",
        );
        expect(datasets.flatMap(({ alarms }) => alarms)).toMatchObject([
          {
            alarm: "failed_conversions",
            reason: expect.stringMatching(/^Threshold Crossed/) as string,
            firstCommand: "npx lake status --env local --dataset sample_events",
          },
        ]);
      },
      6 * MINUTE,
    );

    it(
      "tells the topic of a crawl that fails",
      async () => {
        const role = `${output("sample_events_crawler_name")}-crawler`;
        await withoutStatement(role, "ListDataLakeFolder", async () => {
          expect((await lake.run("crawl")).exitCode).toBe(1);
        });
        const { message } = await onCall.waitForNotice(/The crawler \S+-sample-events failed/);
        expect(message).toMatch(
          /docs\/operate\/runbook\.md#failed-crawls\. Error: .*s3:ListBucket/,
        );
      },
      3 * MINUTE,
    );

    it("converts exactly the good ones to Parquet, under the hour in which they came", async () => {
      expect(await countParquetRows(clients.s3, dataLocation())).toBe(EVENTS + 1);
      const hours = [hourBefore, new Date()].map(
        (time) =>
          `${dataLocation().prefix}year=${time.getUTCFullYear()}/month=${pad(time.getUTCMonth() + 1)}/day=${pad(time.getUTCDate())}/hour=${pad(time.getUTCHours())}/`,
      );
      for (const key of await listKeys(clients.s3, dataLocation())) {
        expect(hours).toContain(key.slice(0, key.lastIndexOf("/") + 1));
        expect(key).toMatch(/\.parquet$/);
      }
    });

    it("encrypts what it writes with the buckets' key", async () => {
      const [key] = await listKeys(clients.s3, dataLocation());
      const head = await clients.s3.send(
        new HeadObjectCommand({ Bucket: output("lake_bucket_name"), Key: key }),
      );
      expect(head.ServerSideEncryption).toBe("aws:kms");
      expect(head.SSEKMSKeyId).toMatch(/^arn:aws:kms:us-east-1:123456789012:key\//);
    });

    it("backs every record up as JSON lines, the broken ones too", async () => {
      expect(await countLines(clients.s3, rawLocation())).toBe(EVENTS + 1 + badEvents.length + 1);
    });

    it("puts each of the others into an error object with its reason and its bytes", async () => {
      const failed = await readErrorRecords(clients.s3, errorLocation());
      expect(failed.map(({ code }) => code).sort()).toEqual([
        "DataFormatConversion.MalformedData",
        "DataFormatConversion.MalformedData",
        "DataFormatConversion.ParseError",
      ]);
      expect(failed.map(({ record }) => record).sort()).toEqual(
        ["{ not json", ...badEvents.map((event) => JSON.stringify(event))].sort(),
      );
      for (const { key } of failed) {
        expect(key).toMatch(
          /\/format-conversion-failed\/year=\d{4}\/month=\d\d\/day=\d\d\/hour=\d\d\//,
        );
      }
    });

    it(
      "registers the partition by the crawler, and answers SQL by Athena",
      async () => {
        await lake.json("crawl");
        const { Partitions: partitions } = await clients.glue.send(
          new GetPartitionsCommand({
            DatabaseName: output("database_name"),
            TableName: output("sample_events_table_name"),
          }),
        );
        expect(partitions?.length).toBeGreaterThanOrEqual(1);
        const counted = await lake.json<QueryResult>(
          "query",
          `SELECT count(*) AS events, count(DISTINCT event.staffid) AS staff FROM ${output("sample_events_table_name")}`,
        );
        expect(counted.columns).toEqual([
          { name: "events", type: "bigint" },
          { name: "staff", type: "bigint" },
        ]);
        expect(counted.rows[0]?.[0]).toBe(String(EVENTS + 1));
        const sample = await lake.json<QueryResult>(
          "query",
          `SELECT event.staffname, metadata.sourcetimestamp FROM ${output("sample_events_table_name")} WHERE event.emailid = 'ada@example.com' AND metadata.sourcetimestamp < timestamp '2021-01-01 00:00:00'`,
        );
        expect(sample.rows).toEqual([["Ada Lovelace", "2020-01-05 01:05:00.000"]]);
      },
      3 * MINUTE,
    );

    it(
      "writes properties to the table, which Terraform leaves there",
      async () => {
        const name = {
          DatabaseName: output("database_name"),
          Name: output("sample_events_table_name"),
        };
        const { Table: table } = await clients.glue.send(new GetTableCommand(name));
        expect(table).toMatchObject({
          Owner: "owner",
          Parameters: {
            classification: "parquet",
            compressionType: "none",
            CRAWL_RUN_ID: expect.any(String) as string,
            "partition_filtering.enabled": "true",
            UPDATED_BY_CRAWLER: output("sample_events_crawler_name"),
          },
          StorageDescriptor: { NumberOfBuckets: -1 },
        });
        // Estimates that the embedded crawler leaves out.
        const estimates = { averageRecordSize: "142", recordCount: String(EVENTS) };
        const { Name, Owner, PartitionKeys, TableType, Description, Parameters } = table ?? {};
        const storage = table?.StorageDescriptor;
        await clients.glue.send(
          new UpdateTableCommand({
            DatabaseName: name.DatabaseName,
            TableInput: {
              ...{ Name, Owner, PartitionKeys, TableType, Description },
              Parameters: { ...Parameters, ...estimates },
              StorageDescriptor: {
                ...storage,
                Parameters: { ...storage?.Parameters, ...estimates, compressionType: "none" },
              },
            },
          }),
        );
        expect(await planExitCode(lake.home, up.endpointUrl)).toBe("no changes");
      },
      6 * MINUTE,
    );

    it(
      "is denied in AWS's words once a statement is taken out of a role's policy",
      async () => {
        await withoutStatement(output("sample_events_function_name"), "PutEvents", async () => {
          const { exitCode, stderr } = await lake.run("publish", "examples/sample-event.json");
          expect(exitCode).toBe(1);
          expect(stderr).toMatch(
            /is not authorized to perform: kinesis:PutRecords on resource: arn:/,
          );
        });
      },
      3 * MINUTE,
    );

    it(
      "turns the alarm off again once no more records fail",
      async () => {
        const { message } = await onCall.waitForNotice(
          /^OK: "\S+-sample-events-failed-conversions"/,
        );
        expect(JSON.parse(message)).toMatchObject({
          OldStateValue: "ALARM",
          NewStateValue: "OK",
        });
      },
      6 * MINUTE,
    );

    it("reports a query that fails in one message", async () => {
      const { exitCode, stderr } = await lake.run("query", "SELECT nothing FROM sample_events");
      expect(exitCode).toBe(1);
      expect(stderr).toContain("COLUMN_NOT_FOUND");
      expect(stderr).not.toMatch(/^\s+at /m);
    });

    /** Does something while a role's policy lacks a statement. */
    async function withoutStatement(
      RoleName: string,
      sid: string,
      work: () => Promise<void>,
    ): Promise<void> {
      const { PolicyNames: [PolicyName] = [] } = await clients.iam.send(
        new ListRolePoliciesCommand({ RoleName }),
      );
      const { PolicyDocument: encoded = "" } = await clients.iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName }),
      );
      const put = (PolicyDocument: string) =>
        clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
      const deployed = decodeURIComponent(encoded);
      // IAM policies have this form; the statements are those that the role's module gives.
      const policy = JSON.parse(deployed) as { Statement: { Sid: string }[] };
      const others = policy.Statement.filter(({ Sid }) => Sid !== sid);
      expect(others).toHaveLength(policy.Statement.length - 1);
      await put(JSON.stringify({ ...policy, Statement: others }));
      try {
        await sleep(POLICY_LIFETIME_MS);
        await work();
      } finally {
        await put(deployed);
        await sleep(POLICY_LIFETIME_MS);
      }
    }

    async function untilDelivered(records: number): Promise<void> {
      const deadline = Date.now() + 3 * MINUTE;
      for (;;) {
        const rows = await countParquetRows(clients.s3, dataLocation());
        const failed = await readErrorRecords(clients.s3, errorLocation());
        const raw = await countLines(clients.s3, rawLocation());
        if (rows + failed.length >= records && raw >= records) return;
        if (Date.now() > deadline) {
          throw new Error(`Of ${records}: ${rows} rows, ${failed.length} failed, ${raw} backed up`);
        }
        await sleep(500);
      }
    }
  });

  describe("given failed records and a transform that corrects them", () => {
    const RECORDS = 400;
    /** Several batches, so that a run can be killed between them. */
    const RATE = 50;
    const correctedReplay = () => [
      ...["replay", "--from", "errors", "--match", "person"],
      ...["--rate", String(RATE), "--transform", path.join(lake.home, "correct.ts")],
    ];

    beforeAll(async () => {
      const file = path.join(lake.home, "bad-records.jsonl");
      const events = Array.from({ length: RECORDS }, (_, index) => sampleEvent(index, true));
      writeFileSync(file, events.join("\n"));
      writeFileSync(
        path.join(lake.home, "correct.ts"),
        `export default (event: { metadata: object }, { arrival }: { arrival: Date }) =>
           ({ ...event, metadata: { ...event.metadata, sourceTimestamp: arrival.toISOString() } });`,
      );
      expect(await lake.json("publish", file)).toMatchObject({ published: RECORDS });
      await until("all records in error objects", async () => (await failedRecords()) === RECORDS);
    }, 9 * MINUTE);

    it(
      "sends each of them once, though it is killed and interrupted on the way",
      async () => {
        const killed = lake.start(...correctedReplay());
        await until("four objects in the ledger", async () => (await ledgerObjects()) >= 4);
        killed.process.kill("SIGKILL");
        await killed.ended;

        const before = await ledgerObjects();
        const interrupted = lake.start(...correctedReplay(), "--json");
        await until(
          "three more objects in the ledger",
          async () => (await ledgerObjects()) >= before + 3,
        );
        interrupted.process.kill("SIGINT");
        const { exitCode, stdout } = await interrupted.ended;
        expect(exitCode).toBe(130);
        // What --json prints is the report.
        const second = JSON.parse(stdout) as ReplayReport;
        expect(second).toMatchObject({ interrupted: true, totals: { failed: 0 } });
        // At most the batch that the killed run had at hand.
        expect(second.repeated).toBeLessThanOrEqual(RATE);

        const { totals } = await lake.json<ReplayReport>(...correctedReplay());
        expect(totals.sent).toBeGreaterThan(0);
        expect(totals.sent + totals.skipped.alreadySent).toBe(RECORDS);

        let rows: readonly number[] = [];
        await until("all corrected records in the table", async () => {
          rows = await correctedRows();
          return rows[1] === RECORDS;
        });
        expect((rows[0] ?? 0) - RECORDS).toBeLessThanOrEqual(second.repeated);
        expect(await failedRecords()).toBe(RECORDS);
      },
      12 * MINUTE,
    );

    it(
      "sends nothing a second time",
      async () => {
        const { totals } = await lake.json<ReplayReport>(...correctedReplay());
        expect(totals).toMatchObject({ sent: 0, failed: 0, skipped: { alreadySent: RECORDS } });
      },
      3 * MINUTE,
    );

    it(
      "puts away what would fail again, and says so",
      async () => {
        const { stdout, exitCode } = await lake.run(
          "replay",
          "--from",
          "errors",
          "--match",
          "not json",
        );
        expect(exitCode).toBe(0);
        expect(stdout).toContain("DataFormatConversion.ParseError");
        const quarantined = { bucket: output("lake_bucket_name"), prefix: `${replays}quarantine/` };
        expect(await countLines(clients.s3, quarantined)).toBe(1);
      },
      3 * MINUTE,
    );

    const replays = "replay/sample_events/";

    async function failedRecords(): Promise<number> {
      const failed = await readErrorRecords(clients.s3, errorLocation());
      return failed.filter(({ record }) => record.includes("person")).length;
    }

    async function ledgerObjects(): Promise<number> {
      const ledger = { bucket: output("lake_bucket_name"), prefix: `${replays}ledger/` };
      return (await listKeys(clients.s3, ledger)).length;
    }

    /** Rows, and how many different ones. */
    async function correctedRows(): Promise<readonly number[]> {
      await lake.json("crawl");
      const { rows } = await lake.json<QueryResult>(
        "query",
        `SELECT count(*), count(DISTINCT event.emailid) FROM ${output("sample_events_table_name")} WHERE event.staffname LIKE 'Person %'`,
      );
      return (rows[0] ?? []).map(Number);
    }
  });

  it(
    "shows each stage by `lake status`, with the last object and the last error",
    async () => {
      const { datasets } = await lake.json<{ datasets: { stages: StageStatus[] }[] }>(
        "status",
        "--dataset",
        "sample_events",
      );
      const stages = datasets.flatMap((dataset) => dataset.stages);
      expect(
        stages.map(({ stage, state }) => [stage, state.replace(/^\d+ (.*[^s])s?$/, "N $1s")]),
      ).toEqual([
        ["stream", "ACTIVE"],
        ["delivery", "ACTIVE"],
        ["backup", "N recent objects"],
        ["lake", "N recent objects"],
        ["errors", "N recent objects"],
        ["crawler", "READY, last SUCCEEDED"],
        ["table", "N partitions"],
      ]);
      expect(stages.find(({ stage }) => stage === "lake")?.lastObject).toMatch(/\.parquet$/);
      expect(stages.find(({ stage }) => stage === "errors")?.lastError).toMatch(
        /^DataFormatConversion\.(MalformedData|ParseError): /,
      );
    },
    3 * MINUTE,
  );

  it(
    "answers `lake status` while a query runs that would never end, which a stop then ends",
    async () => {
      const { QueryExecutionId } = await clients.athena.send(
        new StartQueryExecutionCommand({
          // Each letter doubles the time of this expression: no machine comes to its end.
          QueryString: "SELECT regexp_like(rpad('a', 60, 'a') || '!', '^(a+)+$')",
          WorkGroup: output("work_group_name"),
        }),
      );
      const stateOf = async () => {
        const { QueryExecution } = await clients.athena.send(
          new GetQueryExecutionCommand({ QueryExecutionId }),
        );
        return QueryExecution?.Status?.State;
      };
      await until("the query to run", async () => (await stateOf()) === "RUNNING");
      const startedAt = Date.now();
      const status = await lake.run("status", "--dataset", "sample_events");
      process.stdout.write(`lake status took ${Date.now() - startedAt} ms while a query ran\n`);
      expect(status.exitCode).toBe(0);
      expect(await stateOf()).toBe("RUNNING");
      await clients.athena.send(new StopQueryExecutionCommand({ QueryExecutionId }));
      await until("the end of the query", async () => (await stateOf()) === "CANCELLED");
    },
    6 * MINUTE,
  );

  it("has sent nothing that AWS would reject by its published models", async () => {
    const { operations, violations } = RecordedCalls.read(await findPublishedModels(), recording);
    expect(operations).toEqual(
      expect.arrayContaining([
        ...["kinesis:CreateStream", "s3:PutBucketEncryption"], // by Terraform
        "kinesis:PutRecords", // by the publisher
        ...["glue:StartCrawler", "athena:StartQueryExecution"], // by commands
        "s3:PutObject", // by replays
      ]),
    );
    expect(violations).toEqual([]);
  });

  it(
    "is left as it is by a second `lake up`",
    async () => {
      // What the endpoint opens is read when it starts; that it is not read now must be said.
      process.env.LAKE_ALLOWED_HOSTS = "dev.example";
      const { stdout, stderr } = await lake.run("up", "--json");
      delete process.env.LAKE_ALLOWED_HOSTS;
      expect(stderr).toContain("LAKE_ALLOWED_HOSTS: read only when the embedded AWS starts.");
      const again = JSON.parse(stdout) as UpDocument; // the document that `lake up --json` prints
      expect(again.started).toBe(false);
      expect(again.changes).toEqual({ add: 0, change: 0, remove: 0 });
    },
    6 * MINUTE,
  );

  it(
    "says in one line that its port is taken, to an embedded AWS of another folder",
    async () => {
      const other = new LakeCommand();
      const port = new URL(up.endpointUrl).port;
      const { exitCode, stderr } = await other.run("up", "--port", port);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(
        `Port ${port} on 127.0.0.1 is in use by the embedded AWS of ${lake.home}`,
      );
      expect(existsSync(path.join(other.home, "emulator.json"))).toBe(false);
    },
    3 * MINUTE,
  );

  it(
    "leaves no process behind when `lake up` is interrupted",
    async () => {
      const other = new LakeCommand();
      const { process: command, ended } = other.start("up", "--port", String(await freePort()));
      const runFile = path.join(other.home, "emulator.json");
      const applied = path.join(other.home, "embedded-aws", "terraform", "apply.jsonl");
      await until(
        "the first resource of the apply",
        () => existsSync(applied) && readFileSync(applied, "utf8").includes('"apply_complete"'),
        6 * MINUTE,
      );
      // The run file has been written by the emulator in this form.
      const { pid } = JSON.parse(readFileSync(runFile, "utf8")) as RunningEmulator;
      const before = await childrenOf(pid);
      // The control plane, and the command's Terraform with its provider.
      const started = processesOf(other.home).map((each) => each.pid);
      // Whichever is alive before and after must be among them; the emulator starts and ends others all the time.
      const children = before.filter(isAlive);
      expect(children).not.toEqual([]);
      expect(started).toEqual(expect.arrayContaining([pid, command.pid, ...children]));
      expect(started.length).toBeGreaterThan(children.length + 2);
      command.kill("SIGINT");
      expect((await ended).exitCode).toBe(130);
      await until("the end of every process", () => processesOf(other.home).length === 0);
      expect(existsSync(runFile)).toBe(false);
    },
    15 * MINUTE,
  );

  it(
    "shows by `lake status` when it was killed, and leaves no process behind",
    async () => {
      const before = await emulator();
      const children = await childrenOf(before.pid);
      expect(children.length).toBeGreaterThan(0);
      process.kill(before.pid, "SIGKILL");
      await until("the end of the emulator and its children", () =>
        [before.pid, ...children].every((pid) => !isAlive(pid)),
      );
      const status = await lake.run("status");
      expect(status.stdout).toContain("was killed");
      const published = await lake.run("publish", "--count", "1");
      expect(published.exitCode).toBe(1);
      expect(published.stderr).toContain("npx lake up");
      expect((await lake.run("down", "--delete", "--yes")).exitCode).toBe(0);
      expect(existsSync(path.join(lake.home, "embedded-aws"))).toBe(false);
      expect((await lake.run("status")).stdout).toContain("is not running");
    },
    9 * MINUTE,
  );

  async function emulator(): Promise<RunningEmulator> {
    const response = await fetch(`${up.endpointUrl}/_lake/health`);
    // The health answer carries these facts.
    return (await response.json()) as RunningEmulator;
  }
});

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await startProcess("ps", ["-o", "pid=", "--ppid", String(pid)], {}).ended;
  return stdout.split("\n").filter(Boolean).map(Number);
}

function folder(location: string) {
  const { host, pathname } = new URL(location);
  return { bucket: host, prefix: pathname.slice(1) };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
