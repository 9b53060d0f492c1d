import path from "node:path";
import { reviewRules } from "../rules/review-rules";
import type { Finding, ReviewRule } from "../rules/review-rule";
import { applyPolicy } from "./apply-policy";
import type { DecidedFindings } from "./apply-policy";
import { CONFTEST_RULE, readConftestResults } from "./conftest-results";
import { readTeamPolicy } from "./team-policy";
import { teamRules } from "./team-rules";

/** What a team adds to the review. */
export interface TeamReview {
  readonly rules: readonly ReviewRule[];
  /** Results of other tools. */
  readonly findings: readonly Finding[];
  /** Applies the team's severities and waivers. */
  readonly decide: (findings: readonly Finding[]) => DecidedFindings;
}

/** Nothing of a team. */
export const noTeam: TeamReview = {
  rules: [],
  findings: [],
  decide: (findings) => ({ findings, problems: [] }),
};

/** Where a team's part of the review is. */
export interface TeamReviewProps {
  /** The folder `review-rules/` of the project. */
  readonly folder: string;
  /** Names of all environments. */
  readonly environments: readonly string[];
  /** The environment that is reviewed. @default - unknown, so that decisions for one environment don't apply */
  readonly environment?: string | undefined;
  /** File with the results of conftest on the same plan. @default - none */
  readonly conftest?: string | undefined;
  /** @default - today */
  readonly now?: Date;
}

/**
 * Reads a team's rules, decisions, and results of policies in Rego.
 *
 * @throws UserError for anything in them that is wrong
 */
export async function readTeamReview(props: TeamReviewProps): Promise<TeamReview> {
  const { folder, environments, environment, conftest, now = new Date() } = props;
  const rules = teamRules(folder);
  const known = [...reviewRules, ...rules].map(({ id }) => id);
  const name = `${path.basename(folder)}/policy.json`;
  const policy = readTeamPolicy(path.join(folder, "policy.json"), name, {
    rules: [...known, CONFTEST_RULE],
    environments,
  });
  const today = now.toISOString().slice(0, "2026-11-29".length);
  return {
    rules,
    findings: conftest === undefined ? [] : await readConftestResults(conftest),
    decide: (findings) => applyPolicy(findings, policy, environment, today),
  };
}
