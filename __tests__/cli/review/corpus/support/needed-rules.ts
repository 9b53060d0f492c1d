import { usageDefaults } from "../../../../../cli/cost/usage";
import { readReviewedPlan } from "../../../../../cli/review/plan/reviewed-plan";
import { findings } from "../../../../../cli/review/rules/findings";
import type { Finding } from "../../../../../cli/review/rules/review-rule";
import { verdictOf } from "../../../../../cli/review/verdict";
import { LEVELS } from "./corpus-case";
import type { CorpusCase } from "./corpus-case";

/** Of a rule, the cases in which it finds something, and those that are judged too mildly without it. */
export interface RuleCases {
  readonly found: readonly string[];
  readonly needed: readonly string[];
}

/** What each rule contributes to the verdicts of cases, by its id. */
export function ruleCases(cases: readonly CorpusCase[]): ReadonlyMap<string, RuleCases> {
  const byRule = new Map<string, { found: string[]; needed: string[] }>();
  for (const { name, verdict, plan, refused } of cases) {
    const counted = findings(readReviewedPlan(plan, usageDefaults, refused)).filter(
      ({ isNew }) => isNew,
    );
    for (const rule of new Set(counted.map((each) => each.rule))) {
      const entry = byRule.get(rule) ?? { found: [], needed: [] };
      byRule.set(rule, entry);
      entry.found.push(name);
      const rest = counted.filter((each) => each.rule !== rule);
      if (isMilder(rest, verdict)) entry.needed.push(name);
    }
  }
  return byRule;
}

function isMilder(found: readonly Finding[], verdict: CorpusCase["verdict"]): boolean {
  return LEVELS.indexOf(verdictOf(found, true).level) < LEVELS.indexOf(verdict);
}
