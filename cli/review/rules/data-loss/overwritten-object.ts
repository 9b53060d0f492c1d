import { refersTo, resourcesOf } from "../../../terraform/plan/terraform-resource";
import type { ReviewedPlan } from "../../plan/reviewed-plan";
import { textsAt } from "../../plan/values-at";
import type { ReviewRule } from "../review-rule";

/** Arguments that say what an object contains. */
export const objectContent = [
  "content",
  "content_base64",
  "source",
  "source_hash",
  "etag",
  "key",
  "bucket",
  "copy_if_match",
] as const;

const OBJECT = /^aws_s3_(object|bucket_object|object_copy)$/;

/** Objects whose content a plan replaces, in a bucket that is not known to keep the old one. */
export const overwrittenObject: ReviewRule = {
  id: "data-loss/overwritten-object",
  title: "An object is overwritten, and its bucket is not known to keep versions",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  level: "look closely",
  find: (plan) =>
    plan.changes
      .filter(
        ({ type, kind, changedPaths, after }) =>
          OBJECT.test(type) &&
          kind === "update" &&
          changedPaths.some((path) => objectContent.some((name) => name === path)) &&
          !isVersioned(plan, after?.bucket),
      )
      .map(({ address }) => ({ address, message: "is overwritten; its old content is lost" })),
};

/** Whether the bucket was versioned before the plan, and is after it. */
function isVersioned({ planned, prior }: ReviewedPlan, bucket: unknown): boolean {
  if (typeof bucket !== "string") return false;
  return [prior, planned].every((resources) =>
    resourcesOf(resources, "aws_s3_bucket_versioning").some(({ values }) => {
      const named = String(values.bucket);
      const isOfBucket =
        named === bucket ||
        resourcesOf(resources, "aws_s3_bucket").some(
          (each) => refersTo(named, each) && refersTo(bucket, each),
        );
      return isOfBucket && textsAt(values, "versioning_configuration.status").includes("Enabled");
    }),
  );
}
