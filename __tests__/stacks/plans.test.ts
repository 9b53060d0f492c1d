import { earthquakes } from "../../config/datasets/earthquakes";
import { sampleEvents } from "../../config/datasets/sample-events";
import type { Environment } from "../../model/environment/environment";
import { hasS3State } from "../../model/naming/state-location";
import { StateBackendStack } from "../../stacks/state-backend-stack";
import { gitHubAccess } from "../support/plans/github-access";
import { planDifference } from "../support/plans/plan-difference";
import { planText } from "../support/plans/plan-text";
import { environmentOf, synthesizeLake, synthesizeStack } from "../support/plans/synth";

// With an account, names are literal in the plan.
const account = { accountId: "111122223333" };
const dev = synthesizeLake(environmentOf("dev", account));

/** Settings that no committed environment uses. */
const everySetting: Partial<Environment> = {
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

describe("the plan", () => {
  it("of dev is this", () => {
    expect(planText(dev)).toMatchSnapshot();
  });

  it.each(["local", "qa", "prod"])("of %s is dev's with these lines in place of others", (name) => {
    // By the same name, so that names are no differences.
    const stack = synthesizeLake(environmentOf(name, { ...account, name: "dev" }));
    expect(planDifference(dev, stack)).toMatchSnapshot();
  });

  it("of another dataset adds these lines", () => {
    const stack = synthesizeLake(environmentOf("dev", account), [sampleEvents, earthquakes]);
    expect(planDifference(dev, stack)).toMatchSnapshot();
  });

  it("with every setting is dev's with these lines in place of others", () => {
    const stack = synthesizeLake(environmentOf("dev", { ...account, ...everySetting }));
    expect(planDifference(dev, stack)).toMatchSnapshot();
  });

  it("of the state's bucket is this", () => {
    const environment = environmentOf("dev", account);
    if (!hasS3State(environment)) throw new Error("The environment has no state in S3");
    const stack = synthesizeStack((app) => new StateBackendStack(app, environment));
    expect(planText(stack)).toMatchSnapshot();
  });

  it("of the roles of GitHub's workflows is this", () => {
    expect(planText(gitHubAccess())).toMatchSnapshot();
  });
});
