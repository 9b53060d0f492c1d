import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { App } from "cdktf";
import type { QueryResult } from "../../cli/query/athena-query";
import { runCrawler } from "../../cli/delivery/run-crawler";
import { countParquetRows } from "../../cli/delivery/parquet-rows";
import { listKeys, listObjects, readErrorRecords } from "../../cli/target/lake-contents";
import { readPartitions } from "../../cli/delivery/partitions";
import { stackFolderOf } from "../../cli/terraform/synth";
import type { PlanReview } from "../../cli/review/plan-review";
import { column } from "../../model/dataset/column-type";
import { defineDataset } from "../../model/dataset/dataset";
import type { Dataset } from "../../model/dataset/dataset";
import { datasets } from "../fixtures/datasets";
import { sampleEvents } from "../fixtures/datasets/sample-events";
import { project } from "../../config/environments";
import { localEnvironment } from "../../config/local-environment";
import { emulatorAccountId } from "../../model/environment/emulator-account";
import { datasetNames, lakeNames } from "../../model/naming/names";
import { AwsClients } from "../../local/aws-clients";
import { lakeHome, projectFolder } from "../../local/home/lake-home";
import { buildPublisherPackage } from "../../modules/streaming/publisher-package";
import { DataLakeStack } from "../../stacks/data-lake-stack";
import { freePort } from "../../local/processes/free-port";
import { RecordedCalls, recordingCalls } from "../support/api-models/recorded-calls";
import { findPublishedModels } from "../support/api-models/find-published-models";
import { LakeCommand } from "../support/emulator/lake-command";
import { planExitCode, runTerraform } from "../support/emulator/terraform";
import { testBinary } from "../support/emulator/test-binary";

const MINUTE = 60_000;

const changedDataset: Dataset = {
  ...sampleEvents,
  columns: {
    ...sampleEvents.columns,
    metadata: column.struct({
      ...sampleEvents.columns.metadata.fields,
      region: column.string(),
    }),
    tenant: column.string(),
  },
};

/** One that comes into the lake later, with a folder for each day and each value of a field. */
const addedDataset: Dataset = defineDataset({
  name: "web_orders",
  description: "Orders of the web shop.",
  columns: { order_id: column.int(), buyer: column.struct({ country: column.string() }) },
  partitionGranularity: "day",
  partitionBy: [{ name: "land", path: "buyer.country" }],
});
const scope = { project, environment: "local", accountId: emulatorAccountId };
const added = { ...lakeNames(scope), ...datasetNames(scope, addedDataset.name) };

interface PlannedChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

