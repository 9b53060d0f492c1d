/** Range of integers that a service accepts. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Documentation of the limit, or of the value where the limit is this project's own. */
  readonly source: string;
  /** Day on which the limit was last compared with its source, `yyyy-MM-dd`. */
  readonly compared: string;
}

/**
 * Limits that are checked before AWS would reject a value. No page was read on AWS's site, but a stored copy of it; what a
 * copy does not show is said at the limit. A test compares what AWS's models have with the botocore that is installed.
 */
export const serviceLimits = {
  /**
   * Buffer size with record format conversion. The page and the models have 1 to 128 for every use; the least is in AWS's
   * answer, which the provider's tests quote: "must be at least 64 when data format conversion is enabled".
   *
   * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/firehose/delivery_stream_test.go
   */
  convertedBufferSize: {
    min: 64,
    max: 128,
    unit: "MiB",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html",
    compared: "2026-11-29",
  },
  /** Buffer size without record format conversion, as for the backup. */
  bufferSize: {
    min: 1,
    max: 128,
    unit: "MiB",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html",
    compared: "2026-11-29",
  },
  bufferInterval: {
    min: 0,
    max: 900,
    unit: "seconds",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html",
    compared: "2026-11-29",
  },
  /** Interval of the backup, which can't be written without a buffer. The models have 0 to 900 for every use. */
  backupInterval: {
    min: 60,
    max: 900,
    unit: "seconds",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html",
    compared: "2026-11-29",
  },
  streamRetention: {
    min: 24,
    max: 8760,
    unit: "hours",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html",
    compared: "2026-11-29",
  },
  /**
   * Default quota of an account in the largest regions, 1,000 or 6,000 in others; the provider compares with the account's.
   * How far it may change at once depends on the stream: see `lake review`.
   */
  shardCount: {
    min: 1,
    max: 20_000,
    unit: "shards",
    source: "https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html",
    compared: "2026-11-29",
  },
  /** The actual limit is the concurrency of the account less 100, which only AWS knows. */
  reservedConcurrency: {
    min: 1,
    max: 100_000,
    unit: "invocations",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    compared: "2026-11-29",
  },
  objectExpiration: {
    min: 1,
    max: 2_147_483_647,
    unit: "days",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html",
    compared: "2026-11-29",
  },
  /**
   * The guide requires 30 days in the bucket before, and S3 has rejected less, as many report: "must be greater than or equal
   * to 30 for storageClass 'STANDARD_IA'". The reference of `Transition` said "greater than 30", and says "0 or any positive
   * integer" in botocore 1.43.11. Whether S3 still rejects less was not tried.
   */
  infrequentAccessTransition: {
    min: 30,
    max: 2_147_483_647,
    unit: "days",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
    compared: "2026-11-29",
  },
  /** This project's own: four digits, as in prefixes. The page has no range for projected integers of a number of digits. */
  partitionYear: {
    min: 1970,
    max: 9999,
    unit: "",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html",
    compared: "2026-11-29",
  },
  /** This project's own: at most a day, so that an alarm is never delayed by more. CloudWatch takes any number. */
  alarmThreshold: {
    min: 1,
    max: 86_400,
    unit: "seconds",
    source:
      "https://docs.aws.amazon.com/firehose/latest/dev/firehose-cloudwatch-metrics-best-practices.html",
    compared: "2026-11-29",
  },
  /** Actions for each state of an alarm. */
  alarmActions: {
    min: 0,
    max: 5,
    unit: "actions",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
    compared: "2026-11-29",
  },
  /** This project's own: a higher tolerance would disable the alarm. CloudWatch takes any number. */
  toleratedEvents: {
    min: 0,
    max: 1_000_000_000,
    unit: "in five minutes",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
    compared: "2026-11-29",
  },
  /**
   * At least 10,000,000 bytes, as the models have it. At most 7 EB: the stored copies of the page end before that, so the most
   * was not compared.
   */
  queryScan: {
    min: 10,
    max: Math.floor(7e18 / 1024 ** 2),
    unit: "MiB",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html",
    compared: "2026-11-29",
  },
} as const satisfies Record<string, Limit>;

/** Buffering interval of the backup. The embedded AWS delivers sooner, so that nobody waits a minute for a test. */
export function backupIntervalLimit(isEmulated: boolean): Limit {
  return isEmulated ? serviceLimits.bufferInterval : serviceLimits.backupInterval;
}

/**
 * Days for which CloudWatch Logs can keep log lines; compared with the page on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const logRetentionChoices = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** Whether a number is an integer within a limit. */
export function isWithin(limit: Limit, value: number): boolean {
  return Number.isInteger(value) && value >= limit.min && value <= limit.max;
}
