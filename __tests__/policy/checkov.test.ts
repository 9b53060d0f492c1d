import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { datasets } from "../fixtures/datasets";
import { environments } from "../../config/environments";
import { answers } from "../../policy/answers";
import { runCheckov } from "../../policy/checkov";
import { scanPlan, scanStacks } from "../../policy/scan-stacks";
import { editStack, environmentsWithAllSettings, synthesizeAll } from "./support/all-stacks";
import type { StackEdit } from "./support/all-stacks";
import { hasCheckov } from "./support/find-checkov";

const MINUTE = 60_000;
const accepted = { answers, datasets: datasets.map(({ name }) => name) };

const available = hasCheckov();
if (!available) {
  process.stdout.write("Not run, since there is no checkov here: faults in stacks and plans\n");
}
const describeWithCheckov = available ? describe : describe.skip;

/** A fault in a stack, and the problem that the scan must report. */
type Fault = readonly [edit: StackEdit, problem: string];

const block = (type: string, name: string) => ({ kind: "resource", type, name }) as const;
const FAULTS: readonly Fault[] = [
  [
    {
      stack: "prod",
      ...block("aws_s3_bucket_public_access_block", "data_lake_bucket_public_access_block"),
      change: { block_public_policy: false },
    },
    "prod: aws_s3_bucket_public_access_block.data_lake_bucket_public_access_block: CKV_AWS_54",
  ],
  // Answered for the state bucket only.
  [
    { stack: "dev", ...block("aws_s3_bucket_logging", "raw_bucket_access_log") },
    "dev: aws_s3_bucket.raw_bucket: CKV_AWS_18",
  ],
  // Answered for other environments only.
  [
    {
      stack: "prod",
      ...block("aws_cloudwatch_log_group", "sample_events_delivery_stream_logs"),
      change: { retention_in_days: 30 },
    },
    "prod: aws_cloudwatch_log_group.sample_events_delivery_stream_logs: CKV_AWS_338",
  ],
  [
    {
      stack: "qa-state",
      ...block("aws_kms_key", "state_key"),
      change: { enable_key_rotation: false },
    },
    "qa-state: aws_kms_key.state_key: CKV_AWS_7",
  ],
  [
    {
      stack: "local",
      kind: "data",
      type: "aws_iam_policy_document",
      name: "sample_events_crawler_role_permissions",
      change: { statement: [{ effect: "Allow", actions: ["*"], resources: ["*"] }] },
    },
    "local: aws_iam_policy_document.sample_events_crawler_role_permissions: CKV_AWS_1",
  ],
];

/** A plan of an applied role, with this policy. */
const planOf = (statement: object) => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const resource = {
    address: "aws_iam_role_policy.crawler",
    mode: "managed" as const,
    type: "aws_iam_role_policy",
    name: "crawler",
    values: { name: "crawler", role: "crawler", policy },
  };
  const change = { actions: ["no-op"], before: resource.values, after: resource.values };
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: [resource] } },
    resource_changes: [{ ...resource, change }],
    configuration: { root_module: { resources: [] } },
  };
};
const idsOf = (problems: readonly string[]) =>
  problems.map((line) => line.split(" ").slice(0, 3).join(" "));

describeWithCheckov("checkov", () => {
  let folder: string;
  beforeAll(() => {
    folder = synthesizeAll(environments, datasets);
  });
  afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  it(
    "finds nothing that is not answered, and something for each answer",
    () => expect(scanStacks(folder, accepted).problems).toEqual([]),
    2 * MINUTE,
  );

  it(
    "finds nothing more with all settings, such as the roles of workflows",
    () => {
      const stacks = synthesizeAll(environmentsWithAllSettings, datasets);
      try {
        expect(readdirSync(stacks)).toContain("prod-github");
        expect(scanStacks(stacks, accepted).problems).toEqual([]);
      } finally {
        rmSync(path.dirname(stacks), { recursive: true, force: true });
      }
    },
    2 * MINUTE,
  );

  it(
    "can't read a stack as it is, which is reported",
    () => {
      // Once this fails, checkov can read `required_version`, and the scan needs no copies.
      const { results } = runCheckov(folder, "terraform_json") as {
        readonly results?: { readonly parsing_errors?: readonly string[] };
      };
      expect(results?.parsing_errors).toContain(path.join(folder, "prod", "cdk.tf.json"));
    },
    2 * MINUTE,
  );

  it(
    "finds every fault, also those whose check is answered for another resource or stack",
    () => {
      for (const [edit] of FAULTS) editStack(folder, edit);
      // What a machine is set to does not weaken the scan.
      process.env.CKV_SKIP_CHECK = "CKV_AWS_7,CKV_AWS_18";
      try {
        const found = idsOf(scanStacks(folder, accepted).problems);
        expect(found).toEqual(expect.arrayContaining(FAULTS.map(([, problem]) => problem)));
      } finally {
        delete process.env.CKV_SKIP_CHECK;
      }
    },
    2 * MINUTE,
  );

  it.each([
    [
      "what a resolved policy allows",
      { Effect: "Allow", Action: "*", Resource: "*" },
      "local: aws_iam_role_policy.crawler: CKV_AWS_62",
    ],
    [
      "a wide resource of a resolved policy",
      { Effect: "Allow", Action: "s3:DeleteObject", Resource: "*" },
      "local: aws_iam_role_policy.crawler: CKV_AWS_355",
    ],
  ])(
    "finds %s in a plan",
    (_, statement, problem) => {
      expect(idsOf(scanPlan("local", planOf(statement), accepted).problems)).toContain(problem);
    },
    2 * MINUTE,
  );

  it(
    "finds nothing in a plan whose policy is narrow",
    () => {
      const narrow = {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::lake/events/*",
      };
      expect(scanPlan("local", planOf(narrow), accepted).problems).toEqual([]);
    },
    2 * MINUTE,
  );
});
