import type { ReviewRule } from "../../cli/review/rules/review-rule";

/** Buckets of a platform belong to somebody: each has a tag `Owner`. */
const ownerTag: ReviewRule = {
  id: "team/owner-tag",
  title: "A bucket has no owner",
  source:
    "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  level: "look closely",
  find: ({ changes }) =>
    changes
      .filter(({ type, after }) => type === "aws_s3_bucket" && after !== null && !hasOwner(after))
      .map(({ address }) => ({ address, message: "has no tag Owner" })),
};

function hasOwner({ tags }: Readonly<Record<string, unknown>>): boolean {
  return typeof tags === "object" && tags !== null && "Owner" in tags;
}

export default ownerTag;
