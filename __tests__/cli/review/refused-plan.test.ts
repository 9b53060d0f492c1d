import { reviewPlan } from "../../../cli/review/plan-review";
import { refusedPlan, refusedPlanError } from "../../../cli/review/refused-plan";
import { TerraformError } from "../../../cli/terraform/run-terraform";
import { planOf, planWith } from "./support/plans";

const STREAM = "aws_kinesis_stream.sample_events_event_stream";
const BUCKET = "aws_s3_bucket.lake_bucket";

/** The text of Terraform 1.11, as the command collects it. */
function refusal(address: string): string {
  return `Instance cannot be destroyed: Resource ${address} has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed. To avoid this error and continue with the plan, either disable lifecycle.prevent_destroy or reduce the scope of the plan using the -target option.`;
}

function failure(...diagnostics: readonly string[]): TerraformError {
  return new TerraformError("terraform plan failed:", "The stack is in x.", diagnostics);
}

describe("a plan that Terraform refuses", () => {
  it("is recognized by its errors, each address once", () => {
    expect(refusedPlan(failure(refusal(STREAM), refusal(BUCKET), refusal(STREAM)))).toEqual({
      addresses: [STREAM, BUCKET],
      otherErrors: [],
    });
    expect(refusedPlan(failure(refusal(STREAM), "No access"))?.otherErrors).toEqual(["No access"]);
  });

  it.each([
    [
      "another error of Terraform",
      failure("Error acquiring the state lock: ConditionalCheckFailed"),
    ],
    ["an error of something else", new Error(refusal(STREAM))],
  ])("is not seen in %s", (_, error) => {
    expect(refusedPlan(error)).toBeUndefined();
  });

  it("for an incomplete resource is explained with the commands that keep it, not with Terraform's advice", () => {
    const { message, advice } = refusedPlanError(
      "prod",
      { addresses: [STREAM], otherErrors: [] },
      reviewPlan(planOf("refused/tainted")),
    );
    expect(message).toBe(
      [
        "Terraform refuses the plan of prod: it would destroy what prevent_destroy protects.",
        `  ${STREAM}: an earlier apply failed before it had finished it, and marked it as tainted.`,
      ].join("\n"),
    );
    expect(advice).toBe(
      `Keep it, then plan again: npx cdktf synth && terraform -chdir=cdktf.out/stacks/prod init && terraform -chdir=cdktf.out/stacks/prod untaint ${STREAM}`,
    );
    expect(message + advice).not.toMatch(/disable|-target/);
  });

  it("for a change of the configuration is not explained with untaint", () => {
    const plan = planWith({ [BUCKET]: { actions: ["delete", "create"] } });
    const { message, advice } = refusedPlanError(
      "prod",
      { addresses: [BUCKET], otherErrors: ["No access"] },
      reviewPlan(plan),
    );
    expect(message).toContain(`  ${BUCKET}: the configuration removes it, or changes`);
    expect(message).toContain("\n  No access");
    expect(advice).toContain("Undo that change");
  });
});
