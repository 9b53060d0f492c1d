import { ownAccounts } from "../plan/own-accounts";
import type { ReviewedPlan } from "../plan/reviewed-plan";
import { policyArgumentsOf } from "../policies/policy-arguments";
import type { PolicyKind } from "../policies/policy-arguments";
import { plannedStatements, statementsAt } from "../policies/planned-statements";
import type { PolicyHolder } from "../policies/planned-statements";
import type { PolicyStatement } from "../policies/policy-statement";
import { compareViolations } from "./violations";
import type { ReviewRule, RuleMatch } from "./review-rule";

/** A policy of one resource, before or after a plan. */
export interface ReviewedPolicy {
  readonly type: string;
  readonly kind: PolicyKind;
  readonly statements: readonly PolicyStatement[];
  /** Accounts that the plan is about; empty where no resource shows one. */
  readonly ownAccounts: ReadonlySet<string>;
}

/** Violations of one policy, as predicates. */
type PolicyViolations = (policy: ReviewedPolicy) => readonly string[];

/** A rule about every policy of some kinds, changed or not; what is violated before the plan does not count. */
export function policyRule(
  text: Pick<ReviewRule, "id" | "title" | "source">,
  kinds: readonly PolicyKind[],
  violations: PolicyViolations,
): ReviewRule {
  const judged: PolicyViolations = (policy) =>
    kinds.includes(policy.kind) ? violations(policy) : [];
  return {
    ...text,
    level: "look closely",
    find: (plan) =>
      compareViolations(plan, priorViolations(plan, judged), plannedViolations(plan, judged)),
  };
}

/** Violations of each statement that allows something. */
export function eachAllowed(
  violations: (
    statement: PolicyStatement,
    name: string,
    policy: ReviewedPolicy,
  ) => readonly string[],
): PolicyViolations {
  return (policy) =>
    policy.statements
      .filter(({ effect }) => effect === "Allow")
      .flatMap((statement) => violations(statement, nameOf(statement), policy));
}

function priorViolations(plan: ReviewedPlan, violations: PolicyViolations): RuleMatch[] {
  const accounts = ownAccounts(plan);
  return plan.prior.flatMap(({ address, type, values }) =>
    policyArgumentsOf(type).flatMap(({ argument, kind }) =>
      violations({
        type,
        kind,
        statements: statementsAt(values, argument),
        ownAccounts: accounts,
      }).map((message) => ({ address, message })),
    ),
  );
}

function plannedViolations(reviewed: ReviewedPlan, violations: PolicyViolations): RuleMatch[] {
  const { plan, planned } = reviewed;
  const accounts = ownAccounts(reviewed);
  const changed = new Map((plan.resource_changes ?? []).map((each) => [each.address, each]));
  return planned.flatMap(({ address, type, values }) => {
    // A fixture or a filtered plan may omit unchanged resources: then the planned values are the policy.
    const unchanged: PolicyHolder = {
      address,
      type,
      change: { actions: ["no-op"], before: values, after: values },
    };
    return policyArgumentsOf(type).flatMap(({ argument, kind }) => {
      const { statements } = plannedStatements(plan, changed.get(address) ?? unchanged, argument);
      return violations({ type, kind, statements, ownAccounts: accounts }).map((message) => ({
        address,
        message,
      }));
    });
  });
}

/** The name of a statement; whatever it has instead of the letters and digits that AWS accepts is left out. */
function nameOf({ sid }: PolicyStatement): string {
  const name = sid.replaceAll(/[^\w -]+/g, " ").trim();
  return name === "" ? "a statement" : name;
}
