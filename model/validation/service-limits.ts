/** Range of integers that a service accepts. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Documentation of the limit. */
  readonly source: string;
}

/** Limits that are checked before AWS would reject a value. */
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
  streamRetention: {
    min: 24,
    max: 8760,
    unit: "hours",
    source:
      "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html",
  },
  /** Default quota of an account in the largest regions. */
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
  /** 10,485,760 bytes to 7 EiB. */
  queryScan: {
    min: 10,
    max: 7 * 1024 ** 4,
    unit: "MiB",
    source:
      "https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html",
  },
} as const satisfies Record<string, Limit>;

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
