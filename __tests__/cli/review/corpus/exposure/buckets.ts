import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, keep, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT, allowTo, denyPlainHttp, policy } from "../support/policy-text";
import { privateBucket } from "../support/private-bucket";

const BUCKET = "lake-events";
const objects = `arn:aws:s3:::${BUCKET}/*`;
const reader = { AWS: `arn:aws:iam::${ACCOUNT}:role/reader` };
const tls = denyPlainHttp(BUCKET);

/** The plan in which the policy of a private bucket changes. */
const policyChange = (before: string, after: string) =>
  plan(
    ...privateBucket(keep, "lake", BUCKET).filter(({ type }) => type !== "aws_s3_bucket_policy"),
    update(
      "aws_s3_bucket_policy.lake",
      { id: BUCKET, bucket: BUCKET, policy: before },
      { policy: after },
    ),
  );

const blocked = {
  bucket: BUCKET,
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

/** Who can read a bucket. */
export const buckets: readonly CorpusCase[] = [
  {
    name: "makes the objects of a bucket public by its ACL",
    verdict: "look closely",
    source: "checkov CKV_AWS_20: no bucket has an ACL that lets everyone read",
    why: "Everybody on the internet can list it.",
    plan: plan(
      update("aws_s3_bucket_acl.lake", { bucket: BUCKET, acl: "private" }, { acl: "public-read" }),
    ),
  },
  {
    name: "makes the objects of a public bucket private by its ACL",
    verdict: "safe",
    source: "checkov CKV_AWS_20: no bucket has an ACL that lets everyone read",
    why: "It is the change above the other way round.",
    plan: plan(
      update("aws_s3_bucket_acl.lake", { bucket: BUCKET, acl: "public-read" }, { acl: "private" }),
    ),
  },
  {
    name: "lets every customer of AWS read a bucket by a grant",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html: the group of authenticated users is every AWS account in the world",
    why: "Any account of AWS reads the bucket.",
    plan: plan(
      update(
        "aws_s3_bucket_acl.lake",
        { bucket: BUCKET, access_control_policy: [{ grant: [{ permission: "FULL_CONTROL" }] }] },
        {
          access_control_policy: [
            {
              grant: [
                { permission: "FULL_CONTROL" },
                {
                  permission: "READ",
                  grantee: [
                    {
                      type: "Group",
                      uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
                    },
                  ],
                },
              ],
            },
          ],
        },
      ),
    ),
  },
  {
    name: "lets a bucket have a public policy again",
    verdict: "look closely",
    source: "checkov CKV_AWS_54: buckets block public policies",
    why: "The next policy can open the bucket.",
    plan: plan(
      update("aws_s3_bucket_public_access_block.lake", blocked, { block_public_policy: false }),
    ),
  },
  {
    name: "removes the public access block of a bucket",
    verdict: "look closely",
    source: "checkov CKV2_AWS_6: a bucket has a public access block",
    why: "ACLs and policies of the bucket can make it public.",
    plan: plan(destroy("aws_s3_bucket_public_access_block.lake", blocked)),
  },
  {
    name: "removes the public access block of the account",
    verdict: "look closely",
    source: "AWS Security Hub S3.1: the account blocks public access",
    why: "All buckets of the account lose the last barrier.",
    plan: plan(
      destroy("aws_s3_account_public_access_block.account", { ...blocked, bucket: undefined }),
    ),
  },
  {
    name: "blocks public policies of a bucket",
    verdict: "safe",
    source: "checkov CKV_AWS_54: buckets block public policies",
    why: "It only takes access away.",
    plan: plan(
      update(
        "aws_s3_bucket_public_access_block.lake",
        { ...blocked, block_public_policy: false },
        { block_public_policy: true },
      ),
    ),
  },
  {
    name: "lets everybody read a bucket by its policy",
    verdict: "look closely",
    source: "checkov CKV_AWS_70: no bucket policy allows every principal",
    why: "The lake is on the internet.",
    plan: policyChange(
      policy(tls),
      policy(tls, allowTo("*", "s3:GetObject", { Resource: objects })),
    ),
  },
  {
    name: "lets another account read a bucket by its policy",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html: cross-account permissions; IAM Access Analyzer reports them",
    why: "The data leaves the account.",
    plan: policyChange(
      policy(tls),
      policy(
        tls,
        allowTo({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, "s3:GetObject", {
          Resource: objects,
        }),
      ),
    ),
  },
  {
    name: "drops the denial of plain HTTP from a bucket's policy",
    verdict: "look closely",
    source: "AWS Security Hub S3.5: buckets require requests to use TLS",
    why: "Objects can be read in the clear.",
    plan: policyChange(
      policy(tls, allowTo(reader, "s3:GetObject", { Resource: objects })),
      policy(allowTo(reader, "s3:GetObject", { Resource: objects })),
    ),
  },
  {
    name: "takes a reader out of a bucket's policy",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    why: "One principal fewer can read; plain HTTP stays denied.",
    plan: policyChange(
      policy(tls, allowTo(reader, "s3:GetObject", { Resource: objects })),
      policy(tls),
    ),
  },
  {
    name: "creates a private, encrypted and versioned bucket with all its companions",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html: public access block, encryption, versioning, TLS",
    why: "Nothing can reach it but the account's own roles.",
    plan: plan(...privateBucket(create, "archive", "lake-archive")),
  },
  {
    name: "creates a bucket without a public access block",
    verdict: "look closely",
    source: "checkov CKV2_AWS_6: a bucket has a public access block",
    why: "It differs from the private bucket in one missing companion.",
    plan: plan(
      ...privateBucket(create, "archive", "lake-archive").filter(
        ({ type }) => type !== "aws_s3_bucket_public_access_block",
      ),
    ),
  },
  {
    name: "makes a bucket a website",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html: a website needs public objects",
    why: "A website endpoint serves plain HTTP to everybody.",
    plan: plan(
      create("aws_s3_bucket_website_configuration.lake", {
        bucket: BUCKET,
        index_document: [{ suffix: "index.html" }],
      }),
    ),
  },
  {
    name: "lets an access point of a bucket serve another account",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html: access points have policies of their own",
    why: "The bucket is reachable by a second door.",
    plan: plan(
      create("aws_s3control_access_point_policy.partner", {
        access_point_arn: `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/partner`,
        policy: policy(
          allowTo({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, "s3:GetObject", {
            Resource: `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/partner/object/*`,
          }),
        ),
      }),
    ),
  },
  {
    name: "makes owners of uploaded objects decide who reads them",
    verdict: "look closely",
    source: "checkov CKV2_AWS_65: access control lists of buckets are disabled",
    why: "With ACLs on, a single upload can make an object public.",
    plan: plan(
      update(
        "aws_s3_bucket_ownership_controls.lake",
        { bucket: BUCKET, rule: [{ object_ownership: "BucketOwnerEnforced" }] },
        { rule: [{ object_ownership: "ObjectWriter" }] },
      ),
    ),
  },
  {
    name: "encrypts a bucket with S3's key instead of a key of its own",
    verdict: "look closely",
    source: "checkov CKV_AWS_145: buckets are encrypted with a KMS key",
    why: "Who may read objects no longer needs the key, and its use is in no trail.",
    plan: plan(
      update(
        "aws_s3_bucket_server_side_encryption_configuration.lake",
        {
          bucket: BUCKET,
          rule: [
            {
              bucket_key_enabled: true,
              apply_server_side_encryption_by_default: [
                {
                  sse_algorithm: "aws:kms",
                  kms_master_key_id: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
                },
              ],
            },
          ],
        },
        {
          rule: [
            {
              bucket_key_enabled: false,
              apply_server_side_encryption_by_default: [
                { sse_algorithm: "AES256", kms_master_key_id: null },
              ],
            },
          ],
        },
      ),
    ),
  },
];
