import type { TerraformPlan } from "../../../../../cli/terraform/plan/terraform-plan";
import { created, rulesOf, updated } from "../../support/rules-of";
import type { Changes } from "../../support/rules-of";

const role = (change: object) => ({
  address: "aws_iam_role.a",
  mode: "managed" as const,
  type: "aws_iam_role",
  name: "a",
  change: { actions: ["update" as const], before: null, after: null, ...change },
});
const check = (status: string) => [
  { address: { to_display: "check.a" }, status, instances: [{ problems: [{ message: "no" }] }] },
];
const data = (type: string) => ({
  address: `data.${type}.a`,
  mode: "data" as const,
  type,
  name: "a",
  change: { actions: ["read" as const], before: null, after: {} },
});

describe("what a plan leaves open", () => {
  it.each<[string, Partial<TerraformPlan>, string[]]>([
    [
      "a deferred change",
      { deferred_changes: [{ reason: "provider_config_unknown", resource_change: role({}) }] },
      ["plan/deferred"],
    ],
    ["a plan that needs another one", { complete: false }, ["plan/incomplete"]],
    ["a plan that needs no other one", { complete: true }, []],
    ["a plan with an error", { complete: false, errored: true }, ["plan/errored"]],
    ["a failed check", { checks: check("fail") }, ["plan/check"]],
    ["a check that fails itself", { checks: check("error") }, ["plan/check"]],
    ["a check after apply", { checks: check("unknown") }, ["plan/check"]],
    ["a passed check", { checks: check("pass") }, []],
    [
      "an action",
      {
        action_invocations: [{ address: "action.aws_lambda_invoke.a", type: "aws_lambda_invoke" }],
      },
      ["plan/action"],
    ],
    [
      "a deferred action",
      {
        deferred_action_invocations: [
          { reason: "absent_prereq", action_invocation: { address: "action.a.b" } },
        ],
      },
      ["plan/action"],
    ],
    [
      "a program that is read from during the apply",
      { resource_changes: [data("external")] },
      ["plan/data-read"],
    ],
    [
      "a policy document that is computed during the apply",
      { resource_changes: [data("aws_iam_policy_document")] },
      [],
    ],
    [
      "an output that becomes visible",
      {
        output_changes: {
          a: { actions: ["update"], before_sensitive: true, after_sensitive: false },
        },
      },
      ["plan/output-sensitivity"],
    ],
    [
      "an output that becomes hidden",
      {
        output_changes: {
          a: { actions: ["update"], before_sensitive: false, after_sensitive: true },
        },
      },
      [],
    ],
    [
      "a change outside of Terraform",
      { resource_drift: [role({ before: { path: "/a/" }, after: { path: "/b/" } })] },
      ["plan/drift"],
    ],
    [
      "a label outside of Terraform",
      { resource_drift: [role({ before: { tags: { a: "1" } }, after: { tags: { a: "2" } } })] },
      [],
    ],
    [
      "a deletion outside of Terraform",
      { resource_drift: [role({ actions: ["delete"], before: { path: "/a/" } })] },
      ["plan/drift"],
    ],
  ])("%s", (_, rest, rules) => {
    expect(rulesOf({}, rest)).toEqual(rules);
  });

  it.each<[string, Changes, string[]]>([
    [
      "a resource that is forgotten",
      { "aws_s3_bucket.a": { actions: ["forget"], after: null } },
      ["plan/forget"],
    ],
    [
      "a resource that is replaced and forgotten",
      { "aws_iam_group.a": { actions: ["create", "forget"] } },
      ["plan/forget"],
    ],
    [
      "an argument that becomes visible",
      {
        "aws_iam_role.a": {
          ...updated({ description: "a" }, { description: "b" }),
          before_sensitive: { description: true },
        },
      },
      ["plan/value-sensitivity"],
    ],
    [
      "an argument that becomes hidden",
      {
        "aws_iam_role.a": {
          ...updated({ description: "a" }, { description: "b" }),
          after_sensitive: { description: true },
        },
      },
      [],
    ],
    ["a group that is created", { "aws_iam_group.a": created({ name: "a" }) }, []],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });

  it("a resource of another type before it was moved", () => {
    const moved = (previous_address: string) => ({
      resource_changes: [
        { ...role({ actions: ["no-op"], before: {}, after: {} }), previous_address },
      ],
    });
    expect(rulesOf({}, moved("aws_iam_user.a"))).toEqual(["plan/moved-type"]);
    expect(rulesOf({}, moved('module.a["x"].aws_iam_role.b'))).toEqual([]);
  });
});
