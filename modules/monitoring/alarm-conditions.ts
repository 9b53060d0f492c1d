import type {
  CloudwatchMetricAlarmConfig,
  CloudwatchMetricAlarmMetricQuery,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { datasetDefaultOf } from "../../model/dataset/dataset-defaults";
import { backupMetrics, deliveryMetrics } from "../../model/dataset/delivery-metrics";
import type { AlarmId } from "../../model/alarms/alarm-guides";
import type { StorageFormat } from "../../model/dataset/storage-format";
import type { ResolvedMonitoring } from "../../model/environment/resolved-environment";

/** Names of the resources that a dataset's alarms monitor; they may be tokens. */
export interface MonitoredResources {
  readonly streamName: string;
  readonly deliveryStreamName: string;
  readonly functionName: string;
  /** Format of the dataset's table. @default "parquet" */
  readonly storage?: StorageFormat | undefined;
}

/** Condition of an alarm. */
export type AlarmCondition = Pick<
  CloudwatchMetricAlarmConfig,
  | "namespace"
  | "metricName"
  | "dimensions"
  | "statistic"
  | "period"
  | "metricQuery"
  | "threshold"
  | "evaluationPeriods"
  | "datapointsToAlarm"
>;

/** Firehose publishes metrics at least every five minutes; those of streams and functions are aggregated likewise. */
const PERIOD_SECONDS = 300;

/**
 * The condition of every alarm: a metric above its threshold. Failures raise the alarm in the first period; a lag, which one
 * slow object may cause, after three periods in a row; throttling, after which callers retry, in two of three periods.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function alarmConditions(
  monitoring: ResolvedMonitoring,
  monitored: MonitoredResources,
): Readonly<Record<AlarmId, AlarmCondition>> {
  const metrics = deliveryMetrics[monitored.storage ?? datasetDefaultOf("storage")];
  const { tolerance, freshnessThresholdSeconds, iteratorAgeThresholdSeconds } = monitoring;
  const firehose = metricOf("AWS/Firehose", { DeliveryStreamName: monitored.deliveryStreamName });
  const kinesis = metricOf("AWS/Kinesis", { StreamName: monitored.streamName });
  const lambda = metricOf("AWS/Lambda", { FunctionName: monitored.functionName });
  return {
    failed_conversions: {
      ...firehose(metrics.failed, "Sum"),
      ...once(tolerance.failedConversions),
    },
    freshness: {
      ...firehose(metrics.freshness, "Maximum"),
      ...threeTimes(freshnessThresholdSeconds),
    },
    backup_freshness: {
      ...firehose(backupMetrics.freshness, "Maximum"),
      ...threeTimes(freshnessThresholdSeconds),
    },
    iterator_age: {
      ...kinesis("GetRecords.IteratorAgeMilliseconds", "Maximum"),
      ...threeTimes(iteratorAgeThresholdSeconds * 1000),
    },
    unread_records: { metricQuery: unreadRecords(monitored.streamName), ...threeTimes(0) },
    // Includes the records of PutRecords, which PutRecords.ThrottledRecords counts alone.
    throttled_writes: {
      ...kinesis("WriteProvisionedThroughputExceeded", "Sum"),
      ...twiceOfThree(tolerance.throttledWrites),
    },
    // Includes the reads of every consumer; ThrottledGetRecords of Firehose counts only its own.
    throttled_reads: {
      ...kinesis("ReadProvisionedThroughputExceeded", "Sum"),
      ...twiceOfThree(tolerance.throttledReads),
    },
    failed_puts: { ...kinesis("PutRecords.FailedRecords", "Sum"), ...once(tolerance.failedPuts) },
    function_errors: { ...lambda("Errors", "Sum"), ...once(tolerance.functionErrors) },
    function_throttles: { ...lambda("Throttles", "Sum"), ...once(tolerance.functionThrottles) },
  };
}

function metricOf(namespace: string, dimensions: Record<string, string>) {
  return (metricName: string, statistic: "Sum" | "Maximum") => ({
    namespace,
    metricName,
    dimensions,
    statistic,
    period: PERIOD_SECONDS,
  });
}

/**
 * Records arrive and none are read: a delivery stream that lost its permission reads nothing, so none of its own metrics shows
 * it.
 */
function unreadRecords(streamName: string): CloudwatchMetricAlarmMetricQuery[] {
  const sumOf = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "AWS/Kinesis",
      metricName,
      dimensions: { StreamName: streamName },
      stat: "Sum",
      period: PERIOD_SECONDS,
    },
  });
  return [
    {
      id: "unread",
      label: "Records that came in while none were read",
      expression: "IF(FILL(read, 0) == 0, FILL(incoming, 0), 0)",
      returnData: true,
    },
    sumOf("incoming", "IncomingRecords"),
    sumOf("read", "GetRecords.Records"),
  ];
}

function once(threshold: number) {
  return { threshold, evaluationPeriods: 1, datapointsToAlarm: 1 };
}

function twiceOfThree(threshold: number) {
  return { threshold, evaluationPeriods: 3, datapointsToAlarm: 2 };
}

function threeTimes(threshold: number) {
  return { threshold, evaluationPeriods: 3, datapointsToAlarm: 3 };
}
