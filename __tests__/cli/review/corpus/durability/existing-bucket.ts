import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { create } from "../support/plan-changes";

const VERSIONS =
  "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html: a suspended bucket keeps no new versions";

/** Plans with new settings of buckets that exist. */
export const existingBucket: readonly CorpusCase[] = [
  {
    name: "suspends the versions of a bucket of another plan",
    verdict: "look closely",
    source: VERSIONS,
    why: "What is overwritten from now on is gone.",
    plan: plan(
      create("aws_s3_bucket_versioning.lake", {
        bucket: "company-lake",
        versioning_configuration: [{ status: "Suspended" }],
      }),
    ),
  },
  {
    name: "keeps the versions of a bucket of another plan",
    verdict: "safe",
    source: VERSIONS,
    why: "Nothing is lost by keeping versions.",
    plan: plan(
      create("aws_s3_bucket_versioning.lake", {
        bucket: "company-lake",
        versioning_configuration: [{ status: "Enabled" }],
      }),
    ),
  },
  {
    name: "gives a bucket of another plan notifications",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html: the operation replaces the existing configuration",
    why: "Notifications that somebody else has set end without a word.",
    plan: plan(
      create("aws_s3_bucket_notification.lake", { bucket: "company-lake", eventbridge: true }),
    ),
  },
];
