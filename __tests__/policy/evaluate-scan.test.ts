import path from "node:path";
import { datasets } from "../fixtures/datasets";
import type { ModuleValues, Values } from "../../cli/terraform/plan/terraform-plan";
import { answeredAddresses, answers } from "../../policy/answers";
import type { Answer } from "../../policy/answers";
import { evaluateScan, staleAnswers } from "../../policy/evaluate-scan";
import { plannedStack } from "../../policy/planned-stack";
import { copyStacks } from "../../policy/stacks";
import type { ScannedStack, StackElement } from "../../policy/stacks";
import { environmentsWithAllSettings, synthesizeAll } from "./support/all-stacks";

const ELEMENTS: readonly StackElement[] = [
  { kind: "resource", type: "aws_kms_key", name: "key" },
  { kind: "resource", type: "aws_sns_topic", name: "alarms" },
  { kind: "data", type: "aws_iam_policy_document", name: "permissions" },
];
const SCANNED = ["aws_kms_key", "aws_sns_topic", "aws_iam_policy_document"];
const stack = (name: string): ScannedStack => ({ name, elements: ELEMENTS });
const DEV = [stack("dev")];

const row = (resource: string, of = "dev") => ({
  check_id: "CKV_AWS_7",
  check_name: "Ensure rotation",
  file_path: `/${of}/cdk.tf.json`,
  resource,
});
const [KEY, TOPIC, DOCUMENT] = [
  row("resource.key"),
  row("aws_sns_topic.alarms"),
  row("data.permissions"),
] as const;

const answer: Answer = {
  check: "CKV_AWS_7",
  requirement: "rotation",
  resources: ["aws_kms_key.key"],
  reason: "It is rotated by hand.",
};

interface Results {
  readonly passed_checks?: readonly object[];
  readonly failed_checks?: readonly object[];
  readonly skipped_checks?: readonly object[];
  readonly parsing_errors?: readonly string[];
}

const problemsOf = (
  results: Results,
  stacks = DEV,
  { accepted = [answer], names = ["clicks"] } = {},
) => evaluateScan(stacks, { results }, SCANNED, { answers: accepted, datasets: names }).problems;
const staleOf = (results: Results, accepted: readonly Answer[], stacks = DEV) =>
  staleAnswers(stacks, { results }, { answers: accepted, datasets: ["clicks"] });

describe("a report of checkov", () => {
  it("passes if everything was scanned, and each finding is answered for its resource", () => {
    const results = { passed_checks: [TOPIC, DOCUMENT], failed_checks: [KEY] };
    const { problems, summary } = evaluateScan(DEV, { results }, SCANNED, {
      answers: [answer],
      datasets: [],
    });
    expect(problems).toEqual([]);
    expect(summary).toBe(
      "Stacks: 1, resources and data sources: 3, checks passed: 2, answered: 1, failed: 0",
    );
  });

  it.each<[string, Results, readonly string[]]>([
    [
      "the answered check fails for another resource",
      { passed_checks: [KEY, DOCUMENT], failed_checks: [TOPIC] },
      ["dev: aws_sns_topic.alarms: CKV_AWS_7 Ensure rotation"],
    ],
    [
      "another check fails for the answered resource",
      { passed_checks: [TOPIC, DOCUMENT], failed_checks: [{ ...KEY, check_id: "CKV_AWS_33" }] },
      ["dev: aws_kms_key.key: CKV_AWS_33 Ensure rotation"],
    ],
    [
      "a resource has the answered name in another type",
      { passed_checks: [TOPIC, DOCUMENT, KEY], failed_checks: [row("aws_sqs_queue.key")] },
      ["dev: aws_sqs_queue.key: CKV_AWS_7 Ensure rotation"],
    ],
    [
      "a stack could not be read",
      { parsing_errors: ["/dev/cdk.tf.json"] },
      ["checkov could not read /dev/cdk.tf.json.", "dev: checkov scanned nothing."],
    ],
    ["nothing was scanned", {}, ["dev: checkov scanned nothing."]],
    [
      "a key was not scanned",
      { passed_checks: [TOPIC, DOCUMENT] },
      ["dev: aws_kms_key.key was not scanned by any check."],
    ],
    [
      "a setting of checkov skipped a check",
      { passed_checks: [KEY, TOPIC, DOCUMENT], skipped_checks: [KEY] },
      ["dev: aws_kms_key.key: CKV_AWS_7 was skipped, but not by an answer of policy/answers.ts."],
    ],
  ])("fails if %s", (_, results, problems) => {
    expect(problemsOf(results)).toEqual(problems);
  });

  it("fails if a whole stack was not scanned", () => {
    const results = { passed_checks: [KEY, TOPIC, DOCUMENT] };
    expect(problemsOf(results, [...DEV, stack("prod")])).toEqual([
      "prod: checkov scanned nothing.",
    ]);
  });

  it("fails if it has an unknown form", () => {
    const accepted = { answers: [], datasets: [] };
    expect(evaluateScan(DEV, { passed: 0, failed: 0 }, SCANNED, accepted).problems).toEqual([
      "dev: checkov scanned nothing.",
    ]);
  });

  it("fails in a stack for which there is no answer", () => {
    const results = { passed_checks: [TOPIC, DOCUMENT], failed_checks: [KEY] };
    const accepted = [{ ...answer, stacks: ["qa"] }];
    expect(problemsOf(results, DEV, { accepted, names: [] })).toEqual([
      "dev: aws_kms_key.key: CKV_AWS_7 Ensure rotation",
    ]);
  });
});

