import type { ReviewedPlan } from "../plan/reviewed-plan";
import { reviewRules } from "./review-rules";
import { counts, findingLevels } from "./review-rule";
import type { Finding, ReviewRule, RuleMatch } from "./review-rule";

const severities: readonly Finding["level"][] = [...findingLevels, "note"];

/** What rules find in a plan. */
export function findings(
  plan: ReviewedPlan,
  rules: readonly ReviewRule[] = reviewRules,
): Finding[] {
  return rules.flatMap((rule) => [...rule.find(plan)].map((match) => findingOf(rule, match)));
}

/** Findings that count first, and the most severe first. */
export function worstFirst(found: readonly Finding[]): Finding[] {
  const rank = (finding: Finding) => (counts(finding) ? 0 : finding.isNew ? 1 : 2);
  return [...found].sort(
    (a, b) => rank(a) - rank(b) || severities.indexOf(a.level) - severities.indexOf(b.level),
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
