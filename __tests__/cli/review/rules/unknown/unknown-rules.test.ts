import { reviewPlan } from "../../../../../cli/review/plan-review";
import type { PlanAction, PlannedChange } from "../../../../../cli/terraform/plan/terraform-plan";
import { planWith } from "../../support/plans";

const reviewOf = (address: string, change: Partial<PlannedChange>) => {
  const { verdict, findings } = reviewPlan(planWith({ [address]: change }));
  return [verdict.level, ...findings.map(({ rule, message }) => `${rule}: ${message}`)];
};

describe("what no rule knows", () => {
  it.each([
    ["create", { actions: ["create"] as const, before: null, after: { a: 1 } }],
    ["update", { before: { a: 1 }, after: { a: 2 } }],
  ])("is never safe: %s of an unknown type", (kind, change) => {
    expect(reviewOf("acme_thing.a", change)).toEqual([
      "look closely",
      `unknown/type: is of the type acme_thing, which the review does not know (${kind})`,
    ]);
  });

  it("is never safe: an unknown argument of a known type, by its path", () => {
    const block = (mode: string) => ({ frobnication: [{ mode }], description: mode });
    expect(reviewOf("aws_iam_role.a", { before: block("off"), after: block("on") })).toEqual([
      "look closely",
      "unknown/attribute: changes what the review does not know: frobnication.mode",
    ]);
  });

  it("is never safe: an action that Terraform does not have yet", () => {
    // A plan of a future Terraform.
    const actions = ["evaporate" as PlanAction];
    expect(reviewOf("aws_iam_role.a", { actions })).toEqual([
      "look closely",
      "unknown/action: has actions that the review does not know: evaporate",
    ]);
  });

  it("is safe where only labels change, whatever the type", () => {
    const labelled = (team: string) => ({ size: 1, tags: { team }, tags_all: { team } });
    expect(reviewOf("acme_thing.a", { before: labelled("a"), after: labelled("b") })).toEqual([
      "safe",
    ]);
  });

  it("is no attribute that the configuration leaves to the provider", () => {
    const change = {
      before: { description: "a", managed_policy_arns: [] },
      after: { description: "b" },
      after_unknown: { managed_policy_arns: true },
    };
    const configuration = (expressions: Record<string, object>) => ({
      configuration: {
        root_module: {
          resources: [
            {
              address: "aws_iam_role.a",
              mode: "managed" as const,
              type: "aws_iam_role",
              name: "a",
              expressions,
            },
          ],
        },
      },
    });
    const level = (expressions: Record<string, object>) =>
      reviewPlan(planWith({ "aws_iam_role.a": change }, configuration(expressions))).verdict.level;
    expect(level({ description: {} })).toBe("safe");
    expect(level({ description: {}, managed_policy_arns: {} })).toBe("look closely");
  });

  it("is never safe: what a rule judges, where it is known only after apply", () => {
    const change = {
      before: { permissions: ["SELECT"] },
      after: {},
      after_unknown: { permissions: true },
    };
    expect(reviewOf("aws_lakeformation_permissions.a", change)).toEqual([
      "look closely",
      "unknown/value: changes what is known only after apply: permissions",
    ]);
  });

  it("is never safe: a policy in another form than JSON", () => {
    const change = { before: { policy: "{}" }, after: { policy: "permit(principal)" } };
    expect(reviewOf("aws_iam_policy.a", change)).toEqual([
      "look closely",
      "unknown/policy-text: has a policy that the review can't read: policy",
    ]);
  });

  it("is never safe: a mode of resources that Terraform does not have yet", () => {
    const plan = planWith({ "aws_iam_role.a": { actions: ["update"] } });
    const [change] = plan.resource_changes ?? [];
    const later = JSON.parse(JSON.stringify({ ...change, mode: "later" })) as typeof change;
    const { verdict } = reviewPlan({
      ...plan,
      resource_changes: later === undefined ? [] : [later],
    });
    expect(verdict.level).toBe("look closely");
  });

  it("is never safe: a change of which everything is known only after apply", () => {
    const change = { before: { path: "/a/" }, after: null, after_unknown: true };
    expect(reviewOf("aws_iam_role.a", change)[0]).toBe("look closely");
  });
});
