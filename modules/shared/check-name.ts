import { nameProblem, ruleInWords } from "../../model/naming/name-rules";
import type { NameRule } from "../../model/naming/name-rules";

/** What a service refuses of a name, as a line. */
export function checkName(rule: NameRule, name: string): string[] {
  const fault = nameProblem(rule, name);
  if (fault === undefined) return [];
  return [
    `The name of the ${rule.what} ${fault}: received "${name}", allowed is ${ruleInWords(rule)}.`,
  ];
}
