import type { StorageFormat } from "./storage-format";

/** Names of the metrics that Firehose publishes of a delivery to a table. */
interface DeliveryMetrics {
  /** Records that are in the table. */
  readonly delivered: string;
  /** Bytes of its files. */
  readonly bytes: string;
  /** Records that are not, and never will be. */
  readonly failed: string;
  /** Age of the oldest record that is not delivered yet, in seconds. */
  readonly freshness: string;
}

/**
 * The metrics of a delivery stream by the format of its table.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-metric.html
 */
export const deliveryMetrics: Readonly<Record<StorageFormat, DeliveryMetrics>> = {
  parquet: {
    delivered: "DeliveryToS3.Records",
    bytes: "DeliveryToS3.Bytes",
    failed: "FailedConversion.Records",
    freshness: "DeliveryToS3.DataFreshness",
  },
  iceberg: {
    delivered: "DeliveryToIceberg.SuccessfulRowCount",
    bytes: "DeliveryToIceberg.Bytes",
    failed: "DeliveryToIceberg.FailedRowCount",
    freshness: "DeliveryToIceberg.DataFreshness",
  },
};

/** The metrics of the copies of source records. */
export const backupMetrics = {
  delivered: "BackupToS3.Records",
  freshness: "BackupToS3.DataFreshness",
} as const satisfies Partial<DeliveryMetrics>;
