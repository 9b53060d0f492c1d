import { reviewPlan } from "../../../../cli/review/plan-review";
import { renderDiagram } from "../../../../cli/review/rendering/pipeline-diagram";
import { renderReview } from "../../../../cli/review/rendering/render-review";
import { findingsWithoutSecrets } from "../../../../cli/review/sensitive/findings-without-secrets";
import { noTeam } from "../../../../cli/review/team/team-review";
import fc from "../../../support/random/seeded-fast-check";
import { planWith } from "../support/plans";
import { markedPlans, secretsIn } from "../support/random-plans";

const policy = (action: string) =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::acme-secret/*" }],
  });

describe("a review of a plan with sensitive values", () => {
  it("contains none of them, in whatever form it is written", () => {
    fc.assert(
      fc.property(markedPlans, (plan) => {
        const review = reviewPlan(plan);
        const forms = [
          JSON.stringify(review),
          renderReview(review, "prod", "prod"),
          renderDiagram(review, "prod"),
        ];
        expect(secretsIn(forms.join("\n"))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("judges a policy by its sensitive statements, and shows none of them", () => {
    const review = reviewPlan(
      planWith({
        "aws_iam_policy.a": {
          before: { policy: policy("s3:GetObject") },
          after: { policy: policy("s3:PutObject") },
          before_sensitive: { policy: true },
        },
      }),
    );
    expect(review.verdict.level).toBe("look closely");
    expect(review.policies).toMatchObject([{ hidden: true, widens: true, added: [], removed: [] }]);
    const report = renderReview(review, "prod");
    expect(report).not.toMatch(/acme|GetObject|PutObject/);
    expect(report).toContain(
      "`aws_iam_policy.a.policy`: allows more than before; marked as sensitive, so its statements are not shown",
    );
  });

  it("does not show the document that defines a sensitive policy", () => {
    const plan = planWith(
      {
        "aws_iam_policy.a": {
          actions: ["create"],
          before: null,
          after: {},
          after_unknown: { policy: true },
          after_sensitive: { policy: true },
        },
      },
      {
        configuration: {
          root_module: {
            resources: [
              {
                address: "aws_iam_policy.a",
                mode: "managed",
                type: "aws_iam_policy",
                name: "a",
                expressions: { policy: { references: ["data.aws_iam_policy_document.d.json"] } },
              },
            ],
          },
        },
      },
    );
    const document = {
      address: "data.aws_iam_policy_document.d",
      mode: "data" as const,
      type: "aws_iam_policy_document",
      name: "d",
      change: {
        actions: ["read" as const],
        before: null,
        after: { statement: [{ actions: ["s3:Secret"], resources: ["*"] }] },
      },
    };
    const changes = [...(plan.resource_changes ?? []), document];
    const review = reviewPlan({ ...plan, resource_changes: changes });
    expect(JSON.stringify(review)).not.toContain("s3:Secret");
    expect(review.policies).toMatchObject([{ hidden: true }]);
  });

  it("shows no message of a policy engine that repeats one", () => {
    const finding = {
      rule: "rego/main",
      title: "Denied",
      address: "terraform_data.a",
      level: "look closely" as const,
      message: "has the token swordfish",
      isNew: true,
    };
    const plan = planWith({
      "terraform_data.a": { after: { input: "swordfish" }, after_sensitive: { input: true } },
    });
    const review = reviewPlan(plan, undefined, [], { ...noTeam, findings: [finding] });
    expect(review.findings).toContainEqual({ ...finding, message: "(sensitive)" });
    expect(JSON.stringify(review)).not.toContain("swordfish");
  });

  it("shows no cost that sensitive values decide about", () => {
    const stream = {
      address: "aws_kinesis_stream.a",
      mode: "managed" as const,
      type: "aws_kinesis_stream",
      name: "a",
      values: { shard_count: 17, stream_mode_details: [{ stream_mode: "PROVISIONED" }] },
    };
    const costOf = (sensitive_values: object) =>
      reviewPlan(
        planWith(
          {},
          {
            planned_values: { root_module: { resources: [{ ...stream, sensitive_values }] } },
            configuration: {
              provider_config: {
                aws: { expressions: { region: { constant_value: "us-east-1" } } },
              },
            },
          },
        ),
      ).cost;
    expect(costOf({})?.afterCents).toBeGreaterThan(0);
    expect(costOf({ shard_count: true })).toBeUndefined();
  });
});

describe("a message of a rule", () => {
  const finding = {
    rule: "a/b",
    title: "A title",
    address: "aws_x.y",
    level: "look closely" as const,
    isNew: true,
  };
  const addresses = new Set(["aws_x.y"]);

  it.each([
    ["the same as without sensitive values", ["is open"], ["is open"], "is open"],
    ["that has a sensitive value", ["is k3y"], ["is (sensitive)"], "is (sensitive)"],
    [
      "of a finding that only a sensitive value causes",
      ["is k3y"],
      [],
      "is judged by values that are marked as sensitive: A title",
    ],
  ])("is shown: %s", (_, judged, shown, message) => {
    const findings = (messages: readonly string[]) =>
      messages.map((each) => ({ ...finding, message: each }));
    expect(findingsWithoutSecrets(findings(judged), findings(shown), { addresses })).toEqual([
      { ...finding, message },
    ]);
  });

  it("does not show an address that is none of the plan's", () => {
    const judged = [{ ...finding, address: "k3y", message: "is open" }];
    expect(findingsWithoutSecrets(judged, [], { addresses })).toMatchObject([
      { address: "(plan)" },
    ]);
  });
});
