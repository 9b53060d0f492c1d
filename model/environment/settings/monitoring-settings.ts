/** Who is told, when, and how long logs are kept. */
export interface MonitoringSettings {
  /**
   * Addresses that get an e-mail when an alarm goes off, when it recovers, and when a crawl fails. AWS asks each of them
   * first whether it wants to.
   *
   * @default - none
   */
  readonly emailAddresses?: readonly string[];
  /**
   * ARNs that alarms call beside the lake's own topic, at most four: another SNS topic, a Lambda function, an action of
   * Systems Manager.
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
   * Seconds by which any reader may be behind in the stream before an alarm; less than the stream's retention.
   *
   * @default 900
   */
  readonly iteratorAgeThresholdSeconds?: number;
  /**
   * How many of a kind may happen in five minutes without an alarm.
   *
   * @default - none of any kind
   */
  readonly tolerance?: AlarmTolerance;
  /**
   * Days for which CloudWatch keeps log lines; one of the numbers that CloudWatch Logs knows.
   *
   * @default 30
   */
  readonly logRetentionDays?: number;
}

/** Numbers that five minutes may reach without an alarm. */
export interface AlarmTolerance {
  /** Records that can't be converted. @default 0 */
  readonly failedConversions?: number;
  /** Records that the stream refuses; an alarm needs two such five minutes of three, since publishers try again. @default 0 */
  readonly throttledWrites?: number;
  /** Reads that the stream refuses; an alarm needs two such five minutes of three, since readers try again. @default 0 */
  readonly throttledReads?: number;
  /** Records that Kinesis fails to store. @default 0 */
  readonly failedPuts?: number;
  /** Invocations of the publisher that fail. @default 0 */
  readonly functionErrors?: number;
  /** Invocations of the publisher that Lambda refuses. @default 0 */
  readonly functionThrottles?: number;
}
