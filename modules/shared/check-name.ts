import { nameProblem, describeRule } from "../../model/naming/name-rules";
import type { NameRule } from "../../model/naming/name-rules";

/** What a service refuses of a name, as a line. */
export function checkName(rule: NameRule, name: string): string[] {
  const problem = nameProblem(rule, name);
  if (problem === undefined) return [];
  return [
    `The name of the ${rule.what} ${problem}: received "${name}", allowed is ${describeRule(rule)}.`,
  ];
}
