import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { GetCrawlerCommand } from "@aws-sdk/client-glue";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import type { _Object } from "@aws-sdk/client-s3";
import { datasetDefaultOf } from "../../model/dataset/dataset-defaults";
import { backupMetrics, deliveryMetrics } from "../../model/dataset/delivery-metrics";
import { arrivalKeysOf, timeKeys } from "../../model/dataset/partition-keys";
import type { ArrivalKey } from "../../model/dataset/partition-keys";
import { listObjects, readErrorRecords } from "../target/lake-contents";
import type { S3Prefix } from "../target/lake-contents";
import { errorOutputOf } from "../delivery/error-output";
import { isCrawled } from "../delivery/is-crawled";
import { readPartitions } from "../delivery/partitions";
import type { Target } from "../target/target";
import { recentTimePrefixes } from "../delivery/time-prefixes";
import { countOf } from "../terminal/count-of";
import { metric } from "./delivery-metrics";
import { readSchemaStatus } from "./schema-status";
import { readUpkeepStatus } from "./upkeep-status";

/** Status of one stage of the pipeline over the last hour. */
export interface StageStatus {
  readonly stage:
    "stream" | "delivery" | "backup" | "lake" | "errors" | "crawler" | "table" | "upkeep";
  /** Name of the resource, or its location. */
  readonly name: string;
  /** State as AWS names it, or a count. */
  readonly state: string;
  /** Records in the last hour. */
  readonly records?: number | undefined;
  /** Lag of the stage in seconds. */
  readonly lagSeconds?: number | undefined;
  /** Newest object of this hour or the previous one. */
  readonly lastObject?: string | undefined;
  readonly lastError?: string | undefined;
  /** What somebody should do about it. */
  readonly advice?: string | undefined;
}

/** Reads the status of each stage; the same on AWS and on the embedded AWS. */
export async function readPipelineStatus(target: Target): Promise<StageStatus[]> {
  const { names, dataset, environment } = target;
  const isIceberg = dataset.storage === "iceberg";
  return Promise.all([
    streamStage(target),
    deliveryStage(target),
    folderStage(target, "backup", { bucket: names.rawBucket, prefix: names.rawPrefix }),
    isIceberg
      ? icebergStage(target)
      : folderStage(target, "lake", { bucket: names.lakeBucket, prefix: names.dataPrefix }),
    errorStage(target),
    ...(isCrawled(dataset, environment) ? [crawlerStage(target)] : []),
    tableStage(target),
    ...(isIceberg ? [upkeepStage(target)] : []),
  ]);
}

async function streamStage({ clients, names }: Target): Promise<StageStatus> {
  const { StreamDescriptionSummary: stream } = await clients.kinesis.send(
    new DescribeStreamSummaryCommand({ StreamName: names.stream }),
  );
  return { stage: "stream", name: names.stream, state: stream?.StreamStatus ?? "unknown" };
}

async function deliveryStage(target: Target): Promise<StageStatus> {
  const name = target.names.deliveryStream;
  const { DeliveryStreamDescription: delivery } = await target.clients.firehose.send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }),
  );
  const behindMs = await metric(target, "KinesisMillisBehindLatest", "Maximum", "newest");
  return {
    stage: "delivery",
    name,
    state: delivery?.DeliveryStreamStatus ?? "unknown",
    records: await metric(target, "DataReadFromKinesisStream.Records", "Sum", "total"),
    lagSeconds: behindMs === undefined ? undefined : behindMs / 1000,
  };
}

