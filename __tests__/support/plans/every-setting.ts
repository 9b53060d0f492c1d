import type { Environment } from "../../../model/environment/environment";

/** Settings that no committed environment uses. */
export const everySetting: Partial<Environment> = {
  accessLogRetentionDays: 90,
  lakeLifecycle: {
    archiveAfterDays: 180,
    expireAfterDays: 720,
    errorsExpireAfterDays: 60,
    noncurrentVersionsExpireAfterDays: 7,
  },
  stream: {
    capacity: { mode: "on-demand" },
    retentionHours: 48,
    shardLevelMetrics: ["IncomingBytes"],
  },
  delivery: {
    parquetCompression: "GZIP",
    backup: { compression: "GZIP", buffering: { sizeMiB: 5, intervalSeconds: 120 } },
  },
  partitions: { type: "crawler", schedule: false },
  queries: { scanLimitMiB: 1024, resultRetentionDays: 7 },
  monitoring: {
    emailAddresses: ["data-platform@example.com"],
    alarmActionArns: ["arn:aws:sns:us-east-1:111122223333:pager"],
    freshnessThresholdSeconds: 1200,
    iteratorAgeThresholdSeconds: 1800,
    tolerance: { failedConversions: 5 },
    logRetentionDays: 90,
  },
  publisherReservedConcurrency: 5,
  permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
  catalogKeyArn: "arn:aws:kms:us-east-1:111122223333:key/99999999-8888-7777-6666-555555555555",
  lakeFormation: {
    locationRegistered: true,
    readers: { analysts: "arn:aws:iam::111122223333:role/analysts" },
  },
  existing: {
    lakeBucket: "old-lake",
    rawBucket: "old-raw",
    bucketKeyId: "11111111-2222-3333-4444-555555555555",
    streamKeyId: "66666666-7777-8888-9999-000000000000",
    database: "old_database",
    datasets: {
      sample_events: {
        stream: "old-stream",
        table: "old_table",
        deliveryStream: "old-delivery",
        deliveryRole: "old-role",
      },
    },
  },
};
