import { StateBucket } from "../../../modules/state-backend/state-bucket";
import { StateKey } from "../../../modules/state-backend/state-key";
import { synthesizeModule } from "../../support/plans/synth";

const location = { region: "eu-west-1", accountId: "111122223333" };
const stack = synthesizeModule((scope) => {
  new StateBucket(scope, "state_bucket", {
    region: location.region,
    bucketName: "shop-terraform-state",
    key: new StateKey(scope, "state_key", { ...location, alias: "alias/shop-state" }),
    planPrefix: "shop/prod/plans/",
  });
});
/** The only resource of a type. */
const only = (type: string) => {
  const all = Object.values(stack.resourcesOf(type));
  expect(all).toHaveLength(1);
  return all[0] ?? {};
};

describe("the bucket of states", () => {
  it("keeps every version of a state for 90 days, and plans for a week", () => {
    expect(only("aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(only("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] }),
      expect.objectContaining({
        expiration: [{ days: 7 }],
        filter: [{ prefix: "shop/prod/plans/" }],
      }),
    ]);
  });

  it("is protected from Terraform", () => {
    expect(only("aws_s3_bucket")).toMatchObject({
      bucket: "shop-terraform-state",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is private, denies requests without TLS, and has no ACLs", () => {
    expect(only("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(only("aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
    const [document = ""] = stack.policyDocuments;
    expect(stack.statements(document)).toMatchObject({
      DenyInsecureTransport: { effect: "Deny", actions: ["s3:*"] },
    });
  });
});

describe("the key of states", () => {
  it("encrypts the bucket by default", () => {
    expect(only("aws_s3_bucket_server_side_encryption_configuration").rule).toMatchObject([
      { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } },
    ]);
  });

  it("is rotated, usable only through S3, and protected from Terraform", () => {
    const key = only("aws_kms_key");
    expect(key).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(key.policy).toContain('"kms:ViaService":"s3.eu-west-1.amazonaws.com"');
  });
});
