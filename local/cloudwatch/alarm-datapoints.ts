import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { AlarmDefinition, AlarmMetric } from "./alarm-definition";
import type { Datapoint } from "./alarm-evaluation";

/** Queries per call. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES_LIMIT = 500;

/** An alarm and the datapoints that it is evaluated on. */
export interface AlarmData<Alarm> {
  readonly alarm: Alarm;
  /** For the evaluation periods, newest first. */
  readonly datapoints: readonly Datapoint[];
}

interface Query<Alarm> {
  readonly alarm: Alarm;
  readonly metric: AlarmMetric;
}

/**
 * Fetches the datapoints of alarms with the same period and number of periods; the newest period ends now.
 *
 * @param periodMs length of a period in the emulator
 */
export async function fetchDatapoints<Alarm extends AlarmDefinition>(
  cloudwatch: CloudWatchClient,
  alarms: readonly Alarm[],
  { periodMs, periods, now }: { periodMs: number; periods: number; now: Date },
): Promise<AlarmData<Alarm>[]> {
  // The control plane stores metrics with timestamps in whole seconds.
  const end = Math.floor(now.getTime() / 1000) * 1000;
  const starts = Array.from({ length: periods }, (_, index) => end - (index + 1) * periodMs);
  const queries = alarms.flatMap((alarm) => alarm.metrics.map((metric) => ({ alarm, metric })));
  const range = {
    StartTime: new Date(starts.at(-1) ?? end),
    EndTime: new Date(end),
  };
  const found = new Map<Query<Alarm>, ReadonlyMap<number, number>>();
  for (let first = 0; first < queries.length; first += QUERIES_LIMIT) {
    const batch = queries.slice(first, first + QUERIES_LIMIT);
    const { MetricDataResults: results = [] } = await cloudwatch.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: batch.map(({ metric }, index) => renderQuery(metric, index, periodMs)),
      }),
    );
    for (const { Id = "", Timestamps: times = [], Values: values = [] } of results) {
      const query = batch[Number(Id.slice(1))];
      if (query === undefined) continue;
      found.set(query, new Map(times.map((time, index) => [time.getTime(), values[index] ?? 0])));
    }
  }
  const byAlarm = new Map<Alarm, Query<Alarm>[]>(alarms.map((alarm) => [alarm, []]));
  for (const query of queries) byAlarm.get(query.alarm)?.push(query);
  return [...byAlarm].map(([alarm, own]) => ({
    alarm,
    datapoints: starts.map((start) => {
      const values = own.map((query) => [query.metric.id, found.get(query)?.get(start)] as const);
      return { start: new Date(start), value: alarm.valueOf(new Map(values)) };
    }),
  }));
}

function renderQuery(metric: AlarmMetric, index: number, periodMs: number): MetricDataQuery {
  const { namespace, metricName, dimensions, statistic } = metric;
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metricName, Dimensions: [...dimensions] },
      Period: periodMs / 1000,
      Stat: statistic,
    },
  };
}
