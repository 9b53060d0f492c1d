import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import type { Datapoint, Statistic } from "@aws-sdk/client-cloudwatch";
import type { Target } from "../target/target";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A metric of a delivery stream in each minute of a time range; in no order, and without the minutes that have none. */
export async function datapoints(
  { clients, names }: Target,
  name: string,
  statistic: Statistic,
  range: { readonly start: Date; readonly end: Date },
): Promise<readonly Datapoint[]> {
  const { Datapoints: points = [] } = await clients.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/Firehose",
      MetricName: name,
      Dimensions: [{ Name: "DeliveryStreamName", Value: names.deliveryStream }],
      StartTime: range.start,
      EndTime: range.end,
      Period: 60,
      Statistics: [statistic],
    }),
  );
  return points;
}

/** A metric of the delivery stream: its total over the last hour, or its latest minute. */
export async function metric(
  target: Target,
  name: string,
  statistic: Statistic,
  over: "total" | "newest",
): Promise<number | undefined> {
  const now = Date.now();
  const points = await datapoints(target, name, statistic, {
    start: new Date(now - HOUR_MS),
    end: new Date(now + MINUTE_MS),
  });
  if (points.length === 0) return over === "total" ? 0 : undefined;
  if (over === "total") return points.reduce((sum, point) => sum + (point[statistic] ?? 0), 0);
  const newest = points.reduce((a, b) => ((a.Timestamp ?? 0) > (b.Timestamp ?? 0) ? a : b));
  return newest[statistic];
}
