const pages = {
  athena: "https://aws.amazon.com/athena/pricing/",
  cloudWatch: "https://aws.amazon.com/cloudwatch/pricing/",
  firehose: "https://aws.amazon.com/firehose/pricing/",
  glue: "https://aws.amazon.com/glue/pricing/",
  kinesis: "https://aws.amazon.com/kinesis/data-streams/pricing/",
  kms: "https://aws.amazon.com/kms/pricing/",
  lambda: "https://aws.amazon.com/lambda/pricing/",
  s3: "https://aws.amazon.com/s3/pricing/",
  sns: "https://aws.amazon.com/sns/pricing/",
} as const;

/** Every price: its unit and AWS's pricing page; the amounts are in one file per region. */
export const priceList = {
  kinesisShardHour: { unit: "shard-hour", source: pages.kinesis },
  kinesisPutPayloadUnits: { unit: "million PUT payload units", source: pages.kinesis },
  /** On top of the shard-hour, for hours 25 to 168. */
  kinesisExtendedRetentionShardHour: { unit: "shard-hour", source: pages.kinesis },
  /** From the eighth day on. */
  kinesisLongTermRetention: { unit: "GB-month", source: pages.kinesis },
  kinesisOnDemandStreamHour: { unit: "stream-hour", source: pages.kinesis },
  kinesisOnDemandIn: { unit: "GB", source: pages.kinesis },
  kinesisOnDemandOut: { unit: "GB", source: pages.kinesis },
  kinesisOnDemandExtendedRetention: { unit: "GB-month", source: pages.kinesis },
  firehoseIngestion: { unit: "GB", source: pages.firehose },
  firehoseFormatConversion: { unit: "GB", source: pages.firehose },
  firehosePartitionedData: { unit: "GB", source: pages.firehose },
  firehosePartitionedObjects: { unit: "thousand objects", source: pages.firehose },
  firehoseJqHour: { unit: "jq processing hour", source: pages.firehose },
  s3Standard: { unit: "GB-month", source: pages.s3 },
  s3InfrequentAccess: { unit: "GB-month", source: pages.s3 },
  s3GlacierInstant: { unit: "GB-month", source: pages.s3 },
  s3Put: { unit: "thousand requests", source: pages.s3 },
  s3Get: { unit: "thousand requests", source: pages.s3 },
  s3InfrequentAccessTransition: { unit: "thousand requests", source: pages.s3 },
  s3GlacierInstantTransition: { unit: "thousand requests", source: pages.s3 },
  kmsKey: { unit: "key-month", source: pages.kms },
  kmsRequests: { unit: "ten thousand requests", source: pages.kms },
  glueCrawler: { unit: "DPU-hour", source: pages.glue },
  glueCatalogObjects: { unit: "hundred thousand objects", source: pages.glue },
  athenaScanned: { unit: "TB", source: pages.athena },
  lambdaRequests: { unit: "million requests", source: pages.lambda },
  lambdaArm: { unit: "GB-second", source: pages.lambda },
  lambdaX86: { unit: "GB-second", source: pages.lambda },
  logsIngested: { unit: "GB", source: pages.cloudWatch },
  logsStored: { unit: "GB-month", source: pages.cloudWatch },
  alarm: { unit: "alarm-month", source: pages.cloudWatch },
  compositeAlarm: { unit: "alarm-month", source: pages.cloudWatch },
  dashboard: { unit: "dashboard-month", source: pages.cloudWatch },
  metric: { unit: "metric-month", source: pages.cloudWatch },
  snsRequests: { unit: "million requests", source: pages.sns },
  snsEmails: { unit: "hundred thousand emails", source: pages.sns },
} as const satisfies Readonly<
  Record<string, { readonly unit: string; readonly source: (typeof pages)[keyof typeof pages] }>
>;

/** Name of a price. */
export type PriceName = keyof typeof priceList;
