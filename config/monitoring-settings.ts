/** Who is told, when, and how long logs are kept. */
export interface MonitoringSettings {
  /**
   * ARNs that alarms call when they go off and when they recover, for example of an SNS topic.
   *
   * @default - none: alarms show in CloudWatch only
   */
  readonly alarmActionArns?: readonly string[];
  /**
   * Seconds by which delivery may lag behind the newest record before an alarm.
   *
   * @default 900
   */
  readonly freshnessThresholdSeconds?: number;
  /**
   * Days for which CloudWatch keeps log lines; one of the numbers that CloudWatch Logs knows.
   *
   * @default 30
   */
  readonly logRetentionDays?: number;
}

/** What monitoring is when nothing else is said. */
export const monitoringDefaults = {
  alarmActionArns: [],
  freshnessThresholdSeconds: 900,
  logRetentionDays: 30,
} as const satisfies Required<MonitoringSettings>;
