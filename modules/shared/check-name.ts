import { nameProblem, describeRule } from "../../model/naming/name-rules";
import type { NameRule } from "../../model/naming/name-rules";

/** Violations of the rules for a name, one line each. */
export function checkName(rule: NameRule, name: string): string[] {
  const problem = nameProblem(rule, name);
  if (problem === undefined) return [];
  return [
    `The name of the ${rule.what} ${problem}: received "${name}", expected ${describeRule(rule)}.`,
  ];
}
