import { usageDefaults } from "../cost/usage";
import type { Usage } from "../cost/usage";
import type { TerraformPlan } from "../terraform/plan/terraform-plan";
import type { CostChange } from "./changes/cost-change";
import { driftOf } from "./rules/plan/drift";
import { findings, worstFirst } from "./rules/findings";
import { reviewRules } from "./rules/review-rules";
import { noTeam } from "./team/team-review";
import type { TeamReview } from "./team/team-review";
import type { Finding, RuleDescription } from "./rules/review-rule";
import { readReviewedPlan } from "./plan/reviewed-plan";
import { sameValue } from "./changes/same-value";
import { findingsWithoutSecrets } from "./sensitive/findings-without-secrets";
import { maskPlan } from "./sensitive/mask-plan";
import { pipelineParts } from "./changes/pipeline-part";
import type { PipelinePart } from "./changes/pipeline-part";
import type { PolicyChange } from "./policies/policy-changes";
import { reviewResources } from "./changes/resource-review";
import type { ReviewedResource } from "./changes/resource-review";
import type { ChangeKind } from "./changes/change-kind";
import type { TableChange } from "./changes/table-changes";
import { verdictOf } from "./verdict";
import type { Verdict } from "./verdict";

/** Number of resources of a pipeline part that a plan changes, by kind of change. */
export interface PartCounts {
  readonly part: PipelinePart;
  readonly counts: Partial<Record<ChangeKind, number>>;
}

/** What a reviewer needs to know about a plan before it is applied. */
export interface PlanReview {
  readonly verdict: Verdict;
  /** Protected resources that the plan would destroy, for which Terraform refuses it. */
  readonly refused: readonly string[];
  readonly parts: readonly PartCounts[];
  readonly resources: readonly ReviewedResource[];
  readonly policies: readonly PolicyChange[];
  readonly tables: readonly TableChange[];
  readonly findings: readonly Finding[];
  /** The rules that were applied, those of the team after those of the review. */
  readonly rules: readonly RuleDescription[];
  /** Problems of the team's waivers; each fails the review. */
  readonly policyProblems: readonly string[];
  /** Resources that were changed outside of Terraform. */
  readonly drifted: readonly string[];
  /** Absent where the region is unknown or has no prices, or where sensitive values decide about it. */
  readonly cost?: CostChange;
  readonly usage: Usage;
}

/**
 * Reviews a plan.
 *
 * @param refused protected resources for which Terraform refuses the plan; the plan itself does not name them
 * @param team @default - no rules, findings and decisions of a team
 */
export function reviewPlan(
  plan: TerraformPlan,
  usage: Usage = usageDefaults,
  refused: readonly string[] = [],
  team: TeamReview = noTeam,
): PlanReview {
  // Rules judge the plan as it is. Everything that is shown is read from a plan without sensitive values.
  const judged = readReviewedPlan(plan, usage, refused);
  const masked = maskPlan(plan);
  const shown = readReviewedPlan(masked.plan, usage, refused);
  const rules = [...reviewRules, ...team.rules];
  const own = findingsWithoutSecrets(findings(judged, rules), findings(shown, rules), masked);
  // A policy engine has read the plan with its sensitive values.
  const others = team.findings.map((each) => ({ ...each, message: masked.maskText(each.message) }));
  const decided = team.decide([...own, ...others]);
  const found = worstFirst(decided.findings);
  const resources = reviewResources(masked.plan);
  const cost = sameValue(judged.cost, shown.cost) ? shown.cost : undefined;
  return {
    verdict: verdictOf(found, resources.length > 0 || changesOutputs(plan)),
    refused,
    parts: countByPart(resources),
    resources,
    policies: withEffect(shown.policies, judged.policies),
    tables: shown.tables,
    findings: found,
    rules: rules.map(({ id, title, source, level }) => ({ id, title, source, level })),
    policyProblems: decided.problems,
    drifted: driftOf(masked.plan).map(({ address }) => address),
    ...(cost === undefined ? {} : { cost }),
    usage,
  };
}

/** Policies as they can be shown, with the effect of those that can't be. */
function withEffect(
  shown: readonly PolicyChange[],
  judged: readonly PolicyChange[],
): PolicyChange[] {
  const widening = new Set(judged.filter(({ widens }) => widens).map(policyName));
  return shown.map((each) =>
    each.hidden ? { ...each, widens: widening.has(policyName(each)) } : each,
  );
}

function policyName({ address, argument }: PolicyChange): string {
  return `${address}.${argument}`;
}

function changesOutputs({ output_changes = {} }: TerraformPlan): boolean {
  return Object.values(output_changes).some(({ actions }) => actions.join() !== "no-op");
}

function countByPart(resources: readonly ReviewedResource[]): PartCounts[] {
  return pipelineParts.flatMap((part) => {
    const counts: Partial<Record<ChangeKind, number>> = {};
    for (const { kind } of resources.filter((each) => each.part === part)) {
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return Object.keys(counts).length === 0 ? [] : [{ part, counts }];
  });
}
