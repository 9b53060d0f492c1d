import type { TerraformResource } from "../terraform/plan/terraform-resource";
import {
  changeBlock,
  changeResources,
  refersTo,
  resourcesOf,
  stringArgument,
} from "../terraform/plan/terraform-resource";
import { RARE_SCHEDULE } from "./crawler-share";
import { bucketOf, deliveriesOf, partitionsDynamically } from "./delivery";
import { estimate } from "./estimate";
import type { PriceTable } from "./prices/price-table";
import { isOnDemand, shardsWithHeadroom, shardsOf } from "./services/kinesis";
import { KIB } from "./usage";
import type { Usage } from "./usage";
import { countOf } from "../terminal/count-of";

/** A change that would make the lake cheaper. */
export interface Saving {
  readonly change: string;
  /** Cents per month of this change alone: savings of several changes do not add up. */
  readonly cents: number;
  /** The setting to change, and the trade-off. */
  readonly how: string;
}

interface SavingOption extends Pick<Saving, "change" | "how"> {
  readonly resources?: readonly TerraformResource[];
  readonly usage?: Usage;
}

const SHORT_RETENTION_HOURS = 24;
const SHORT_RAW_DAYS = 7;
const LARGE_BUFFER = { buffering_size: 128, buffering_interval: 900 };
/** Firehose bills each record in steps of this. */
const BILLING_STEP = 5 * KIB;

/** Possible savings, largest first: each compares the estimate with one that has a single change. */
export function findSavings(
  resources: readonly TerraformResource[],
  usage: Usage,
  prices: PriceTable,
): Saving[] {
  const before = estimate(resources, usage, prices).totalCents;
  return optionsFor(resources, usage)
    .map((option): Saving => {
      const after = estimate(option.resources ?? resources, option.usage ?? usage, prices);
      return { change: option.change, how: option.how, cents: before - after.totalCents };
    })
    .filter(({ cents }) => cents > 0)
    .sort((a, b) => b.cents - a.cents);
}

function optionsFor(resources: readonly TerraformResource[], usage: Usage): SavingOption[] {
  return [
    ...projection(resources),
    ...schedules(resources),
    ...packing(resources, usage),
    ...capacity(resources, usage),
    ...retention(resources),
    ...buffers(resources),
    ...rawRetention(resources, usage),
    ...rawCompression(resources),
    ...bucketKeys(resources),
  ];
}

function projection(resources: readonly TerraformResource[]): SavingOption[] {
  const rest = resources.filter(({ type }) => type !== "aws_glue_crawler");
  if (rest.length === resources.length) return [];
  return [
    {
      change: "partition projection instead of the crawler",
      how: 'partitions: { type: "projection", … }; new hours can be queried at once',
      resources: rest,
    },
  ];
}

function schedules(resources: readonly TerraformResource[]): SavingOption[] {
  const scheduled = (schedule: string | undefined) =>
    changeResources(resources, "aws_glue_crawler", ({ values }) =>
      values.schedule === undefined ? {} : { schedule },
    );
  return [
    {
      change: "crawlers that only run when you start them",
      how: 'partitions: { type: "crawler", schedule: false }; a new hour can be queried after `lake crawl`',
      resources: scheduled(undefined),
    },
    {
      change: "crawlers that run four times a day",
      how: `partitions: { type: "crawler", schedule: "${RARE_SCHEDULE}" }; new hours can be queried up to six hours later`,
      resources: scheduled(RARE_SCHEDULE),
    },
  ];
}

function packing(resources: readonly TerraformResource[], usage: Usage): SavingOption[] {
  const fits = Math.floor(BILLING_STEP / usage.eventBytes);
  // Dynamic partitioning assigns a whole record to one partition, so its records must contain one event.
  const isPartitioned = resources.some(
    (each) => each.type === "aws_kinesis_firehose_delivery_stream" && partitionsDynamically(each),
  );
  if (fits <= usage.eventsPerRecord || isPartitioned) return [];
  return [
    {
      change: `${fits} events in each record instead of ${usage.eventsPerRecord}`,
      how: "producers join events with newlines up to 5 KiB, the minimum that Firehose bills per record; they share a partition key",
      usage: { ...usage, eventsPerRecord: fits },
    },
  ];
}