describe("a column, a field and a dataset more on a running lake", () => {
  const lake = new LakeCommand();
  const stackFolder = stackFolderOf(lakeHome({ LAKE_HOME: lake.home }), "up");
  const recording = path.join(lake.home, "calls.jsonl");
  let endpointUrl: string;
  let outputs: Readonly<Record<string, string>>;
  let clients: AwsClients;
  let actions: Record<string, string>;
  let keysBefore: string[];

  beforeAll(async () => {
    const up = await recordingCalls(recording, async () =>
      lake.json<{ endpointUrl: string; outputs: Record<string, string> }>(
        "up",
        "--port",
        String(await freePort()),
      ),
    );
    ({ endpointUrl, outputs } = up);
    clients = new AwsClients({
      region: "us-east-1",
      endpointUrl,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const deliverOld = async () => {
      await publish({ event: { staffName: "Old" }, metadata: { appName: "WebApp" } });
      await untilRows(1);
      await lake.json("crawl");
      keysBefore = await objects();
    };
    const planChange = async () => {
      await synthesize(changedDataset, "changed");
      actions = await planned();
    };
    await Promise.all([deliverOld(), planChange()]);
  }, 15 * MINUTE);

  afterAll(async () => {
    await lake.run("down");
    clients.destroy();
    rmSync(lake.home, { recursive: true });
  }, 3 * MINUTE);

  it("updates table and delivery stream in place, and replaces nothing that holds data", () => {
    expect(actions).toMatchObject({
      "aws_glue_catalog_table.sample_events_event_table": "update",
      "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream": "update",
    });
    const replaced = Object.entries(ofOthers()).filter(([, action]) => action !== "update");
    // The provider can't change the text of a saved query in place.
    expect(new Set(replaced.map(([address]) => address.split(".")[0]))).toEqual(
      new Set(["aws_athena_named_query"]),
    );
  });

  it(
    "is reviewed in the words of the gate, and needs a second review for the cost of another dataset",
    async () => {
      const plan = path.join(lake.home, "plan.json");
      writeFileSync(plan, await terraform("show", "-json", "change.plan"));
      const { exitCode, stdout } = await lake.run(
        "review",
        "--plan",
        plan,
        "--exit-code",
        "--json",
      );
      // What `lake review --json` promises.
      const { verdict, tables } = JSON.parse(stdout) as PlanReview;
      expect([exitCode, verdict.level]).toEqual([3, "look closely"]);
      expect(tables.map(({ change }) => change)).toEqual([
        "columns.metadata.region was added at the end as string",
        "columns.tenant was added at the end as string",
      ]);
    },
    3 * MINUTE,
  );

  it("makes what the added dataset needs, and nothing else", () => {
    const others = new Set(Object.keys(ofOthers()));
    const created = Object.entries(actions).filter(([address]) => !others.has(address));
    expect(new Set(created.map(([, action]) => action))).toEqual(new Set(["create"]));
    expect(created.map(([address]) => address)).toContain(
      "aws_kinesis_firehose_delivery_stream.web_orders_delivery_stream",
    );
  });

  it(
    "delivers the new values once it is applied, and one query reads old and new events",
    async () => {
      await terraform("apply", "-input=false", "-no-color", "change.plan");
      expect(await planExitCode(lake.home, endpointUrl)).toBe("no changes");
      const { DeliveryStreamDescription: stream } = await clients.firehose.send(
        new DescribeDeliveryStreamCommand({
          DeliveryStreamName: outputs.sample_events_delivery_stream_name,
        }),
      );
      // A delivery stream has version 1, and one more with each UpdateDestination.
      expect(stream?.VersionId).toBe("2");

      await publish({ event: { staffName: "New" }, metadata: { region: "eu" }, tenant: "acme" });
      await untilRows(2);
      await lake.json("crawl");
      const { rows } = await lake.json<QueryResult>(
        "query",
        "SELECT event.staffName, metadata.appName, metadata.region, tenant FROM sample_events ORDER BY 1",
      );
      expect(rows).toEqual([
        ["New", null, "eu", "acme"],
        ["Old", "WebApp", null, null],
      ]);
      expect(await objects()).toEqual(expect.arrayContaining(keysBefore));
    },
    15 * MINUTE,
  );

  it(
    "delivers the added dataset into folders of its field's values, and none is lost for lack of one",
    async () => {
      const { kinesis, glue, s3 } = clients;
      const countries = ["de", "fr", "de", "a/b", null];
      const records = countries.map((country, index) =>
        JSON.stringify({ order_id: index + 1, buyer: { country } }),
      );
      await kinesis.send(
        new PutRecordsCommand({
          StreamName: added.stream,
          Records: [...records, "no JSON"].map((record) => ({
            Data: Buffer.from(`${record}\n`),
            PartitionKey: "one",
          })),
        }),
      );
      const folder = { bucket: added.lakeBucket, prefix: added.dataPrefix };
      await untilRows(countries.length, folder);
      const lands = (await listKeys(s3, folder)).map(
        (key) =>
          /^data\/web_orders\/year=\d{4}\/month=\d\d\/day=\d\d\/land=(\w+)\/[^/]+$/.exec(key)?.[1],
      );
      expect([...new Set(lands)].sort()).toEqual(["a_b", "de", "fr", "unknown"]);

      await runCrawler(glue, added.crawler);
      const partitions = await readPartitions(glue, added.database, added.table);
      expect([...new Set(partitions.map((values) => values[3]))].sort()).toEqual([
        "a_b",
        "de",
        "fr",
        "unknown",
      ]);
      const { rows } = await lake.json<QueryResult>(
        "query",
        "SELECT land, order_id, buyer.country FROM web_orders WHERE land <> 'fr' ORDER BY order_id",
      );
      expect(rows).toEqual([
        ["de", "1", "de"],
        ["de", "3", "de"],
        ["a_b", "4", "a/b"],
        ["unknown", "5", null],
      ]);
      const errors = { bucket: added.lakeBucket, prefix: added.errorPrefix };
      expect(await readErrorRecords(s3, errors)).toMatchObject([
        { code: "DynamicPartitioning.MetadataExtractionFailed", record: "no JSON" },
      ]);
    },
    6 * MINUTE,
  );

  it(
    "would replace the delivery stream to switch dynamic partitioning on, and says so",
    async () => {
      const partitionBy = [{ name: "status", path: "event.status" }];
      await synthesize({ ...changedDataset, partitionBy }, "switched");
      expect(await planned()).toMatchObject({
        "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream": "delete, create",
      });
    },
    9 * MINUTE,
  );

  it("has sent nothing that AWS would reject by its published models", async () => {
    const { operations, violations } = RecordedCalls.read(await findPublishedModels(), recording);
    expect(operations).toEqual(
      expect.arrayContaining(["firehose:UpdateDestination", "glue:UpdateTable"]),
    );
    expect(violations).toEqual([]);
  });

  /** Planned actions on what was there before. */
  function ofOthers(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(actions).filter(([address]) => !address.includes(".web_orders_")),
    );
  }

  async function publish(event: object): Promise<void> {
    const file = path.join(lake.home, "event.json");
    writeFileSync(file, JSON.stringify(event));
    expect(await lake.json("publish", file)).toMatchObject({ published: 1, failed: 0 });
  }

  function dataLocation() {
    const url = new URL(outputs.sample_events_data_location ?? "");
    return { bucket: url.hostname, prefix: url.pathname.slice(1) };
  }

  /** Keys with the ETags of what they hold. */
  async function objects(): Promise<string[]> {
    const found = await listObjects(clients.s3, dataLocation());
    return found.map(({ Key, ETag }) => `${Key ?? ""} ${ETag ?? ""}`);
  }

  async function untilRows(rows: number, folder = dataLocation()): Promise<void> {
    const deadline = Date.now() + 3 * MINUTE;
    while ((await countParquetRows(clients.s3, folder)) < rows) {
      if (Date.now() > deadline) throw new Error(`There are not ${rows} rows after a minute`);
      await sleep(500);
    }
  }

  /** Does what main.ts does, with sample_events in another form and the added dataset. */
  async function synthesize(sample: Dataset, folder: string): Promise<void> {
    const others = datasets.filter(({ name }) => name !== sample.name);
    const deployments = await Promise.all(
      [sample, ...others, addedDataset].map(async (dataset) => ({
        dataset,
        publisherPackage: await buildPublisherPackage({
          dataset,
          sourceFolder: path.join(projectFolder, "lambda-src/publisher"),
          outputFolder: path.join(lake.home, folder, dataset.name),
        }),
      })),
    );
    const app = new App({ stackTraces: false, outdir: path.resolve(stackFolder, "..", "..") });
    const variables = { AWS_ENDPOINT_URL: endpointUrl, LAKE_HOME: lake.home };
    new DataLakeStack(app, {
      environment: { ...localEnvironment(project, variables), terraformBinary: testBinary },
      datasets: deployments,
    });
    app.synth();
  }

  async function planned(): Promise<Record<string, string>> {
    await terraform("plan", "-input=false", "-no-color", "-out=change.plan");
    // `terraform show -json` has this list for every plan.
    const { resource_changes: changes } = JSON.parse(
      await terraform("show", "-json", "change.plan"),
    ) as { resource_changes: PlannedChange[] };
    return Object.fromEntries(
      changes
        .map(({ address, change }) => [address, change.actions.join(", ")] as const)
        .filter(([, action]) => action !== "no-op" && action !== "read"),
    );
  }

  async function terraform(...args: string[]): Promise<string> {
    const variables = { AWS_ENDPOINT_URL: endpointUrl };
    const { exitCode, stdout, stderr } = await runTerraform(
      stackFolder,
      lake.home,
      variables,
      ...args,
    );
    if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")} failed:\n${stdout}${stderr}`);
    return stdout;
  }
});
