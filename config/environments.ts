import type { Environment } from "../model/environment/environment";
import { localEnvironment } from "./local-environment";

/** First part of every name in every environment. */
export const project = "streaming-data-lake";

/** One stack each: edit, then `npx cdktf diff <name>`. {@link Environment} says what each setting means. */
export const environments: readonly Environment[] = [
  localEnvironment(project),
  {
    name: "dev",
    project,
    region: "us-east-1",
    tags: { CostCenter: "data-platform" },
    removalPolicy: "destroy",
    // Bucket names are global, and this one is public: set accountId, and leave the bucket out. It is then named after
    // your account. `npx lake bootstrap --env dev` makes it.
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
    // As for dev: set accountId, and leave the bucket out.
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
    // As for dev: set accountId, and leave the bucket out.
    state: { type: "s3", bucket: "streaming-data-lake-prod-terraform-state", region: "us-east-1" },
    rawRetentionDays: 90,
    lakeLifecycle: { infrequentAccessAfterDays: 90 },
    stream: { capacity: { mode: "on-demand" }, retentionHours: 168 },
    delivery: { buffering: { sizeMiB: 128, intervalSeconds: 300 } },
    partitions: { type: "projection", years: { first: 2025, last: 2035 } },
    monitoring: { logRetentionDays: 365 },
  },
];
