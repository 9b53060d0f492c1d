import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { Log } from "../../emulator-context";
import type { DeliveredObject } from "../destination/pending-object";
import { DeliveryError } from "../destination/delivery-error";
import { DeliveryMetrics } from "./delivery-metrics";
import type { DeliveryStreamSettings, S3Target } from "../settings/delivery-stream-settings";
import { DeliveryStatus } from "./delivery-status";
import { logError } from "../destination/error-log";
import { FORMAT_CONVERSION_FAILED, ICEBERG_FAILED } from "../destination/error-object";
import type { LoggedError } from "../destination/error-log";

/** Options of {@link DeliveryMonitor}. */
export interface DeliveryMonitorProps {
  readonly region: string;
  /** The current settings: the error log follows a changed configuration. */
  readonly settings: () => DeliveryStreamSettings;
  readonly log: Log;
  readonly cloudwatch: () => CloudWatchClient;
  readonly logsAs: (roleArn: string) => CloudWatchLogsClient;
}

/**
 * Publishes the events of a delivery stream: as status, CloudWatch metrics, entries of the deployed error log, and
 * lines of the emulator's log.
 */
export class DeliveryMonitor {
  readonly status: DeliveryStatus;
  private readonly metrics: DeliveryMetrics;
  private lastWarning = "";

  constructor(private readonly props: DeliveryMonitorProps) {
    const { name, iceberg } = props.settings();
    this.status = new DeliveryStatus(name, props.region);
    this.metrics = new DeliveryMetrics(name, iceberg === undefined ? "S3" : "Iceberg");
  }

  read(records: number, bytes: number, behindMs: number): void {
    this.status.read(records, behindMs);
    if (this.props.settings().source === undefined) this.metrics.received(records, bytes);
    else this.metrics.read(records, bytes, behindMs);
  }

  /** Duration of the queries for partition keys in milliseconds. */
  jqProcessed(ms: number): void {
    this.metrics.jqProcessed(ms);
  }

  /** Number of active partitions, and of records that exceeded their limit. */
  partitioned(active: number, rejected: number): void {
    this.metrics.partitioned(active, rejected);
  }

  delivered(object: DeliveredObject): void {
    this.status.delivered(object);
    this.metrics.delivered(object);
    const { records, bucket, key, bytes, firstError, errorOutputType } = object;
    this.info(`${records} records (${bytes} bytes) to s3://${bucket}/${key}`);
    if (firstError !== undefined) {
      const isConversion = [FORMAT_CONVERSION_FAILED, ICEBERG_FAILED].includes(
        errorOutputType ?? "",
      );
      const operation = isConversion ? "converted" : "partitioned";
      const message = `${records} records could not be ${operation}; first error: ${firstError.message}`;
      this.writeErrorLog(this.props.settings().data, { code: firstError.code, message });
    }
  }

  /** Reading or a delivery failed and will be retried. */
  failed(sink: "data" | "backup" | "source", error: unknown, retryInMs: number): void {
    const settings = this.props.settings();
    const deliveryError =
      error instanceof DeliveryError ? error : new DeliveryError(undefined, error);
    const { code, message } = deliveryError;
    this.status.failed(`${code}: ${message}`);
    if (sink !== "source") this.metrics.putFailed(sink);
    const what = sink === "source" ? "reading failed" : `delivery of ${sink} failed`;
    this.error(`${what}, retrying in ${retryInMs / 1000} s: ${code}: ${message}`);
    this.writeErrorLog(
      (sink === "backup" ? settings.backup : undefined) ?? settings.data,
      deliveryError,
    );
  }

  info(message: string): void {
    this.props.log.info("firehose", `${this.props.settings().name}: ${message}`);
  }

  /** Publishes the metrics since the last call. */
  async publishMetrics(waitingSince: Parameters<DeliveryMetrics["drain"]>[1]): Promise<void> {
    try {
      await this.props.cloudwatch().send(
        new PutMetricDataCommand({
          Namespace: "AWS/Firehose",
          MetricData: this.metrics.drain(Date.now(), waitingSince),
        }),
      );
    } catch (error) {
      this.warnOnce(`metrics were not published: ${String(error)}`);
    }
  }

  private writeErrorLog(target: S3Target, error: LoggedError): void {
    // A delivery does not depend on its error log.
    void logError(this.props.logsAs(target.roleArn), this.props.settings(), target, error).catch(
      (reason: unknown) => this.warnOnce(`the error log was not written: ${String(reason)}`),
    );
  }

  /** A persistent problem is logged once. */
  private warnOnce(message: string): void {
    if (message !== this.lastWarning) this.error(message);
    this.lastWarning = message;
  }

  private error(message: string): void {
    this.props.log.error("firehose", `${this.props.settings().name}: ${message}`);
  }
}
