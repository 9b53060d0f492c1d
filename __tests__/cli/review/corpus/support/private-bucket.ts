import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusChange } from "./plan-changes";
import { ACCOUNT, denyPlainHttp, policy } from "./policy-text";

/**
 * A bucket with everything that keeps it private: public access block, encryption with a key, versioning, ownership, a
 * policy that denies plain HTTP, and a lifecycle that ends unfinished uploads.
 *
 * @param kind what the plan does with each, such as `create` or `keep`
 */
export function privateBucket(
  kind: (address: string, values: Values) => CorpusChange,
  name: string,
  bucket: string,
): CorpusChange[] {
  const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  return [
    kind(`aws_s3_bucket.${name}`, {
      id: bucket,
      bucket,
      arn: `arn:aws:s3:::${bucket}`,
      force_destroy: false,
    }),
    kind(`aws_s3_bucket_public_access_block.${name}`, {
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    }),
    kind(`aws_s3_bucket_server_side_encryption_configuration.${name}`, {
      bucket,
      rule: [
        {
          bucket_key_enabled: true,
          apply_server_side_encryption_by_default: [
            { sse_algorithm: "aws:kms", kms_master_key_id: key },
          ],
        },
      ],
    }),
    kind(`aws_s3_bucket_versioning.${name}`, {
      bucket,
      versioning_configuration: [{ status: "Enabled", mfa_delete: "" }],
    }),
    kind(`aws_s3_bucket_ownership_controls.${name}`, {
      bucket,
      rule: [{ object_ownership: "BucketOwnerEnforced" }],
    }),
    kind(`aws_s3_bucket_policy.${name}`, { bucket, policy: policy(denyPlainHttp(bucket)) }),
    kind(`aws_s3_bucket_lifecycle_configuration.${name}`, {
      bucket,
      rule: [
        {
          id: "unfinished-uploads",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    }),
  ];
}
