/** The default of a setting. */
export interface SettingDefault<Value> {
  readonly value: Value;
  /** Why this is the default. */
  readonly reason: string;
  /** Source of the reason. */
  readonly source?: string;
}

/** The article that this project implements. */
const article = "the article";

/**
 * Defaults of all settings of an environment, by the path of the setting. This is the only place where they are defined; the
 * documentation is generated from it.
 */
export const environmentDefaults = {
  removalPolicy: {
    value: "retain",
    reason:
      "For constructs of the library: no omission destroys data. An environment must state it.",
  },
  tags: { value: {}, reason: "Every resource has the tags of this project anyway." },
  rawRetentionDays: {
    value: 30,
    reason: "Enough time to replay records that were delivered incorrectly.",
    source: article,
  },
  accessLogRetentionDays: {
    value: 365,
    reason: "Investigations of who read what often start late.",
  },
  "lakeLifecycle.noncurrentVersionsExpireAfterDays": {
    value: 30,
    reason: "A month to restore what was deleted by mistake.",
  },
  "stream.capacity": {
    value: { mode: "provisioned", shardCount: 1 },
    reason: "1 MB/s for about $11 a month; on-demand costs more for a steady load.",
    source: "https://aws.amazon.com/kinesis/data-streams/pricing/",
  },
  "stream.retentionHours": {
    value: 24,
    reason: "Included in the price of a shard.",
    source: "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html",
  },
  "stream.shardLevelMetrics": {
    value: [],
    reason: "Each is billed, and no alarm needs one.",
    source: "https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html",
  },
  "delivery.buffering.sizeMiB": {
    value: 64,
    reason: "The minimum when Firehose converts the record format.",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html",
  },
  "delivery.buffering.intervalSeconds": {
    value: 60,
    reason: "An event can be queried a minute after it was published.",
    source: article,
  },
  "delivery.parquetCompression": {
    value: "SNAPPY",
    reason: "Firehose's own default; fast to read.",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html",
  },
  "delivery.backup.buffering.sizeMiB": {
    value: 1,
    reason: "The raw copy is available soon after the event.",
    source: article,
  },
  "delivery.backup.buffering.intervalSeconds": {
    value: 60,
    reason: "The raw copy is available soon after the event.",
    source: article,
  },
  "delivery.backup.compression": {
    value: "UNCOMPRESSED",
    reason: "A raw object can be read as it is.",
    source: article,
  },
  "partitions.type": {
    value: "crawler",
    reason: "Projection needs a first day, or an expiration, that only you know.",
    source: article,
  },
  "partitions.schedule": {
    value: "cron(15,45 * ? * * *)",
    reason: "A new hour can be queried a quarter of an hour after it began.",
    source: article,
  },
  "queries.scanLimitMiB": {
    value: 100 * 1024,
    reason: "No query costs more than half a dollar.",
    source: "https://aws.amazon.com/athena/pricing/",
  },
  "queries.resultRetentionDays": {
    value: 30,
    reason: "A query can be repeated as long as its data exists.",
  },
  "monitoring.emailAddresses": { value: [], reason: "Only you know who is on call." },
  "monitoring.alarmActionArns": { value: [], reason: "Only you know who is on call." },
  "monitoring.freshnessThresholdSeconds": {
    value: 900,
    reason: "Firehose retries by itself for some minutes.",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html",
  },
  "monitoring.iteratorAgeThresholdSeconds": {
    value: 900,
    reason: "Far below the shortest retention of a stream, 24 hours.",
    source: "https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html",
  },
  "monitoring.tolerance.failedConversions": {
    value: 0,
    reason: "Each is an event that is not in the lake.",
  },
  "monitoring.tolerance.throttledWrites": {
    value: 0,
    reason: "Publishers retry, so only lasting throttling raises the alarm.",
  },
  "monitoring.tolerance.throttledReads": {
    value: 0,
    reason: "Consumers retry, so only lasting throttling raises the alarm.",
  },
  "monitoring.tolerance.failedPuts": {
    value: 0,
    reason: "Each is an event that a publisher must send again.",
  },
  "monitoring.tolerance.functionErrors": {
    value: 0,
    reason: "Each is a call whose events may not be published.",
  },
  "monitoring.tolerance.functionThrottles": {
    value: 0,
    reason: "Each is a call whose events are not published yet.",
  },
  "monitoring.logRetentionDays": {
    value: 30,
    reason: "As long as the raw copies that the log lines refer to.",
  },
  "serviceTrust.firehose": {
    value: "external-id",
    reason:
      "The form that AWS documents; it is not documented whether Firehose sends the source account.",
    source:
      "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role",
  },
  "serviceTrust.glue": {
    value: "source-account",
    reason: "No other account's crawler can use the role.",
    source:
      "https://docs.aws.amazon.com/glue/latest/dg/cross-service-confused-deputy-prevention.html",
  },
  "serviceTrust.lambda": {
    value: "source-account",
    reason: "No other account's function can use the role.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html",
  },
  "lakeFormation.locationRegistered": {
    value: false,
    reason: "A bucket can be registered only once it exists.",
    source: "https://docs.aws.amazon.com/lake-formation/latest/dg/register-data-lake.html",
  },
  "lakeFormation.readers": { value: {}, reason: "Only the lake's own roles." },
  "lakeFormation.viewCreators": { value: [], reason: "A query needs no view." },
  "github.branch": { value: "main", reason: "GitHub's own default." },
  "github.identityProvider": {
    value: "create",
    reason: "An account without GitHub's identity provider needs one.",
    source:
      "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  },
  "github.rolesMadeBy": {
    value: "people",
    reason: "IAM has no condition on whom a new role trusts.",
    source:
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
  },
  "emulator.sqlEngine": { value: "duckdb", reason: "It needs no Java and answers at once." },
  "emulator.trinoMemoryMiB": {
    value: 1536,
    reason: "Trino starts with 1 GiB; the rest is for queries of the size that a local lake has.",
    source: "https://trino.io/docs/476/admin/properties-resource-management.html",
  },
} as const satisfies Readonly<Record<string, SettingDefault<unknown>>>;

/** Path of a setting that has a default. */
export type DefaultedSetting = keyof typeof environmentDefaults;

/** The default of a setting. */
export function defaultOf<Path extends DefaultedSetting>(
  path: Path,
): (typeof environmentDefaults)[Path]["value"] {
  return environmentDefaults[path].value;
}
