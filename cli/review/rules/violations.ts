import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import type { ReviewedPlan } from "../plan/reviewed-plan";
import { isImported } from "../changes/change-kind";
import type { RuleMatch } from "./review-rule";

/** What a rule about resources, as opposed to changes, finds wrong in all resources of one moment. */
export type Violations = (resources: readonly TerraformResource[]) => readonly RuleMatch[];

/**
 * Violations after a plan is applied, those that were there before marked. An imported resource exists already, but was
 * never reviewed here: its violations are new.
 */
export function compareViolations(
  { plan }: Pick<ReviewedPlan, "plan">,
  prior: readonly RuleMatch[],
  planned: readonly RuleMatch[],
): RuleMatch[] {
  const imported = new Set(
    (plan.resource_changes ?? []).filter(isImported).map(({ address }) => address),
  );
  const before = new Set(prior.filter(({ address }) => !imported.has(address)).map(identity));
  return planned.map((match) => ({ ...match, isNew: !before.has(identity(match)) }));
}

function identity({ address, message }: RuleMatch): string {
  return `${address} ${message}`;
}
