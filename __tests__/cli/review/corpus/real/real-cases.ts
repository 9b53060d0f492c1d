import { parsePlan } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase, CorpusFamily } from "../support/corpus-case";
import { SCENARIOS } from "./scenarios";
import { readPlans } from "./stored-plans";

/** The plans that Terraform made, by what they are about. */
export function realCases(): Partial<Record<CorpusFamily, readonly CorpusCase[]>> {
  return Object.fromEntries(
    Object.entries(SCENARIOS).map(([family, scenarios]) => {
      const plans = readPlans(family);
      return [
        family,
        scenarios.map(({ name, verdict, source, why }) => {
          const plan = plans.get(name);
          if (plan === undefined) {
            throw new Error(`No plan of "${name}". Make it: see real/make-plans.ts.`);
          }
          return { name, verdict, source, why, plan: parsePlan(JSON.stringify(plan), name) };
        }),
      ];
    }),
  );
}
