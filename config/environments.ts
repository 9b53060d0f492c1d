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
    partitions: { type: "projection", years: { first: 2025, last: 2035 } },
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
    partitions: { type: "projection", years: { first: 2025, last: 2035 } },
    monitoring: { logRetentionDays: 365 },
  },
];
