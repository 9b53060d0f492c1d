import { ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import type { Environment } from "../../../model/environment/environment";
import { AppliedLake } from "../../support/api-models/applied-lake";
import { findPublishedModels } from "../../support/api-models/find-published-models";
import { proveDeployerPolicy } from "../../support/authorization/deployer-proof";
import { ProviderCalls } from "../support/provider-calls";

const MINUTE = 60_000;
const file = path.join(__dirname, "../../../cli/deployer-policy/provider-calls.json");
const arnOf = (service: string, name: string) => `arn:aws:${service}:${emulatorAccountId}:${name}`;

const common: Partial<Environment> = {
  partitions: { type: "crawler" },
  lakeFormation: {
    locationRegistered: true,
    readers: { analysts: arnOf("iam:", "role/analysts") },
    viewCreators: ["analysts"],
  },
};

/** All that a resource can have, to be made; then something else for each setting, to be changed. */
const created: Partial<Environment> = {
  ...common,
  stream: {
    capacity: { mode: "provisioned", shardCount: 2 },
    retentionHours: 48,
    shardLevelMetrics: ["IncomingBytes"],
  },
  lakeLifecycle: { infrequentAccessAfterDays: 30, expireAfterDays: 365 },
  monitoring: {
    emailAddresses: ["on-call@example.com"],
    alarmActionArns: [arnOf("sns:us-east-1", "pager")],
    logRetentionDays: 365,
  },
  tags: { CostCenter: "data platform" },
  publisherReservedConcurrency: 5,
};
const changed: Partial<Environment> = {
  ...common,
  partitions: { type: "crawler", schedule: "cron(45 0/6 * * ? *)" },
  permissionsBoundaryArn: arnOf("iam:", "policy/boundary"),
  stream: { capacity: { mode: "on-demand" }, retentionHours: 24 },
  lakeLifecycle: { infrequentAccessAfterDays: 60, expireAfterDays: 300 },
  monitoring: {
    emailAddresses: ["on-call@example.com"],
    freshnessThresholdSeconds: 3_600,
    logRetentionDays: 30,
  },
  serviceTrust: { firehose: "source-account", glue: "external-id", lambda: "none" },
  tags: { Team: "data" },
  delivery: {
    buffering: { sizeMiB: 128, intervalSeconds: 900 },
    parquetCompression: "GZIP",
    backup: { buffering: { sizeMiB: 128, intervalSeconds: 900 }, compression: "GZIP" },
  },
};
const shrunk: Partial<Environment> = {
  ...common,
  stream: { capacity: { mode: "provisioned", shardCount: 1 }, retentionHours: 72 },
};

/** Arguments that no setting changes, but a later version of the project may. */
const laterArguments: Readonly<Record<string, object>> = {
  aws_athena_named_query: { description: "Changed." },
  aws_athena_workgroup: { description: "Changed." },
  aws_cloudwatch_event_rule: { description: "Changed." },
  aws_glue_catalog_database: { description: "Changed." },
  aws_iam_role: { description: "Changed.", max_session_duration: 7_200 },
  aws_kms_key: { description: "Changed." },
  aws_lambda_function: {
    description: "Changed.",
    memory_size: 512,
    source_code_hash: "Y2hhbmdlZA==",
  },
  aws_sns_topic: { display_name: "Changed" },
};

/** A stack as a later version might write it; the policies of keys have another Sid, and tables another description. */
function later(stack: string): string {
  // CDKTF's output format.
  const document = JSON.parse(stack) as {
    resource: Record<string, Record<string, Record<string, unknown>>>;
  };
  for (const [type, changes] of Object.entries(laterArguments)) {
    for (const block of Object.values(document.resource[type] ?? {})) Object.assign(block, changes);
  }
  for (const key of Object.values(document.resource.aws_kms_key ?? {})) {
    key.policy = String(key.policy).replace("AllowAccountAdministration", "AllowAdministration");
  }
  return JSON.stringify(document);
}

describe("the calls of Terraform's AWS provider, by which `lake deployer-policy` knows its permissions", () => {
  const calls = new ProviderCalls(mkdtempSync(path.join(tmpdir(), "provider-calls-")), "lake");
  let lake: AppliedLake;

  beforeAll(async () => {
    lake = await AppliedLake.start();
    await calls.during(async () => {
      await lake.apply({ environment: created, datasets: [sampleEvents] });
      const described = { ...sampleEvents, description: "Changed." };
      await lake.apply({ environment: changed, datasets: [described] }, later);
      await lake.apply({ environment: shrunk, datasets: [described] });
      const { Buckets = [] } = await lake.clients.s3.send(new ListBucketsCommand({}));
      // Terraform empties a bucket before it deletes it.
      for (const { Name: Bucket } of Buckets) {
        await lake.clients.s3.send(new PutObjectCommand({ Bucket, Key: "object", Body: "x" }));
      }
      await lake.destroy();
    });
  }, 30 * MINUTE);
  afterAll(() => lake.stop());

  it("are the recorded ones", () => {
    const made = calls.actionsByType();
    if (process.env.UPDATE_DOCS === "1") writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
    expect(made).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });

  it("are all allowed by its policies, and not without any one of their statements", async () => {
    const models = await findPublishedModels();
    const { denied, needed, asked } = await proveDeployerPolicy(lake, models, common);
    expect(denied).toEqual([]);
    expect(asked.filter((sid) => !needed.has(sid))).toEqual([
      // Either of the two allows kms:ListAliases; Kinesis needs the rest of the second, see its source.
      "KmsAnything",
      // The calls of Lambda are not asked.
      "PassRolesToLambda",
      "ListStreamKeys",
    ]);
  });
});
