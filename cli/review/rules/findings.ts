import { plannedResources, priorResources } from "../../terraform/plan/plan-resources";
import { isRecord } from "../../../errors/is-record";
import type { TerraformPlan } from "../../terraform/plan/terraform-plan";
import { reshardingProblem, reshardings } from "../../deploy/resharding";
import { plannedPolicyViolations, priorPolicyViolations } from "./policy-rules";
import { resourceViolations } from "./resource-rules";
import type { RuleViolation } from "./rule-violation";

/** A rule violation of a plan. */
export interface Finding extends RuleViolation {
  /** Whether the plan introduces it; otherwise it is there already. */
  readonly isNew: boolean;
}

/** The rule violations of the planned resources, new ones first. */
export function findings(plan: TerraformPlan): Finding[] {
  // An imported resource exists already, but was never reviewed here.
  const imported = new Set(
    (plan.resource_changes ?? [])
      .filter(({ change }) => isRecord(change.importing))
      .map(({ address }) => address),
  );
  const before = new Set(
    [...resourceViolations(priorResources(plan)), ...priorPolicyViolations(plan)]
      .filter(({ address }) => !imported.has(address))
      .map(identity),
  );
  return [
    ...resourceViolations(plannedResources(plan)),
    ...plannedPolicyViolations(plan),
    ...reshardingViolations(plan),
  ]
    .map((violation) => ({ ...violation, isNew: !before.has(identity(violation)) }))
    .sort((a, b) => Number(b.isNew) - Number(a.isNew));
}

/** Changes of shard counts that AWS rejects, or may reject. */
function reshardingViolations(plan: TerraformPlan): RuleViolation[] {
  return reshardings(plan).flatMap((each) => {
    const what = reshardingProblem(each);
    return what === undefined ? [] : [{ address: each.address, what }];
  });
}

function identity({ address, what }: RuleViolation): string {
  return `${address} ${what}`;
}
