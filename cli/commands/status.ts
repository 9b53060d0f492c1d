import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { GetCrawlerCommand, paginateGetPartitions } from "@aws-sdk/client-glue";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { emulatorState } from "../../local/runtime/emulator-process";
import { lakeHome } from "../../local/runtime/lake-home";
import { listKeys } from "../lake-contents";
import type { Output } from "../output";
import { renderTable } from "../output";
import { LOCAL, resolveTarget } from "../target";
import type { Target } from "../target";

/** One stage of the pipeline. */
interface Stage {
  readonly stage: string;
  readonly name: string;
  /** AWS's own word for the state, or what there is. */
  readonly state: string;
}

/** `lake status`: whether the embedded AWS runs, and the state of each stage of the pipeline. */
export async function statusCommand(
  output: Output,
  options: { readonly env: string },
): Promise<void> {
  if (options.env === LOCAL) {
    const found = await emulatorState(lakeHome());
    if (found.state !== "running") {
      output.result({ emulator: found, stages: [] }, () =>
        found.state === "killed"
          ? `The embedded AWS started at ${found.emulator.startedAt} was killed; its data is gone. Start anew: npx lake up`
          : "The embedded AWS does not run. Start it: npx lake up",
      );
      return;
    }
    output.note(
      `The embedded AWS runs at ${found.emulator.endpointUrl} since ${found.emulator.startedAt}.`,
    );
  }
  const stages = await readStages(await resolveTarget(options.env));
  output.result({ stages }, (result) =>
    renderTable(
      ["stage", "name", "state"],
      result.stages.map(({ stage, name, state }) => [stage, name, state]),
    ),
  );
}

async function readStages({ clients, names, environment }: Target): Promise<Stage[]> {
  const stream = await clients.kinesis.send(
    new DescribeStreamSummaryCommand({ StreamName: names.stream }),
  );
  const delivery = await clients.firehose.send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: names.deliveryStream }),
  );
  const count = async (bucket: string, prefix: string) =>
    `${(await listKeys(clients.s3, { bucket, prefix })).length} objects`;
  return [
    {
      stage: "stream",
      name: names.stream,
      state: stream.StreamDescriptionSummary?.StreamStatus ?? "unknown",
    },
    {
      stage: "delivery",
      name: names.deliveryStream,
      state: delivery.DeliveryStreamDescription?.DeliveryStreamStatus ?? "unknown",
    },
    { stage: "raw", name: names.rawBucket, state: await count(names.rawBucket, names.rawFolder) },
    {
      stage: "lake",
      name: names.lakeBucket,
      state: await count(names.lakeBucket, names.dataFolder),
    },
    {
      stage: "errors",
      name: names.lakeBucket,
      state: await count(names.lakeBucket, names.errorFolder),
    },
    ...(environment.partitions?.type === "projection"
      ? []
      : [await crawlerStage(clients.glue, names.crawler)]),
    {
      stage: "table",
      name: `${names.database}.${names.table}`,
      state: `${await countPartitions(clients.glue, names.database, names.table)} partitions`,
    },
  ];
}

type Glue = Target["clients"]["glue"];

async function crawlerStage(glue: Glue, name: string): Promise<Stage> {
  const { Crawler: crawler } = await glue.send(new GetCrawlerCommand({ Name: name }));
  const last = crawler?.LastCrawl;
  const lastCrawl =
    last === undefined ? "never ran" : `last ${last.Status} ${last.ErrorMessage ?? ""}`;
  return { stage: "crawler", name, state: `${crawler?.State ?? "unknown"}, ${lastCrawl.trim()}` };
}

async function countPartitions(glue: Glue, database: string, table: string): Promise<number> {
  let count = 0;
  const pages = paginateGetPartitions(
    { client: glue },
    { DatabaseName: database, TableName: table },
  );
  for await (const page of pages) count += page.Partitions?.length ?? 0;
  return count;
}
