import type { Environment } from "../model/environment/environment";
import { localEnvironment } from "./local-environment";

/** First part of every name in every environment. */
export const project = "streaming-data-lake";

/** One stack for each: edit, then `npx cdktf diff <name>`. See {@link Environment} for all settings. */
export const environments: readonly Environment[] = [
  localEnvironment(project),
  {
    name: "dev",
    project,
    region: "us-east-1",
    tags: { CostCenter: "data-platform" },
    removalPolicy: "destroy",
    // Bucket names are global, and this one is public: set accountId and remove the bucket name, which then contains your
    // account. `npx lake bootstrap --env dev` creates the bucket.
    state: { type: "s3", bucket: "streaming-data-lake-dev-terraform-state", region: "us-east-1" },
    rawRetentionDays: 30,
    stream: { capacity: { mode: "provisioned", shardCount: 1 }, retentionHours: 24 },
    partitions: { type: "crawler" },
  },
  {
    name: "qa",
    project,
    region: "us-east-1",
    tags: { CostCenter: "data-platform" },
    removalPolicy: "retain",
    // As for dev: set accountId and remove the bucket name.
    state: { type: "s3", bucket: "streaming-data-lake-qa-terraform-state", region: "us-east-1" },
    rawRetentionDays: 30,
    stream: { capacity: { mode: "on-demand" }, retentionHours: 168 },
    // The first day with data: set it to the day of your first deploy. By day, since events are kept: a query without a
    // condition on arrival_date lists a folder for each day since then.
    partitions: { type: "projection", since: "2025-01-01", granularity: "day" },
  },
  {
    name: "prod",
    project,
    region: "us-east-1",
    tags: { CostCenter: "data-platform" },
    removalPolicy: "retain",
    // As for dev: set accountId and remove the bucket name.
    state: { type: "s3", bucket: "streaming-data-lake-prod-terraform-state", region: "us-east-1" },
    rawRetentionDays: 90,
    lakeLifecycle: { infrequentAccessAfterDays: 90 },
    stream: { capacity: { mode: "on-demand" }, retentionHours: 168 },
    delivery: { buffering: { sizeMiB: 128, intervalSeconds: 300 } },
    // As for qa.
    partitions: { type: "projection", since: "2025-01-01", granularity: "day" },
    monitoring: { logRetentionDays: 365 },
  },
];
