import type { Finding } from "../rules/review-rule";
import { matchesRule } from "./rule-pattern";
import type { Severity, TeamPolicy, Waiver } from "./team-policy";

/** Findings after the team's decisions, and problems of these. */
export interface DecidedFindings {
  readonly findings: readonly Finding[];
  /** Each fails the review: a waiver that has expired, or that nothing needs. */
  readonly problems: readonly string[];
}

/**
 * Applies severities, then waivers. Of several severities that match, the last one holds.
 *
 * @param environment that is reviewed; without it, decisions for one environment don't apply
 * @param today in UTC, for example `2026-11-29`
 */
export function applyPolicy(
  findings: readonly Finding[],
  { waivers, severities }: TeamPolicy,
  environment: string | undefined,
  today: string,
): DecidedFindings {
  const applies = (decision: Waiver | Severity) =>
    decision.environment === undefined || decision.environment === environment;
  const levels = severities.filter(applies);
  const accepted = waivers.filter(applies);
  const valid = accepted.filter(({ expires }) => expires >= today);
  const decided = findings.map((finding) => {
    const level = levels.findLast(({ rule }) => matchesRule(rule, finding.rule))?.level;
    const waiver = valid.find((each) => waives(each, finding));
    return {
      ...finding,
      ...(level === undefined ? {} : { level }),
      ...(waiver === undefined ? {} : { waiver }),
    };
  });
  return {
    findings: decided,
    problems: [
      ...accepted
        .filter(({ expires }) => expires < today)
        .map((each) => `${nameOf(each)} expired on ${each.expires}`),
      ...valid
        .filter((each) => !findings.some((finding) => waives(each, finding)))
        .map((each) => `${nameOf(each)} is unused: the rule finds nothing there`),
    ],
  };
}

function waives({ rule, resource }: Waiver, finding: Finding): boolean {
  return rule === finding.rule && resource === finding.address;
}

function nameOf({ rule, resource, owner }: Waiver): string {
  return `the waiver of ${rule} for ${resource} (owner: ${owner})`;
}
