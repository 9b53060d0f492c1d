/** Whether a rule is the named one, or of the named family: `monitoring/*`. */
export function matchesRule(pattern: string, rule: string): boolean {
  return pattern.endsWith("/*") ? rule.startsWith(pattern.slice(0, -1)) : pattern === rule;
}
