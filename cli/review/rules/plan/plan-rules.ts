import type { ReviewRule } from "../review-rule";
import { completenessRules } from "./completeness-rules";
import { executionRules } from "./execution-rules";
import { PLAN_ADDRESS } from "./plan-address";
import { stateRules } from "./state-rules";

const FORMAT = "https://developer.hashicorp.com/terraform/internals/json-format";

/** What a plan says about itself and about Terraform's state. */
export const planRules: readonly ReviewRule[] = [
  {
    id: "plan/refused",
    title: "Terraform refuses the plan",
    source:
      "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy",
    level: "look closely",
    find: ({ refused }) =>
      refused.map((address) => ({
        address,
        message: "is protected by prevent_destroy, for which Terraform refuses the plan",
      })),
  },
  {
    id: "plan/errored",
    title: "The plan is incomplete, since Terraform reported an error",
    source: FORMAT,
    level: "look closely",
    find: ({ plan, refused }) =>
      plan.errored === true && refused.length === 0
        ? [{ address: PLAN_ADDRESS, message: "is incomplete: Terraform reported an error" }]
        : [],
  },
  ...completenessRules,
  ...stateRules,
  ...executionRules,
];
