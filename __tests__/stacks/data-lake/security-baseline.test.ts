import { datasets } from "../../fixtures/datasets";
import { environments } from "../../../config/environments";
import { baselineRules } from "./baseline-rules";
import { synthesizeLake } from "../../support/plans/synth";
import type { Block } from "../../support/plans/synth";
import { nonEmpty } from "../../support/non-empty";

const lakes = environments.map((environment) => ({
  name: environment.name,
  resources: synthesizeLake(environment, datasets).resources,
}));
const dev = lakes.find(({ name }) => name === "dev")?.resources ?? {};

describe.each(Object.entries(baselineRules))("%s", (_, rule) => {
  it.each(lakes.map(({ name, resources }) => [name, resources] as const))(
    "in %s",
    (_name, resources) => {
      expect(rule(resources)).toEqual([]);
    },
  );
});

const lake = "aws_s3_bucket.data_lake_bucket";
const part = (type: string, id: string) => `aws_s3_bucket_${type}.data_lake_bucket_${id}`;

/** The resources of dev with one changed or removed. */
function changed(address: string, change: Block | undefined): Record<string, Block> {
  const { [address]: before, ...rest } = dev;
  if (before === undefined) throw new Error(`There is no ${address}`);
  return change === undefined ? rest : { ...rest, [address]: { ...before, ...change } };
}

describe("a stack is rejected", () => {
  it.each<[keyof typeof baselineRules, string, Block | undefined, string]>([
    [
      "keys are rotated",
      "aws_kms_key.bucket_key",
      { enable_key_rotation: false },
      "aws_kms_key.bucket_key",
    ],
    [
      "key policies allow no wildcard principals",
      "aws_kms_key.bucket_key",
      { policy: JSON.stringify({ Statement: [{ Principal: { AWS: "*" } }] }) },
      "aws_kms_key.bucket_key",
    ],
    [
      "buckets are private",
      part("public_access_block", "public_access_block"),
      { block_public_acls: false },
      lake,
    ],
    [
      "buckets are encrypted",
      part("server_side_encryption_configuration", "encryption"),
      undefined,
      lake,
    ],
    [
      "data buckets have a customer managed key",
      part("server_side_encryption_configuration", "encryption"),
      { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] },
      lake,
    ],
    [
      "buckets are versioned",
      part("versioning", "versioning"),
      { versioning_configuration: { status: "Suspended" } },
      lake,
    ],
    ["buckets have a policy", part("policy", "policy"), undefined, lake],
    [
      "buckets disable access control lists",
      part("ownership_controls", "ownership"),
      { rule: { object_ownership: "ObjectWriter" } },
      lake,
    ],
    [
      "buckets abort incomplete uploads",
      part("lifecycle_configuration", "ageing"),
      { rule: [] },
      lake,
    ],
    ["data buckets have access logs", part("logging", "access_log"), undefined, lake],
    [
      "log groups have a retention and a key",
      "aws_cloudwatch_log_group.sample_events_publisher_function_logs",
      { retention_in_days: 0 },
      "aws_cloudwatch_log_group.sample_events_publisher_function_logs",
    ],
    [
      "streams have a customer managed key",
      "aws_kinesis_stream.sample_events_event_stream",
      { kms_key_id: "alias/aws/kinesis" },
      "aws_kinesis_stream.sample_events_event_stream",
    ],
    [
      "functions are traced",
      "aws_lambda_function.sample_events_publisher_function",
      { tracing_config: { mode: "PassThrough" } },
      "aws_lambda_function.sample_events_publisher_function",
    ],
    [
      "crawlers have a security configuration",
      "aws_glue_crawler.sample_events_crawler",
      { security_configuration: undefined },
      "aws_glue_crawler.sample_events_crawler",
    ],
    [
      "workgroups are enforced and encrypted",
      "aws_athena_workgroup.work_group",
      { configuration: { enforce_workgroup_configuration: false } },
      "aws_athena_workgroup.work_group",
    ],
    [
      "topics have a customer managed key",
      "aws_sns_topic.alarm_topic",
      { kms_master_key_id: "alias/aws/sns" },
      "aws_sns_topic.alarm_topic",
    ],
  ])("unless %s: %s", (rule, address, change, reported) => {
    expect(baselineRules[rule]?.(changed(address, change))).toEqual([
      expect.stringContaining(`${reported} `) as string,
    ]);
  });
});

it("streams keep records for a week in environments that keep data", () => {
  const keeping = environments.filter(({ removalPolicy }) => removalPolicy === "retain");
  for (const { name } of nonEmpty(keeping)) {
    const streams = Object.entries(
      lakes.find((each) => each.name === name)?.resources ?? {},
    ).filter(([address]) => address.startsWith("aws_kinesis_stream."));
    expect(streams.length).toBeGreaterThan(0);
    for (const [, stream] of streams) expect(stream.retention_period).toBeGreaterThanOrEqual(168);
  }
});
