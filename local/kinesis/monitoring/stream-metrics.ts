import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchClient, MetricDatum, StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { StreamState } from "../stream/stream-state";

/** Length of the intervals whose values are aggregated; AWS's are a minute long. */
const INTERVAL_MS = 5_000;

/** Most data of one PutMetricData call. */
const MAXIMUM_DATA = 1_000;

interface Aggregate {
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly metric: string;
  readonly unit: StandardUnit;
  minimum: number;
  maximum: number;
  sum: number;
  count: number;
}

/** Names of metrics of a shard, and of the metrics of its stream that they are parts of. */
const OF_SHARDS: Readonly<Record<string, string>> = {
  IncomingBytes: "IncomingBytes",
  IncomingRecords: "IncomingRecords",
  OutgoingBytes: "GetRecords.Bytes",
  OutgoingRecords: "GetRecords.Records",
  WriteProvisionedThroughputExceeded: "WriteProvisionedThroughputExceeded",
  ReadProvisionedThroughputExceeded: "ReadProvisionedThroughputExceeded",
  IteratorAgeMilliseconds: "GetRecords.IteratorAgeMilliseconds",
};

/**
 * Aggregates the CloudWatch metrics of streams, and publishes them. A call counts all of its metrics, also those that are
 * zero.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 */
export class StreamMetrics {
  /** By region, then by the name of the metric with its dimensions. */
  private readonly regions = new Map<string, Map<string, Aggregate>>();

  /** Counts the values of one call, by the name of the metric. */
  add(
    { name, region, shardLevelMetrics }: StreamState,
    values: Readonly<Record<string, number>>,
    shardId?: string,
  ): void {
    const stream = [{ Name: "StreamName", Value: name }];
    for (const [metric, value] of Object.entries(values)) {
      this.aggregate(region, stream, metric, value);
    }
    if (shardId === undefined || shardLevelMetrics.length === 0) return;
    const shard = [...stream, { Name: "ShardId", Value: shardId }];
    for (const metric of shardLevelMetrics) {
      const value = values[OF_SHARDS[metric] ?? ""];
      if (value !== undefined) this.aggregate(region, shard, metric, value);
    }
  }

  /** Publishes what was counted. @param clientOf the client of a region */
  async publish(clientOf: (region: string) => CloudWatchClient): Promise<void> {
    const timestamp = new Date(Math.floor(Date.now() / INTERVAL_MS) * INTERVAL_MS);
    const counted = [...this.regions];
    this.regions.clear();
    for (const [region, aggregates] of counted) {
      const data = [...aggregates.values()].map((each) => datum(each, timestamp));
      for (let from = 0; from < data.length; from += MAXIMUM_DATA) {
        await clientOf(region).send(
          new PutMetricDataCommand({
            Namespace: "AWS/Kinesis",
            MetricData: data.slice(from, from + MAXIMUM_DATA),
          }),
        );
      }
    }
  }

  /** Time between two publications, in milliseconds. */
  static readonly intervalMs = INTERVAL_MS;

  private aggregate(
    region: string,
    dimensions: Aggregate["dimensions"],
    metric: string,
    value: number,
  ): void {
    const known = this.regions.get(region) ?? new Map<string, Aggregate>();
    this.regions.set(region, known);
    const key = [metric, ...dimensions.map(({ Value }) => Value)].join(" ");
    const existing = known.get(key);
    if (existing === undefined) {
      known.set(key, {
        ...{ dimensions, metric, unit: unitOf(metric), count: 1 },
        ...{ minimum: value, maximum: value, sum: value },
      });
      return;
    }
    existing.minimum = Math.min(existing.minimum, value);
    existing.maximum = Math.max(existing.maximum, value);
    existing.sum += value;
    existing.count += 1;
  }
}

function datum({ metric, dimensions, unit, ...values }: Aggregate, Timestamp: Date): MetricDatum {
  return {
    MetricName: metric,
    Dimensions: [...dimensions],
    Timestamp,
    Unit: unit,
    StatisticValues: {
      SampleCount: values.count,
      Sum: values.sum,
      Minimum: values.minimum,
      Maximum: values.maximum,
    },
  };
}

function unitOf(metric: string): StandardUnit {
  if (metric.endsWith("Bytes")) return "Bytes";
  return metric.endsWith("Milliseconds") ? "Milliseconds" : "Count";
}