async function folderStage(
  target: Target,
  stage: "backup" | "lake",
  folder: S3Prefix,
): Promise<StageStatus> {
  const metrics = stage === "backup" ? backupMetrics : deliveryMetrics.parquet;
  // The backup is partitioned by hour, independently of the table.
  const keys =
    stage === "lake" ? arrivalKeysOf(target.dataset, target.environment.partitions) : timeKeys;
  const objects = await recentObjects(target, folder, keys);
  return {
    stage,
    name: `s3://${folder.bucket}/${folder.prefix}`,
    state: countOf(objects.length, "recent object"),
    records: await metric(target, metrics.delivered, "Sum", "total"),
    lagSeconds: await metric(target, metrics.freshness, "Maximum", "newest"),
    lastObject: objects.at(-1)?.Key,
  };
}

/** What an Iceberg table has, its snapshots say, and not the newest of its files. */
async function icebergStage(target: Target): Promise<StageStatus> {
  const { names } = target;
  const { delivered, freshness } = deliveryMetrics.iceberg;
  return {
    stage: "lake",
    name: `s3://${names.lakeBucket}/${names.dataPrefix}`,
    state: "Iceberg",
    records: await metric(target, delivered, "Sum", "total"),
    lagSeconds: await metric(target, freshness, "Maximum", "newest"),
  };
}

async function errorStage(target: Target): Promise<StageStatus> {
  const { clients, dataset } = target;
  const { bucket, prefix, types } = errorOutputOf(target);
  // The error type precedes the hour: https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
  const listed = await Promise.all(
    types.map((type) => recentObjects(target, { bucket, prefix: `${prefix}${type}/` })),
  );
  const objects = listed.flat().sort(byAge);
  const lastObject = objects.at(-1)?.Key;
  const { failed: failures } = deliveryMetrics[dataset.storage ?? datasetDefaultOf("storage")];
  const [failed] =
    lastObject === undefined
      ? []
      : await readErrorRecords(clients.s3, { bucket, prefix: lastObject });
  return {
    stage: "errors",
    name: `s3://${bucket}/${prefix}`,
    state: countOf(objects.length, "recent object"),
    records: await metric(target, failures, "Sum", "total"),
    lastObject,
    lastError: failed === undefined ? undefined : `${failed.code}: ${failed.reason}`,
  };
}

async function crawlerStage({ clients, names }: Target): Promise<StageStatus> {
  const { Crawler: crawler } = await clients.glue.send(
    new GetCrawlerCommand({ Name: names.crawler }),
  );
  const last = crawler?.LastCrawl;
  return {
    stage: "crawler",
    name: names.crawler,
    state: `${crawler?.State ?? "unknown"}, ${last === undefined ? "never ran" : `last ${last.Status}`}`,
    lastError: last?.ErrorMessage,
  };
}

async function tableStage(target: Target): Promise<StageStatus> {
  const { clients, names, dataset, environment } = target;
  const name = `${names.database}.${names.table}`;
  if (dataset.storage === "iceberg") {
    return { stage: "table", name, ...(await readSchemaStatus(target)) };
  }
  if (environment.partitions?.type === "projection") {
    return { stage: "table", name, state: "partitions are projected" };
  }
  const partitions = await readPartitions(clients.glue, names.database, names.table);
  return { stage: "table", name, state: countOf(partitions.length, "partition") };
}

async function upkeepStage({ clients, names }: Target): Promise<StageStatus> {
  const { database, table } = names;
  const upkeep = await readUpkeepStatus(clients.glue, database, table);
  return { stage: "upkeep", name: `${database}.${table}`, ...upkeep };
}

/** Objects of this hour and the previous one, oldest first; a lake has too many to list all. */
async function recentObjects(
  { clients }: Target,
  { bucket, prefix }: S3Prefix,
  keys: readonly ArrivalKey[] = timeKeys,
): Promise<_Object[]> {
  const listed = await Promise.all(
    recentTimePrefixes(keys).map((folder) =>
      listObjects(clients.s3, { bucket, prefix: `${prefix}${folder}` }),
    ),
  );
  return listed.flat().sort(byAge);
}

function byAge(a: _Object, b: _Object): number {
  return (a.LastModified?.getTime() ?? 0) - (b.LastModified?.getTime() ?? 0);
}
