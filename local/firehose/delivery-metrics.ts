import type { MetricDatum, StandardUnit } from "@aws-sdk/client-cloudwatch";
import type { DeliveredObject } from "./delivery";

/**
 * Counts what a delivery stream does in the words of its CloudWatch metrics.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 */
export class DeliveryMetrics {
  private readonly sums = new Map<string, { value: number; unit: StandardUnit }>();
  private readonly puts = { data: { worked: 0, failed: 0 }, backup: { worked: 0, failed: 0 } };
  private behindMs: number | undefined;

  constructor(private readonly deliveryStreamName: string) {}

  read(records: number, bytes: number, behindMs: number): void {
    this.add("DataReadFromKinesisStream.Records", records, "Count");
    this.add("DataReadFromKinesisStream.Bytes", bytes, "Bytes");
    this.behindMs = Math.max(this.behindMs ?? 0, behindMs);
  }

  delivered(object: DeliveredObject): void {
    const { purpose, records, sourceBytes, bytes, converted } = object;
    const sink = purpose === "backup" ? "backup" : "data";
    this.puts[sink].worked += 1;
    if (purpose === "errors") {
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

  putFailed(sink: "data" | "backup"): void {
    this.puts[sink].failed += 1;
  }

  /**
   * What happened since the last call, as metric data.
   *
   * @param waitingSince arrival of the oldest record that lies in no object yet, for each sink there is
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
    for (const sink of ["data", "backup"] as const) {
      if (!(sink in waitingSince)) continue;
      const to = sink === "backup" ? "BackupToS3" : "DeliveryToS3";
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
    return data;
  }

  private add(name: string, value: number, unit: StandardUnit): void {
    const sum = this.sums.get(name) ?? { value: 0, unit };
    sum.value += value;
    this.sums.set(name, sum);
  }
}
