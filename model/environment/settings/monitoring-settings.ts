/** Who is notified and when, and how long logs are kept. */
export interface MonitoringSettings {
  /**
   * Addresses that get an e-mail when an alarm is raised, when it recovers, and when a crawl fails. Each has to confirm its
   * subscription first.
   *
   * @default - none
   */
  readonly emailAddresses?: readonly string[];
  /**
   * ARNs of alarm actions in addition to the lake's own topic, at most four: another SNS topic, a Lambda function, an action
   * of Systems Manager.
   *
   * @default - none
   */
  readonly alarmActionArns?: readonly string[];
  /**
   * Seconds by which delivery, of the data or of the raw copy, may lag behind the newest record before an alarm.
   *
   * @default 900
   */
  readonly freshnessThresholdSeconds?: number;
  /**
   * Seconds by which any consumer may be behind in the stream before an alarm; less than the stream's retention.
   *
   * @default 900
   */
  readonly iteratorAgeThresholdSeconds?: number;
  /**
   * How many failures of each kind may happen in five minutes without an alarm.
   *
   * @default - none of any kind
   */
  readonly tolerance?: AlarmTolerance;
  /**
   * Days for which CloudWatch keeps log lines; one of the values that CloudWatch Logs accepts.
   *
   * @default 30
   */
  readonly logRetentionDays?: number;
}

/** Failures within five minutes that don't raise an alarm. */
export interface AlarmTolerance {
  /** Records that can't be converted. @default 0 */
  readonly failedConversions?: number;
  /** Records that the stream throttles; an alarm takes two of three such periods, since publishers retry. @default 0 */
  readonly throttledWrites?: number;
  /** Reads that the stream throttles; an alarm takes two of three such periods, since consumers retry. @default 0 */
  readonly throttledReads?: number;
  /** Records that Kinesis fails to store. @default 0 */
  readonly failedPuts?: number;
  /** Invocations of the publisher that fail. @default 0 */
  readonly functionErrors?: number;
  /** Invocations of the publisher that Lambda throttles. @default 0 */
  readonly functionThrottles?: number;
}