describe("an answer", () => {
  const found = { failed_checks: [KEY] };

  it("is needed as long as each of its resources and stacks has the finding", () => {
    expect(staleOf(found, [{ ...answer, stacks: ["dev"] }])).toEqual([]);
  });

  it.each<[string, Results, Answer, string]>([
    ["its check passes", { passed_checks: [KEY] }, answer, "aws_kms_key.key"],
    [
      "only another resource has the finding",
      found,
      { ...answer, resources: ["aws_kms_key.key", "aws_kms_key.old"] },
      "aws_kms_key.old",
    ],
    [
      "no dataset's resource has the finding",
      found,
      { ...answer, resources: ["aws_kms_key.key", "aws_kms_key.{dataset}_key"] },
      "aws_kms_key.{dataset}_key",
    ],
    ["a stack has no finding", found, { ...answer, stacks: ["dev", "qa"] }, "qa"],
  ])("is stale if %s", (_, results, stale, name) => {
    expect(staleOf(results, [stale])).toEqual([
      `CKV_AWS_7 is answered for ${name}, which has no such finding. Remove it from policy/answers.ts.`,
    ]);
  });

  it("may be for resources that no stack has, if they are optional", () => {
    const ofGitHub = { ...answer, isOptional: true, resources: ["aws_iam_role.deploy_role"] };
    expect(staleOf(found, [ofGitHub])).toEqual([]);
    const ofKey = { ...answer, isOptional: true };
    expect(staleOf({ passed_checks: [KEY] }, [ofKey])).toHaveLength(1);
  });

  it("names the resources of datasets", () => {
    const names = ["clicks", "orders"];
    expect(answeredAddresses(["aws_a.{dataset}_x", "aws_b.y"], names)).toEqual([
      "aws_a.clicks_x",
      "aws_a.orders_x",
      "aws_b.y",
    ]);
  });
});

describe("the answers of this project", () => {
  it("give a reason, once for each check", () => {
    expect(new Set(answers.map(({ check }) => check)).size).toBe(answers.length);
    for (const { reason } of answers) expect(reason).toMatch(/\w.*\.$/);
  });

  it("name resources and stacks that are synthesized", () => {
    const folder = synthesizeAll(environmentsWithAllSettings, datasets);
    const scanned = copyStacks(folder, path.join(folder, "copies"));
    const addresses = scanned.flatMap(({ elements }) =>
      elements.map(({ type, name }) => `${type}.${name}`),
    );
    const names = datasets.map(({ name }) => name);
    for (const { resources, stacks: own = [] } of answers) {
      expect(scanned.map(({ name }) => name)).toEqual(expect.arrayContaining([...own]));
      expect(addresses).toEqual(expect.arrayContaining(answeredAddresses(resources, names)));
    }
  });
});

describe("a plan", () => {
  const policy = (values: Values) => ({
    address: "aws_iam_role_policy.crawler",
    mode: "managed" as const,
    type: "aws_iam_role_policy",
    name: "crawler",
    values,
  });
  const plan = (root_module: ModuleValues) => ({ planned_values: { root_module } });

  it.each([
    ["a role's policy", plan({ resources: [policy({ role: "crawler" })] })],
    ["the policy of a module", plan({ child_modules: [{ resources: [policy({})] }] })],
  ])("is not scannable while %s is not known", (_, document) => {
    expect(plannedStack("dev", document)).toEqual({
      name: "dev",
      elements: [{ kind: "resource", type: "aws_iam_role_policy", name: "crawler" }],
      unresolved: ["aws_iam_role_policy.crawler"],
    });
  });

  it("is scannable once every policy is resolved", () => {
    const document = plan({ resources: [policy({ policy: "{}" })] });
    expect(plannedStack("dev", document).unresolved).toEqual([]);
  });
});