function capacity(resources: readonly TerraformResource[], usage: Usage): SavingOption[] {
  const streams = resourcesOf(resources, "aws_kinesis_stream");
  const shards = shardsWithHeadroom(usage);
  const counted = countOf(shards, "shard");
  const provisioned = {
    stream_mode_details: { stream_mode: "PROVISIONED" },
    shard_count: shards,
  };
  const oversized = streams.filter((each) => !isOnDemand(each) && shardsOf(each, usage) > shards);
  return [
    {
      change: "on-demand streams instead of shards",
      how: 'stream: { capacity: { mode: "on-demand" } }; it scales by itself',
      resources: changeResources(resources, "aws_kinesis_stream", (stream) =>
        isOnDemand(stream) ? {} : { stream_mode_details: { stream_mode: "ON_DEMAND" } },
      ),
    },
    {
      change: `provisioned streams of ${counted} instead of on-demand`,
      how: `stream: { capacity: { mode: "provisioned", shardCount: ${shards} } }; for a steady load, with 50 % headroom`,
      resources: changeResources(resources, "aws_kinesis_stream", (stream) =>
        isOnDemand(stream) ? provisioned : {},
      ),
    },
    ...(oversized.length === 0
      ? []
      : [
          {
            change: `${counted} a stream`,
            how: `stream: { capacity: { mode: "provisioned", shardCount: ${shards} } }; with 50 % headroom for these events`,
            resources: changeResources(resources, "aws_kinesis_stream", (stream) =>
              oversized.includes(stream) ? provisioned : {},
            ),
          },
        ]),
  ];
}

function retention(resources: readonly TerraformResource[]): SavingOption[] {
  return [
    {
      change: `records kept in the stream for ${SHORT_RETENTION_HOURS} hours`,
      how: `stream: { retentionHours: ${SHORT_RETENTION_HOURS} }; an interruption of the delivery that lasts longer loses records`,
      resources: changeResources(resources, "aws_kinesis_stream", () => ({
        retention_period: SHORT_RETENTION_HOURS,
      })),
    },
  ];
}

function buffers(resources: readonly TerraformResource[]): SavingOption[] {
  const larger = (settings: Readonly<Record<string, unknown>>) => ({
    ...settings,
    ...LARGE_BUFFER,
  });
  return [
    {
      change: "objects of 128 MiB or 15 minutes",
      how: "delivery: { buffering: { sizeMiB: 128, intervalSeconds: 900 }, backup: … }; events become queryable later",
      resources: changeResources(resources, "aws_kinesis_firehose_delivery_stream", ({ values }) =>
        changeBlock(
          changeBlock(values, ["extended_s3_configuration"], larger),
          ["extended_s3_configuration", "s3_backup_configuration"],
          larger,
        ),
      ),
    },
  ];
}

function rawRetention(resources: readonly TerraformResource[], usage: Usage): SavingOption[] {
  const raw = deliveriesOf(resources, usage)
    .filter(({ kind }) => kind === "backup")
    .flatMap((each) => bucketOf(each, resources) ?? []);
  const shorter = (rule: Readonly<Record<string, unknown>>) =>
    changeBlock(rule, ["expiration"], (expiration) => ({
      ...expiration,
      days: Math.min(SHORT_RAW_DAYS, Number(expiration.days)),
    }));
  return [
    {
      change: `raw records kept for ${SHORT_RAW_DAYS} days`,
      how: `rawRetentionDays: ${SHORT_RAW_DAYS}; older ones can't be replayed`,
      resources: changeResources(
        resources,
        "aws_s3_bucket_lifecycle_configuration",
        ({ values }) =>
          raw.some((bucket) => refersTo(stringArgument(values, "bucket"), bucket))
            ? changeBlock(values, ["rule"], shorter)
            : {},
      ),
    },
  ];
}

function rawCompression(resources: readonly TerraformResource[]): SavingOption[] {
  return [
    {
      change: "raw records compressed",
      how: 'delivery: { backup: { compression: "GZIP" } }',
      resources: changeResources(resources, "aws_kinesis_firehose_delivery_stream", ({ values }) =>
        changeBlock(values, ["extended_s3_configuration", "s3_backup_configuration"], (backup) => ({
          ...backup,
          compression_format: "GZIP",
        })),
      ),
    },
  ];
}

function bucketKeys(resources: readonly TerraformResource[]): SavingOption[] {
  return [
    {
      change: "S3 bucket keys",
      how: "bucket_key_enabled: fewer requests to KMS",
      resources: changeResources(
        resources,
        "aws_s3_bucket_server_side_encryption_configuration",
        ({ values }) =>
          changeBlock(values, ["rule"], (rule) => ({ ...rule, bucket_key_enabled: true })),
      ),
    },
  ];
}
