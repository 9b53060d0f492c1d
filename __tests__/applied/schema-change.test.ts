import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { App } from "cdktf";
import type { QueryResult } from "../../cli/athena-query";
import { countParquetRows, listObjects } from "../../cli/lake-contents";
import { column } from "../../config/column-type";
import type { Dataset } from "../../config/dataset";
import { sampleEvents } from "../../config/datasets/sample-events";
import { project } from "../../config/environments";
import { localEnvironment } from "../../config/local-environment";
import { AwsClients } from "../../local/aws-clients";
import { projectFolder } from "../../local/runtime/lake-home";
import { buildPublisherPackage } from "../../modules/streaming/publisher-package";
import { DataLakeStack } from "../../stacks/data-lake-stack";
import { freePort } from "../../local/runtime/free-port";
import { LakeCommand } from "../support/lake-command";
import { planExitCode, runTerraform } from "../support/terraform";

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

interface PlannedChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

describe("a column and a field more on a running lake", () => {
  const lake = new LakeCommand();
  let endpointUrl: string;
  let outputs: Readonly<Record<string, string>>;
  let clients: AwsClients;
  let actions: Record<string, string>;
  let keysBefore: string[];

  beforeAll(async () => {
    const up = await lake.json<{ endpointUrl: string; outputs: Record<string, string> }>(
      "up",
      "--port",
      String(await freePort()),
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
      await synthesizeChanged();
      actions = await planned();
    };
    await Promise.all([deliverOld(), planChange()]);
  }, 5 * MINUTE);

  afterAll(async () => {
    await lake.run("down");
    clients.destroy();
    rmSync(lake.home, { recursive: true });
  }, MINUTE);

  it("updates table and delivery stream in place, and replaces nothing that holds data", () => {
    expect(actions).toMatchObject({
      "aws_glue_catalog_table.sample_events_event_table": "update",
      "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream": "update",
    });
    const replaced = Object.entries(actions).filter(([, action]) => action !== "update");
    // The provider can't change the text of a saved query in place.
    expect(replaced.map(([address]) => address.split(".")[0])).toEqual(["aws_athena_named_query"]);
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
    2 * MINUTE,
  );

  async function publish(event: object): Promise<void> {
    const file = path.join(lake.home, "event.json");
    writeFileSync(file, JSON.stringify(event));
    expect(await lake.json("publish", file)).toMatchObject({ published: 1, failed: 0 });
  }

  function dataFolder() {
    const url = new URL(outputs.sample_events_data_location ?? "");
    return { bucket: url.hostname, prefix: url.pathname.slice(1) };
  }

  /** Keys with the ETags of what they hold. */
  async function objects(): Promise<string[]> {
    const found = await listObjects(clients.s3, dataFolder());
    return found.map(({ Key, ETag }) => `${Key ?? ""} ${ETag ?? ""}`);
  }

  async function untilRows(rows: number): Promise<void> {
    const deadline = Date.now() + MINUTE;
    while ((await countParquetRows(clients.s3, dataFolder())) < rows) {
      if (Date.now() > deadline) throw new Error(`There are not ${rows} rows after a minute`);
      await sleep(500);
    }
  }

  /** Does what main.ts does, with the changed dataset. */
  async function synthesizeChanged(): Promise<void> {
    const publisherPackage = await buildPublisherPackage({
      dataset: changedDataset,
      sourceFolder: path.join(projectFolder, "lambda-src/publisher"),
      outputFolder: path.join(lake.home, "changed"),
    });
    const app = new App({ stackTraces: false, outdir: path.join(lake.home, "cdktf.out") });
    new DataLakeStack(app, {
      environment: localEnvironment(project, {
        AWS_ENDPOINT_URL: endpointUrl,
        LAKE_HOME: lake.home,
      }),
      datasets: [{ dataset: changedDataset, publisherPackage }],
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
    const folder = path.join(lake.home, "cdktf.out", "stacks", "local");
    const variables = { AWS_ENDPOINT_URL: endpointUrl };
    const { exitCode, stdout, stderr } = await runTerraform(folder, lake.home, variables, ...args);
    if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")} failed:\n${stdout}${stderr}`);
    return stdout;
  }
});
