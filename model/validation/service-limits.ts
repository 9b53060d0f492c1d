/** Range of integers that a service accepts. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Documentation of the limit. */
  readonly source: string;
}

/**
 * Limits that are checked before AWS would reject a value. All were compared with their pages and with the models of
 * botocore 1.43.11 on 2026-11-28; a test compares those that the models have with the botocore that is installed.
 */
export const serviceLimits = {
  /** Buffer size with record format conversion. */
  convertedBufferSize: {
    min: 64,
    max: 128,
    unit: "MiB",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html",
  },
  /** Buffer size without record format conversion, as for the backup. */
  bufferSize: {
    min: 1,
    max: 128,
    unit: "MiB",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html",
  },
  bufferInterval: {
    min: 0,
    max: 900,
    unit: "seconds",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html",
  },
  /** Of the backup, which can't be written without a buffer. */
  backupInterval: {
    min: 60,
    max: 900,
    unit: "seconds",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html",
  },
  streamRetention: {
    min: 24,
    max: 8760,
    unit: "hours",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html",
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
  },
  /** The actual limit is the concurrency of the account less 100, which only AWS knows. */
  reservedConcurrency: {
    min: 1,
    max: 100_000,
    unit: "invocations",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
  },
  objectExpiration: {
    min: 1,
    max: 2_147_483_647,
    unit: "days",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html",
  },
  /** The guide says 30 days; the reference of `Transition` says "greater than 30", which the guide's examples contradict. */
  infrequentAccessTransition: {
    min: 30,
    max: 2_147_483_647,
    unit: "days",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
  },
  /** Four digits, as in prefixes. */
  partitionYear: {
    min: 1970,
    max: 9999,
    unit: "",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html",
  },
  /** At most a day, so that an alarm is never delayed by more. */
  alarmThreshold: {
    min: 1,
    max: 86_400,
    unit: "seconds",
    source:
      "https://docs.aws.amazon.com/firehose/latest/dev/firehose-cloudwatch-metrics-best-practices.html",
  },
  /** Actions for each state of an alarm. */
  alarmActions: {
    min: 0,
    max: 5,
    unit: "actions",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
  },
  /** A higher tolerance would disable the alarm. */
  toleratedEvents: {
    min: 0,
    max: 1_000_000_000,
    unit: "in five minutes",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  },
  /** At least 10,000,000 bytes, at most 7 EB. */
  queryScan: {
    min: 10,
    max: Math.floor(7e18 / 1024 ** 2),
    unit: "MiB",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html",
  },
} as const satisfies Record<string, Limit>;

/** Buffering interval of the backup. The embedded AWS delivers sooner, so that nobody waits a minute for a test. */
export function backupIntervalLimit(isEmulated: boolean): Limit {
  return isEmulated ? serviceLimits.bufferInterval : serviceLimits.backupInterval;
}

/**
 * Days for which CloudWatch Logs can keep log lines.
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
