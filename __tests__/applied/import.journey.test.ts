import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { GetPartitionsCommand } from "@aws-sdk/client-glue";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { App } from "cdktf";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleEvents } from "../fixtures/datasets/sample-events";
import type { ExistingResources, ImportBlock } from "../../model/environment/existing-resources";
import { DataLakeStack } from "../../stacks/data-lake-stack";
import { RecordedCalls } from "../support/api-models/recorded-calls";
import { findPublishedModels } from "../support/api-models/find-published-models";
import { articleNames, articleObject, deployArticleStack } from "./support/article-stack";
import { LakeCommand } from "../support/emulator/lake-command";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { testBinary } from "../support/emulator/test-binary";
import { environmentOf, publisherPackage } from "../support/plans/synth";
import { runTerraform } from "../support/emulator/terraform";

const MINUTE = 60_000;

/** What is of use here of `terraform show -json` of a plan. */
interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: object };
  }[];
}

describe("the article's stack", () => {
  const outdir = mkdtempSync(path.join(tmpdir(), "import-"));
  const folder = path.join(outdir, "stacks", "local");
  const lake = new LakeCommand();
  const recording = path.join(outdir, "calls.jsonl");
  let aws: RunningEmulator;
  let found: { readonly existing: ExistingResources; readonly imports: readonly ImportBlock[] };

  async function terraform(...args: readonly string[]): Promise<string> {
    const ended = await runTerraform(folder, lake.home, aws.variables, ...args);
    if (ended.exitCode !== 0) {
      throw new Error(`terraform ${args[0]} ended with ${ended.exitCode}:\n${ended.stderr}`);
    }
    return ended.stdout;
  }

  beforeAll(async () => {
    aws = await RunningEmulator.start(false, { recordCalls: recording });
    const list = path.join(outdir, "stack.json");
    writeFileSync(list, JSON.stringify(await deployArticleStack(aws.clients)));
    found = await lake.json("import", "--from-stack", list, "--env", "local");
    const app = new App({ outdir, stackTraces: false });
    new DataLakeStack(app, {
      environment: environmentOf("local", {
        terraformBinary: testBinary,
        existing: found.existing,
        emulator: { endpointUrl: aws.endpointUrl },
        state: { type: "local", folder: path.join(outdir, "state") },
        removalPolicy: "retain",
      }),
      datasets: [{ dataset: sampleEvents, publisherPackage: publisherPackage() }],
    });
    app.synth();
    await terraform("init", "-input=false", "-no-color");
  }, 12 * MINUTE);
  afterAll(() => aws.stop());

  it("is found whole by lake import, in the settings that keep it", () => {
    const { stream, table, deliveryStream, deliveryRole, ...lakeNames } = articleNames;
    expect(found.existing).toMatchObject({
      ...lakeNames,
      datasets: { sample_events: { stream, table, deliveryStream, deliveryRole } },
    });
    expect(found.imports).toHaveLength(9);
  });

  it(
    "is taken over without a resource destroyed or replaced",
    async () => {
      await terraform("plan", "-input=false", "-no-color", "-out=plan");
      // Terraform's documented form of a plan.
      const plan = JSON.parse(await terraform("show", "-json", "plan")) as Plan;
      const destroyed = plan.resource_changes.filter(({ change }) =>
        change.actions.includes("delete"),
      );
      expect(destroyed).toEqual([]);
      const imported = plan.resource_changes.filter(({ change }) => change.importing !== undefined);
      expect(imported.map(({ address }) => address).sort()).toEqual(
        found.imports.map(({ to }) => to).sort(),
      );
      for (const { change } of imported) expect(change.actions).not.toContain("create");
      await terraform("apply", "-input=false", "-no-color", "plan");
    },
    12 * MINUTE,
  );

  it(
    "needs no further change",
    async () => {
      // Exits with 2 where there is a change.
      const plan = terraform("plan", "-input=false", "-no-color", "-detailed-exitcode");
      await expect(plan).resolves.toContain("No changes");
    },
    12 * MINUTE,
  );

  it("is taken over by nothing that AWS would reject by its published models", async () => {
    const { operations, violations } = RecordedCalls.read(await findPublishedModels(), recording);
    expect(operations).toContain("firehose:UpdateDestination");
    expect(violations).toEqual([]);
  });

  it("still has its data, its partitions and the way of its events", async () => {
    const { s3, glue, kinesis, firehose } = aws.clients;
    await s3.send(new HeadObjectCommand({ Bucket: articleNames.lakeBucket, Key: articleObject }));
    const { Partitions: partitions = [] } = await glue.send(
      new GetPartitionsCommand({
        DatabaseName: articleNames.database,
        TableName: articleNames.table,
      }),
    );
    expect(partitions.map(({ StorageDescriptor: at }) => at?.Location)).toEqual([
      `s3://${articleNames.lakeBucket}/${path.dirname(articleObject)}/`,
    ]);
    const { StreamDescriptionSummary: stream } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: articleNames.stream }),
    );
    const { DeliveryStreamDescription: delivery } = await firehose.send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName: articleNames.deliveryStream }),
    );
    expect(delivery?.Source?.KinesisStreamSourceDescription?.KinesisStreamARN).toBe(
      stream?.StreamARN,
    );
    const [destination] = delivery?.Destinations ?? [];
    expect(destination?.ExtendedS3DestinationDescription?.Prefix).toMatch(
      /^data\/sample_events\/year=!\{timestamp:yyyy\}/,
    );
  });
});
