import type { MetricDatum, StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { DeliveredObject } from "../destination/pending-object";
import { FORMAT_CONVERSION_FAILED, ICEBERG_FAILED } from "../destination/error-object";
import { ACTIVE_PARTITIONS_LIMIT } from "../partitioning/partitioned-sink";

/**
 * Aggregates the CloudWatch metrics of a delivery stream.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-metric.html
 */
export class DeliveryMetrics {
  private readonly sums = new Map<string, { value: number; unit: StandardUnit }>();
  private readonly puts = { data: { worked: 0, failed: 0 }, backup: { worked: 0, failed: 0 } };
  private behindMs: number | undefined;
  private partitions: { active: number; isExceeded: boolean } | undefined;

  /** @param to where data go, as it is in the names of metrics. @default "S3" */
  constructor(
    private readonly deliveryStreamName: string,
    private readonly to: "S3" | "Iceberg" = "S3",
  ) {}

  /** Counts records that producers put. */
  received(records: number, bytes: number): void {
    this.add("IncomingRecords", records, "Count");
    this.add("IncomingBytes", bytes, "Bytes");
  }

  read(records: number, bytes: number, behindMs: number): void {
    this.add("DataReadFromKinesisStream.Records", records, "Count");
    this.add("DataReadFromKinesisStream.Bytes", bytes, "Bytes");
    this.behindMs = Math.max(this.behindMs ?? 0, behindMs);
  }

  delivered(object: DeliveredObject): void {
    const { purpose, records, sourceBytes, bytes, converted, errorOutputType } = object;
    const sink = purpose === "backup" ? "backup" : "data";
    if (errorOutputType === ICEBERG_FAILED) {
      this.add("DeliveryToIceberg.IncomingRowCount", records, "Count");
      this.add("DeliveryToIceberg.FailedRowCount", records, "Count");
      return;
    }
    this.puts[sink].worked += 1;
    if (purpose === "data" && this.to === "Iceberg") {
      this.add("DeliveryToIceberg.IncomingRowCount", records, "Count");
      this.add("DeliveryToIceberg.SuccessfulRowCount", records, "Count");
      this.add("DeliveryToIceberg.Bytes", bytes, "Bytes");
      return;
    }
    if (purpose === "errors") {
      if (errorOutputType !== FORMAT_CONVERSION_FAILED) return;
      this.add("FailedConversion.Records", records, "Count");
      this.add("FailedConversion.Bytes", sourceBytes, "Bytes");
      return;
    }
    const to = purpose === "backup" ? "BackupToS3" : "DeliveryToS3";
    this.add(`${to}.Records`, records, "Count");
    this.add(`${to}.Bytes`, bytes, "Bytes");
    if (purpose === "data") this.add("DeliveryToS3.ObjectCount", 1, "Count");
    if (converted) {
      this.add("SucceedConversion.Records", records, "Count");
      this.add("SucceedConversion.Bytes", sourceBytes, "Bytes");
    }
  }

  jqProcessed(ms: number): void {
    this.add("JQProcessing.Duration", ms, "Milliseconds");
  }

  /** @param rejected records that exceeded the limit of active partitions */
  partitioned(active: number, rejected: number): void {
    this.partitions = {
      active: Math.max(this.partitions?.active ?? 0, active),
      isExceeded: this.partitions?.isExceeded === true || rejected > 0,
    };
  }

  putFailed(sink: "data" | "backup"): void {
    this.puts[sink].failed += 1;
  }

  /**
   * Returns the metric data since the last call.
   *
   * @param waitingSince arrival of the oldest record that is not delivered, for each sink
   */
  drain(
    now: number,
    waitingSince: { readonly data: number | undefined; readonly backup?: number | undefined },
  ): MetricDatum[] {
    const data: MetricDatum[] = [];
    const push = (name: string, unit: StandardUnit, content: Partial<MetricDatum>) =>
      data.push({
        MetricName: name,
        Unit: unit,
        Timestamp: new Date(now),
        Dimensions: [{ Name: "DeliveryStreamName", Value: this.deliveryStreamName }],
        ...content,
      });
    for (const [name, { value, unit }] of this.sums) push(name, unit, { Value: value });
    if (this.behindMs !== undefined) {
      push("KinesisMillisBehindLatest", "Milliseconds", { Value: this.behindMs });
    }
    if (this.partitions !== undefined) {
      push("PartitionCount", "Count", { Value: this.partitions.active });
      push("PartitionCountExceeded", "Count", { Value: this.partitions.isExceeded ? 1 : 0 });
      push("ActivePartitionsLimit", "Count", { Value: ACTIVE_PARTITIONS_LIMIT });
    }
    for (const sink of ["data", "backup"] as const) {
      if (!(sink in waitingSince)) continue;
      const to = sink === "backup" ? "BackupToS3" : `DeliveryTo${this.to}`;
      const since = waitingSince[sink];
      const age = since === undefined ? 0 : Math.max(0, (now - since) / 1000);
      push(`${to}.DataFreshness`, "Seconds", { Value: age });
      const { worked, failed } = this.puts[sink];
      const outcomes = [
        { value: 1, count: worked },
        { value: 0, count: failed },
      ].filter(({ count }) => count > 0);
      if (outcomes.length > 0) {
        push(`${to}.Success`, "Count", {
          Values: outcomes.map(({ value }) => value),
          Counts: outcomes.map(({ count }) => count),
        });
      }
      this.puts[sink] = { worked: 0, failed: 0 };
    }
    this.sums.clear();
    this.behindMs = undefined;
    this.partitions = undefined;
    return data;
  }

  private add(name: string, value: number, unit: StandardUnit): void {
    const sum = this.sums.get(name) ?? { value: 0, unit };
    sum.value += value;
    this.sums.set(name, sum);
  }
}
