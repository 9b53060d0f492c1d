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
    // As a team that destroys its lake at will has it: the state stays all the same.
    removalPolicy: "destroy",
    state: { type: "s3", region: "eu-west-1" },
  });
  const bucket = stack.resource("aws_s3_bucket.state_bucket");
  const ofBucket = "${aws_s3_bucket.state_bucket.bucket}";

  it("names the bucket after project, environment and account", () => {
    expect(bucket.bucket).toBe(`streaming-data-lake-dev-${ACCOUNT}-terraform-state`);
  });

  it("keeps its own state in that bucket, beside the lake's", () => {
    expect(stack.terraform.backend).toEqual({
      s3: {
        bucket: bucket.bucket,
        key: "streaming-data-lake/dev/state-backend.tfstate",
        region: "eu-west-1",
        use_lockfile: true,
      },
    });
  });

  it("works in the region of the state, which may be another than the lake's", () => {
    expect(stack.provider).toMatchObject({ region: "eu-west-1", allowed_account_ids: [ACCOUNT] });
  });

  it("lets Terraform destroy neither bucket nor key, whatever becomes of the lake", () => {
    for (const address of ["aws_s3_bucket.state_bucket", "aws_kms_key.state_key"]) {
      expect(stack.resource(address)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    }
    expect(bucket.force_destroy).toBe(false);
    expect(stack.resource("aws_kms_key.state_key").deletion_window_in_days).toBe(30);
  });

  it("keeps every version of a state for 90 days, and plans for a week", () => {
    expect(stack.resource("aws_s3_bucket_versioning.state_bucket_versioning")).toMatchObject({
      bucket: ofBucket,
      versioning_configuration: { status: "Enabled" },
    });
    const { rule } = stack.resource("aws_s3_bucket_lifecycle_configuration.state_bucket_ageing");
    expect(rule).toEqual([
      expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] }),
      expect.objectContaining({
        expiration: [{ days: 7 }],
        filter: [{ prefix: expect.stringMatching(/\/plans\/$/) as string }],
      }),
    ]);
  });

  it("encrypts by a key of its own, which rotates and can be used through S3 only", () => {
    const [rule] = stack.resource(
      "aws_s3_bucket_server_side_encryption_configuration.state_bucket_encryption",
    ).rule as unknown[]; // One rule, as S3 has it.
    expect(rule).toMatchObject({
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: "${aws_kms_key.state_key.arn}",
      },
    });
    const key = stack.resource("aws_kms_key.state_key");
    expect(key.enable_key_rotation).toBe(true);
    expect(key.policy).toContain('"kms:ViaService":"s3.eu-west-1.amazonaws.com"');
  });

  it("is open to nobody outside, to nobody without TLS, and to no ACL", () => {
    expect(
      stack.resource("aws_s3_bucket_public_access_block.state_bucket_public_access_block"),
    ).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.resource("aws_s3_bucket_ownership_controls.state_bucket_ownership")).toMatchObject(
      { rule: { object_ownership: "BucketOwnerEnforced" } },
    );
    expect(stack.statements("state_bucket_policy_document")).toMatchObject({
      DenyInsecureTransport: { effect: "Deny", actions: ["s3:*"] },
    });
  });

  it("takes the bucket's name as it is given", () => {
    const named = stateStackOf({
      state: { type: "s3", bucket: "our-terraform-states", region: "eu-west-1" },
    });
    expect(named.resource("aws_s3_bucket.state_bucket").bucket).toBe("our-terraform-states");
    expect(named.terraform.backend).toMatchObject({ s3: { bucket: "our-terraform-states" } });
  });
});
