import { attributeKnowledge } from "../../knowledge/known-types";
import { withoutLastKey } from "../../../terraform/plan/resource-address";
import { referencedAddresses } from "../../plan/references";
import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { isUnknownAt, textsAt } from "../../plan/values-at";
import { policyArgumentsOf } from "../../policies/policy-arguments";
import { parsePolicyJson } from "../../policies/policy-statement";
import type { ReviewRule } from "../review-rule";

const SOURCE =
  "https://developer.hashicorp.com/terraform/internals/json-format#change-representation";

/** Values that nobody can judge before apply. */
export const unknownValueRules: readonly ReviewRule[] = [
  {
    id: "unknown/policy",
    title: "A policy is known only after apply",
    source: SOURCE,
    level: "look closely",
    find: ({ policies }) =>
      policies
        .filter(({ unknown, resolved }) => unknown && !resolved)
        .map(({ address, argument }) => ({
          address,
          message: `has a policy that is known only after apply: ${argument}`,
        })),
  },
  {
    id: "unknown/policy-text",
    title: "A policy is no policy document that the review can read",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    level: "look closely",
    find: ({ changes }) =>
      changes.flatMap(({ address, type, after, changedPaths }) =>
        policyArgumentsOf(type)
          .filter(({ argument }) => changedPaths.includes(argument))
          .filter(({ argument }) =>
            textsAt(after, argument).some((text) => parsePolicyJson(text) === undefined),
          )
          .map(({ argument }) => ({
            address,
            message: `has a policy that the review can't read: ${argument}`,
          })),
      ),
  },
  {
    id: "unknown/value",
    title: "An argument that matters gets a value that is known only after apply",
    source: SOURCE,
    level: "look closely",
    find: (plan) =>
      plan.changes
        .filter(({ kind }) => kind === "create" || kind === "update" || kind === "replace")
        .flatMap((change) => {
          const paths = change.changedPaths.filter(
            (path) =>
              isUnconfigured(change, path) ||
              (change.kind !== "create" && isUnknown(plan, change, path)),
          );
          return paths.length === 0
            ? []
            : [
                {
                  address: change.address,
                  message: `changes what is known only after apply: ${paths.join(", ")}`,
                },
              ];
        }),
  },
];

/**
 * Whether an argument is known only after apply, and not in the configuration: that is a `dynamic` block, which the
 * configuration of a plan lacks.
 */
function isUnconfigured({ expressions, unknown }: ReviewedChange, path: string): boolean {
  const [name = ""] = path.split(".");
  return expressions !== undefined && !(name in expressions) && isUnknownAt(unknown, path);
}

/** Whether rules judge an argument whose new value is unknown, and no reference leads to a resource that the plan shows. */
function isUnknown(plan: ReviewedPlan, change: ReviewedChange, path: string): boolean {
  if (
    !isUnknownAt(change.unknown, path) ||
    attributeKnowledge(change.type, path).kind !== "judged" ||
    policyArgumentsOf(change.type).some(({ argument }) => argument === path)
  ) {
    return false;
  }
  const referenced = referencedAddresses(change, path);
  const shown = new Set(plan.planned.map(({ address }) => withoutLastKey(address)));
  return referenced.length === 0 || !referenced.every((address) => shown.has(address));
}
