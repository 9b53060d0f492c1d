import type { Environment } from "../../model/environment/environment";
import { hasS3State } from "../../model/naming/state-location";
import { StateBackendStack } from "../../stacks/state-backend-stack";
import { environmentOf, synthesizeStack } from "../support/plans/synth";

const ACCOUNT = "111122223333";

function stateStackOf(changes: Partial<Environment>) {
  const environment = environmentOf("dev", changes);
  if (!hasS3State(environment)) throw new Error("The environment has no state in S3");
  return synthesizeStack((app) => new StateBackendStack(app, environment));
}

describe("the stack of the state bucket", () => {
  const stack = stateStackOf({
    accountId: ACCOUNT,
    region: "us-east-1",
    // The lake may be destroyed, but its state must be kept.
    removalPolicy: "destroy",
    state: { type: "s3", region: "eu-west-1" },
  });
  const bucket = stack.resource("aws_s3_bucket.state_bucket");

  it("names the bucket after project, environment and account", () => {
    expect(bucket.bucket).toBe(`streaming-data-lake-dev-${ACCOUNT}-terraform-state`);
  });

  it("keeps its own state in that bucket, next to that of the lake", () => {
    expect(stack.terraform.backend).toEqual({
      s3: {
        bucket: bucket.bucket,
        key: "streaming-data-lake/dev/state-backend.tfstate",
        region: "eu-west-1",
        use_lockfile: true,
      },
    });
  });

  it("is deployed to the region of the state, which may differ from that of the lake", () => {
    expect(stack.provider).toMatchObject({ region: "eu-west-1", allowed_account_ids: [ACCOUNT] });
  });

  it("protects bucket and key from Terraform, whatever the removal policy of the lake", () => {
    for (const address of ["aws_s3_bucket.state_bucket", "aws_kms_key.state_key"]) {
      expect(stack.resource(address)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    }
    expect(bucket.force_destroy).toBe(false);
    expect(stack.resource("aws_kms_key.state_key").deletion_window_in_days).toBe(30);
  });

  it("uses a configured bucket name", () => {
    const named = stateStackOf({
      state: { type: "s3", bucket: "our-terraform-states", region: "eu-west-1" },
    });
    expect(named.resource("aws_s3_bucket.state_bucket").bucket).toBe("our-terraform-states");
    expect(named.terraform.backend).toMatchObject({ s3: { bucket: "our-terraform-states" } });
  });
});
