import { deniesPlainHttp } from "../../policies/condition-coverage";
import type { ReviewRule } from "../review-rule";
import { policyRule } from "../policy-rule";

/** Rules about the policy of every bucket, changed or not. */
export const policyRules: readonly ReviewRule[] = [
  policyRule(
    {
      id: "project/plain-http",
      title: "The policy of a bucket does not deny plain HTTP",
      source:
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html (enforce encryption of data in transit)",
    },
    ["resource"],
    ({ type, statements }) =>
      type === "aws_s3_bucket_policy" && statements.length > 0 && !statements.some(deniesPlainHttp)
        ? ["does not deny plain HTTP"]
        : [],
  ),
];
