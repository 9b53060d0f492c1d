import { readReviewedPlan } from "../../../../cli/review/plan/reviewed-plan";
import { findings } from "../../../../cli/review/rules/findings";
import type { Finding, ReviewRule } from "../../../../cli/review/rules/review-rule";
import { reviewRules } from "../../../../cli/review/rules/review-rules";
import type { PlannedChange, Values } from "../../../../cli/terraform/plan/terraform-plan";
import { planWith } from "./plans";

/** A change of one resource: what a test gives of it. */
export interface TestChange {
  /** Type of the resource. */
  readonly type: string;
  /** Null for a creation. */
  readonly before: Values | null;
  /** Null for a deletion. */
  readonly after: Values | null;
  readonly rest?: Partial<PlannedChange>;
}

/** Findings of the review in a plan with one change. */
export function findingsOf(
  { type, before, after, rest = {} }: TestChange,
  rules: readonly ReviewRule[] = reviewRules,
): Finding[] {
  const actions =
    before === null
      ? ["create" as const]
      : after === null
        ? ["delete" as const]
        : ["update" as const];
  const plan = planWith({ [`${type}.it`]: { actions, before, after, ...rest } });
  return findings(readReviewedPlan(plan), rules);
}

/** Ids of the rules of a family, of which each needs a case. */
export function rulesOf(family: string): string[] {
  return reviewRules.map(({ id }) => id).filter((id) => id.startsWith(`${family}/`));
}
