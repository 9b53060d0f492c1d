import { costLine, count, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import {
  nestedBlock,
  numberArgument,
  resourcesOf,
  stringArgument,
} from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import {
  bytesPerSecond,
  DAYS_PER_MONTH,
  GIB,
  HOURS_PER_MONTH,
  KIB,
  MIB,
  recordBytes,
  recordsPerSecond,
  SECONDS_PER_MONTH,
} from "../usage";
import type { Usage } from "../usage";

const SERVICE = "Kinesis";
const DAY_HOURS = 24;
const WEEK_HOURS = 168;
/** PUT payload units: each record is billed in increments of 25 KB. */
export const PAYLOAD_UNIT = 25 * KIB;
/** A shard accepts 1,000 records and 1 MiB per second. */
const SHARD_LIMITS = { records: 1_000, bytes: MIB };
const HEADROOM = 1.5;
/** A new on-demand stream has four shards. */
const ON_DEMAND_SHARDS = 4;

/** Whether a stream is in on-demand mode. */
export function isOnDemand(stream: TerraformResource): boolean {
  return (
    stringArgument(nestedBlock(stream.values, "stream_mode_details"), "stream_mode") === "ON_DEMAND"
  );
}

/** Shards that the events need, without headroom. */
function requiredShards(usage: Usage): number {
  return Math.max(1, Math.ceil(fractionalShards(usage)));
}

/** Shards for a constant load, with 50 % headroom, since keys are not distributed evenly. */
export function shardsWithHeadroom(usage: Usage): number {
  return Math.max(1, Math.ceil(fractionalShards(usage) * HEADROOM));
}

function fractionalShards(usage: Usage): number {
  const byRecords = recordsPerSecond(usage) / SHARD_LIMITS.records;
  const byBytes = bytesPerSecond(usage) / SHARD_LIMITS.bytes;
  return Math.max(byRecords, byBytes);
}

/** Shards of a stream; an estimate in on-demand mode. */
export function shardsOf(stream: TerraformResource, usage: Usage): number {
  return isOnDemand(stream)
    ? Math.max(ON_DEMAND_SHARDS, requiredShards(usage))
    : numberArgument(stream.values, "shard_count", 1);
}

/** Cost of the streams. */
export function kinesisCosts(context: CostContext): CostLine[] {
  return resourcesOf(context.resources, "aws_kinesis_stream").flatMap((stream) => [
    ...(isOnDemand(stream) ? onDemandCosts(context, stream) : provisionedCosts(context, stream)),
    ...longTermCosts(context, stream),
    ...shardMetricCosts(context, stream),
  ]);
}

/** Streams with too few shards for the events. */
export function kinesisNotes({ resources, usage }: CostContext): string[] {
  return resourcesOf(resources, "aws_kinesis_stream")
    .filter((stream) => !isOnDemand(stream) && shardsOf(stream, usage) < requiredShards(usage))
    .map(
      (stream) =>
        `${stream.address} has ${shardsOf(stream, usage)} of the ${requiredShards(usage)} shards that these events need: producers would be throttled.`,
    );
}

function provisionedCosts(context: CostContext, stream: TerraformResource): CostLine[] {
  const { usage } = context;
  const line = { service: SERVICE, resource: stream.address };
  const shards = count(shardsOf(stream, usage), "shard");
  const extended = retentionHours(stream) > DAY_HOURS;
  return [
    costLine(context, {
      ...line,
      what: "shards",
      factors: [shards, times(HOURS_PER_MONTH, "hours")],
      price: "kinesisShardHour",
    }),
    costLine(context, {
      ...line,
      what: "PUT payload units",
      factors: [
        times(recordsPerSecond(usage), "records/s"),
        times(SECONDS_PER_MONTH, "s"),
        times(Math.ceil(recordBytes(usage) / PAYLOAD_UNIT), "PUT payload units per record"),
        over(1e6, ""),
      ],
      price: "kinesisPutPayloadUnits",
    }),
    ...(extended
      ? [
          costLine(context, {
            ...line,
            what: "retention of hours 25 to 168",
            factors: [shards, times(HOURS_PER_MONTH, "hours")],
            price: "kinesisExtendedRetentionShardHour",
          }),
        ]
      : []),
  ];
}

function onDemandCosts(context: CostContext, stream: TerraformResource): CostLine[] {
  const { usage } = context;
  const line = { service: SERVICE, resource: stream.address };
  const kibibytes = Math.ceil(recordBytes(usage) / KIB);
  const written = [
    times(recordsPerSecond(usage), "records/s"),
    times(SECONDS_PER_MONTH, "s"),
    times(kibibytes, "KB, rounded up"),
    over(GIB / KIB, "KB per GB"),
  ];
  const read = [
    times(bytesPerSecond(usage), "bytes/s"),
    times(SECONDS_PER_MONTH, "s"),
    over(GIB, "bytes per GB"),
  ];
  const extraDays = (Math.min(retentionHours(stream), WEEK_HOURS) - DAY_HOURS) / DAY_HOURS;
  return [
    costLine(context, {
      ...line,
      what: "on-demand stream",
      factors: [times(HOURS_PER_MONTH, "hours")],
      price: "kinesisOnDemandStreamHour",
    }),
    costLine(context, { ...line, what: "data in", factors: written, price: "kinesisOnDemandIn" }),
    costLine(context, {
      ...line,
      what: "data out, read by one delivery stream",
      factors: read,
      price: "kinesisOnDemandOut",
    }),
    ...(extraDays > 0
      ? [
          costLine(context, {
            ...line,
            what: "retention of hours 25 to 168",
            factors: [
              ...read,
              times(extraDays, "days stored"),
              over(DAYS_PER_MONTH, "days per month"),
            ],
            price: "kinesisOnDemandExtendedRetention",
          }),
        ]
      : []),
  ];
}

function longTermCosts(context: CostContext, stream: TerraformResource): CostLine[] {
  const days = (retentionHours(stream) - WEEK_HOURS) / DAY_HOURS;
  if (days <= 0) return [];
  return [
    costLine(context, {
      service: SERVICE,
      resource: stream.address,
      what: "retention after the seventh day",
      factors: [
        times(bytesPerSecond(context.usage), "bytes/s"),
        times(SECONDS_PER_MONTH, "s"),
        over(GIB, "bytes per GB"),
        times(days, "days stored"),
        over(DAYS_PER_MONTH, "days per month"),
      ],
      price: "kinesisLongTermRetention",
    }),
  ];
}

/** CloudWatch bills shard-level metrics as custom metrics. */
function shardMetricCosts(context: CostContext, stream: TerraformResource): CostLine[] {
  const metrics = stream.values.shard_level_metrics;
  const length = Array.isArray(metrics) ? metrics.length : 0;
  if (length === 0) return [];
  return [
    costLine(context, {
      service: "CloudWatch",
      resource: stream.address,
      what: "shard-level metrics",
      factors: [count(shardsOf(stream, context.usage), "shard"), count(length, "metric")],
      price: "metric",
    }),
  ];
}

function retentionHours(stream: TerraformResource): number {
  return numberArgument(stream.values, "retention_period", DAY_HOURS);
}
