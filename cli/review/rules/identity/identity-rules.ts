import { isIdentityPolicy } from "../../policies/policy-arguments";
import type { ReviewRule } from "../review-rule";

/** What lets an identity do more, or lets others become it. */
export const identityRules: readonly ReviewRule[] = [
  {
    id: "identity/widened-policy",
    title: "A policy of an identity allows more than before",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    level: "look closely",
    find: ({ policies }) =>
      policies
        .filter(({ type, widens }) => widens && isIdentityPolicy(type))
        .map(({ address }) => ({ address, message: "allows more than before" })),
  },
];
