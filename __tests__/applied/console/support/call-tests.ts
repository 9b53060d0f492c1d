import { GetTablesCommand } from "@aws-sdk/client-glue";
import { GetQueryExecutionCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { setTimeout as sleep } from "node:timers/promises";
import type { ResultOf } from "../../../../cli/console/api/calls";
import type { CostReport } from "../../../../cli/cost/render-cost";
import { listObjects } from "../../../../cli/target/lake-contents";
import { sampleEvent } from "../../../support/events/sample-events";
import { readByDuckDb } from "./duckdb-rows";
import { COUNT_BY_STATUS, EVENTS, MINUTE } from "./console-context";
import type { ConsoleContext } from "./console-context";

/** Between two looks at a query, which needs the processor more than they do. */
const PAUSE_MS = 250;
const DATASET = { dataset: "sample_events" };

/** Tests of each call of the page, without a browser: its results are compared with what the services answer themselves. */
export function testCalls(context: ConsoleContext): void {
  const call: ConsoleContext["running"]["call"] = (name, input) =>
    context.running.call(name, input);

  /** Runs a statement to its end. */
  async function run(sql: string, plan = false): Promise<ResultOf<"query">> {
    const { id } = await call("startQuery", { sql, plan });
    for (;;) {
      const view = await call("query", { id });
      if (view.state !== "QUEUED" && view.state !== "RUNNING") return view;
      await sleep(PAUSE_MS);
    }
  }

  it("answers what is deployed: the lake, its pipeline, and the tables of its catalog", async () => {
    const { kinesis, glue } = context.clients;
    expect(await call("lake")).toMatchObject({
      environment: "local",
      readOnly: false,
      datasets: expect.arrayContaining(["sample_events", "earthquakes"]) as string[],
    });

    const pipeline = await call("pipeline", DATASET);
    const stage = (name: string) => pipeline.stages.find((each) => each.stage === name);
    const { StreamDescriptionSummary: stream } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: stage("stream")?.name }),
    );
    expect(pipeline).toMatchObject({
      shards: stream?.OpenShardCount,
      retentionHours: stream?.RetentionPeriodHours,
      failures: [],
      alarms: [],
    });
    expect(stage("lake")?.records).toBe(EVENTS);
    expect(pipeline.recordsPerMinute.reduce((sum, each) => sum + each, 0)).toBe(EVENTS);

    const { database, tables, saved } = await call("catalog");
    const { TableList = [] } = await glue.send(new GetTablesCommand({ DatabaseName: database }));
    expect(tables.map(({ name }) => name)).toEqual(TableList.map(({ Name }) => Name).sort());
    for (const { Name, StorageDescriptor, PartitionKeys = [] } of TableList) {
      const columns = [...(StorageDescriptor?.Columns ?? []), ...PartitionKeys];
      expect(tables.find(({ name }) => name === Name)?.columns).toMatchObject(
        columns.map((column) => ({ name: column.Name, type: column.Type })),
      );
    }
    expect(saved.length).toBeGreaterThan(0);
  });

  it(
    "runs, explains, lists and downloads statements",
    async () => {
      const { athena, s3 } = context.clients;
      const view = await run(COUNT_BY_STATUS);
      expect(view).toMatchObject({ state: "SUCCEEDED", result: { isCut: false } });
      const rows = view.result?.rows ?? [];
      expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(EVENTS);

      const { QueryExecution: execution } = await athena.send(
        new GetQueryExecutionCommand({ QueryExecutionId: view.id }),
      );
      expect(view.dataScannedBytes).toBe(execution?.Statistics?.DataScannedInBytes);
      const written = new URL(execution?.ResultConfiguration?.OutputLocation ?? "");
      const { Body: body } = await s3.send(
        new GetObjectCommand({ Bucket: written.hostname, Key: written.pathname.slice(1) }),
      );
      expect(await context.running.text("downloadQuery", { id: view.id })).toBe(
        await body?.transformToString(),
      );

      const plan = await run(COUNT_BY_STATUS, true);
      expect(plan.result?.rows.flat().join("\n")).toMatch(/sample_events/);
      const { queries } = await call("history");
      expect(queries[0]).toMatchObject({ id: plan.id, state: "SUCCEEDED" });
      expect(queries.map(({ id }) => id)).toContain(view.id);
      expect(await context.running.text("downloadQuery", { id: plan.id })).toContain(
        "sample_events",
      );
    },
    MINUTE * 3,
  );

  it(
    "says why a statement failed, and knows those of its own workgroup only",
    async () => {
      const failed = await run("SELECT nothing FROM sample_events");
      expect(failed).toMatchObject({ state: "FAILED" });
      expect(failed.reason).toContain("COLUMN_NOT_FOUND");
      const { QueryExecutionId: id = "" } = await context.clients.athena.send(
        new StartQueryExecutionCommand({
          QueryString: "SELECT 1",
          WorkGroup: "primary",
          ResultConfiguration: { OutputLocation: `s3://${context.data.bucket}/elsewhere/` },
        }),
      );
      const unknown = "00000000-0000-4000-8000-000000000000";
      for (const name of ["query", "stopQuery", "downloadQuery"] as const) {
        for (const other of [id, unknown, "no id"]) {
          expect(await context.running.failure(name, { id: other })).toMatchObject({
            status: 422,
            error: { message: expect.stringContaining(`There is no query ${other}`) as string },
          });
        }
      }
    },
    3 * MINUTE,
  );

  it("lists the objects of the lake, and reads the rows that DuckDB reads", async () => {
    const { s3 } = context.clients;
    const { folders } = await call("partitions", { ...DATASET, area: "lake" });
    const objects = await listObjects(s3, context.data);
    const keys = objects.map(({ Key = "" }) => Key).sort();
    expect(folders.flatMap((each) => each.objects.map(({ key }) => key)).sort()).toEqual(keys);
    expect(folders.reduce((sum, each) => sum + each.bytes, 0)).toBe(
      objects.reduce((sum, { Size = 0 }) => sum + Size, 0),
    );
    expect(folders.every(({ isRegistered }) => isRegistered)).toBe(true);

    const [key = ""] = keys;
    const preview = await call("preview", { ...DATASET, area: "lake", key });
    const { Body: body } = await s3.send(
      new GetObjectCommand({ Bucket: context.data.bucket, Key: key }),
    );
    const { rows, event } = await readByDuckDb((await body?.transformToByteArray()) ?? "");
    if (preview.format !== "parquet") throw new Error("The preview is not of Parquet");
    expect(preview.rowCount).toBe(rows);
    expect(JSON.stringify(preview.rows[0]?.[preview.columns.indexOf("event")])).toBe(event);

    const outside = { ...DATASET, area: "lake", key: "elsewhere/object.parquet" };
    expect(await context.running.failure("preview", outside)).toMatchObject({ status: 422 });
  });

  it("predicts what becomes of an event, and finds nothing to replay", async () => {
    const { event } = await call("sample", DATASET);
    const content = Buffer.from(`[${event},${sampleEvent(1, true)}]`).toString("base64");
    const file = { name: "events.json", content, jq: "", force: false, dryRun: true };
    const predicted = await call("publish", { ...DATASET, ...file });
    expect(predicted).toMatchObject({ dryRun: true, summary: { converted: 1, failed: 1 } });

    expect(await call("failures", { ...DATASET, since: "1h" })).toMatchObject({ read: 0 });
    const replay = await call("replay", { ...DATASET, since: "1h", match: "", dryRun: true });
    expect(replay.totals).toMatchObject({ read: 0, sent: 0 });
  });

  it(
    "estimates what `lake cost` estimates",
    async () => {
      const report = await context.lake.json<CostReport>("cost", "--env", "local");
      expect((await call("cost")).estimate.totalCents).toBe(report.estimate.totalCents);
    },
    MINUTE * 3,
  );
}
