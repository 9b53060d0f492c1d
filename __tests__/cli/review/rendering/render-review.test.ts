import { readFileSync } from "node:fs";
import path from "node:path";
import { estimate } from "../../../../cli/cost/estimate";
import { priceTableOf } from "../../../../cli/cost/prices";
import { renderCostMarkdown } from "../../../../cli/cost/render-cost";
import { findSavings } from "../../../../cli/cost/savings";
import { usageDefaults } from "../../../../cli/cost/usage";
import { plannedResources, regionOf } from "../../../../cli/terraform/plan/plan-resources";
import { parsePlan } from "../../../../cli/terraform/plan/terraform-plan";
import { renderDiagram } from "../../../../cli/review/rendering/pipeline-diagram";
import { reviewPlan } from "../../../../cli/review/plan-review";
import { COMMENT_LIMIT } from "../../../../cli/review/rendering/fit-comment";
import { renderReview } from "../../../../cli/review/rendering/render-review";
import { planOf, planWith } from "../support/plans";

const sample = (file: string) =>
  readFileSync(path.join(__dirname, "../../../../docs/samples", file), "utf8");

describe("a report", () => {
  it("starts with the verdict and its reasons", () => {
    expect(
      renderReview(reviewPlan(planOf("retype")), "prod")
        .split("\n")
        .slice(0, 5),
    ).toEqual([
      "## prod",
      "",
      "🟡 **Look closely**: 1 resource in this plan.",
      "",
      "- `aws_glue_catalog_table.sample_events_event_table` has a breaking change of its schema: `columns.event.staffId` was retyped from int to string",
    ]);
    expect(renderReview(reviewPlan(planOf("nothing")), "prod")).toBe(
      "## prod\n\n⚪ **Nothing to do**: the configuration matches what is deployed.\n",
    );
  });

  it("shows how to keep a stream that was created incompletely", () => {
    const address = "aws_kinesis_stream.sample_events_event_stream";
    const commands = (environment?: string) =>
      renderReview(reviewPlan(planOf("refused/tainted")), "prod", environment).split("```")[1];
    expect(commands("prod")).toBe(
      [
        "sh",
        "npx cdktf synth",
        "terraform -chdir=cdktf.out/stacks/prod init",
        `terraform -chdir=cdktf.out/stacks/prod untaint ${address}`,
        "",
      ].join("\n"),
    );
    expect(commands()).toBe(`sh\nterraform untaint ${address}\n`);
    expect(renderReview(reviewPlan(planOf("replace")), "prod", "prod")).not.toContain("untaint");
  });

  it("shows no command for an incomplete resource that holds nothing", () => {
    const plan = planWith({
      "aws_cloudwatch_metric_alarm.lag": { actions: ["delete", "create"] },
    });
    const tainted = {
      ...plan,
      resource_changes: (plan.resource_changes ?? []).map((change) => ({
        ...change,
        action_reason: "replace_because_tainted",
      })),
    };
    const report = renderReview(reviewPlan(tainted), "prod", "prod");
    expect(report).toContain("replaced, since an earlier apply failed before it had finished it");
    expect(report).not.toContain("untaint");
  });

  it("of thousands of changes fits into a comment, and says how many it omits", () => {
    const many = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [
        `aws_kinesis_stream.stream_with_a_rather_long_name_${index}`,
        {
          actions: ["delete", "create"] as const,
          before: { name: `stream-${index}`, retention_period: 24, tag: "x".repeat(500) },
          after: { name: `events-${index}`, retention_period: 24, tag: "y".repeat(500) },
          replace_paths: [["name"]],
        },
      ]),
    );
    const report = renderReview(reviewPlan(planWith(many)), "prod");
    expect(report.length).toBeLessThan(COMMENT_LIMIT);
    expect(report).toContain("🔴 **Destroys data**: 3000 resources in this plan.");
    expect(report).toMatch(/and \d,?\d+ more/);
  });

  it("escapes text of a plan that is Markdown or a diff", () => {
    const policy = (sid: string) =>
      JSON.stringify({ Statement: [{ Sid: sid, Effect: "Allow", Action: "a:*", Resource: "*" }] });
    const report = renderReview(
      reviewPlan(
        planWith({
          "aws_iam_policy.odd": {
            before: { policy: policy("a") },
            after: { policy: policy("```\n# no|pe") },
          },
        }),
      ),
      "prod",
    );
    expect(report).not.toMatch(/^# no/m);
    expect(report.match(/^```/gm)).toHaveLength(2);
  });
});

describe("the samples in docs/", () => {
  const review = reviewPlan(planOf("mixed"));

  it("are what the commands print", () => {
    expect(renderReview(review, "Plan of local")).toBe(sample("review.md"));
    expect(renderDiagram(review, "Plan of local")).toBe(sample("review.svg"));
    const plan = planOf("first");
    const resources = plannedResources(plan);
    const prices = priceTableOf(regionOf(plan) ?? "");
    const report = {
      estimate: estimate(resources, usageDefaults, prices),
      savings: findSavings(resources, usageDefaults, prices),
    };
    expect(`${renderCostMarkdown(report)}\n`).toBe(sample("cost.md"));
  });

  it("include a diagram with an accessible name and description", () => {
    const diagram = renderDiagram(review, 'a <b> & "c"');
    expect(diagram).toContain(
      '<title id="title">a &lt;b&gt; &amp; &quot;c&quot;: destroys data</title>',
    );
    expect(diagram).toMatch(/<desc id="desc">streaming: .*1 replaced.*; delivery: .*<\/desc>/);
    expect(diagram).toContain("prefers-color-scheme: dark");
  });
});

describe("anything that is not a plan", () => {
  it.each([
    [
      "plain text",
      "Terraform will perform",
      'FILE is not JSON: it starts with "Terraform will perform".',
    ],
    ["a JSON of something else", "{}", "FILE is JSON, but not a plan: it has no format_version."],
    [
      "a state",
      '{"format_version":"1.0","values":{}}',
      "FILE is not a plan: it has neither resource_changes nor planned_values.",
    ],
    ["another format", '{"format_version":"2.0"}', "FILE has format 2.0; only 1.x is supported."],
  ])("is rejected: %s", (_, text, message) => {
    expect(() => parsePlan(text, "FILE")).toThrow(message);
  });
});
