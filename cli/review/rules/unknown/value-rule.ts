import type { ReviewRule } from "../review-rule";

/** A policy whose statements nobody can read before apply. */
export const unknownPolicyRule: ReviewRule = {
  id: "unknown/policy",
  title: "A policy is known only after apply",
  source: "https://developer.hashicorp.com/terraform/internals/json-format#change-representation",
  level: "look closely",
  find: ({ policies }) =>
    policies
      .filter(({ unknown, resolved }) => unknown && !resolved)
      .map(({ address, argument }) => ({
        address,
        message: `has a policy that is known only after apply: ${argument}`,
      })),
};
