import type { ReviewedPlan } from "../plan/reviewed-plan";
import { reviewRules } from "./review-rules";
import type { Finding, FindingLevel, ReviewRule, RuleMatch } from "./review-rule";

const severities: readonly FindingLevel[] = ["destroys data", "look closely"];

/** What the rules find in a plan: new findings first, the most severe first. */
export function findings(
  plan: ReviewedPlan,
  rules: readonly ReviewRule[] = reviewRules,
): Finding[] {
  return rules
    .flatMap((rule) => [...rule.find(plan)].map((match) => findingOf(rule, match)))
    .sort(
      (a, b) =>
        Number(b.isNew) - Number(a.isNew) ||
        severities.indexOf(a.level) - severities.indexOf(b.level),
    );
}

function findingOf({ id, title, level }: ReviewRule, match: RuleMatch): Finding {
  return {
    rule: id,
    title,
    address: match.address,
    level: match.level ?? level,
    message: match.message,
    isNew: match.isNew ?? true,
  };
}
