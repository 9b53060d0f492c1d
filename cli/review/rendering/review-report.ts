import type { PlanReview } from "../plan-review";
import type { PolicyChange } from "../policies/policy-changes";
import { conditionTexts } from "../policies/policy-statement";
import type { ConditionTest, PolicyStatement } from "../policies/policy-statement";
import type { CloudRun } from "../terraform-cloud/run";
import { exitCodeOf } from "../verdict";

/**
 * The report that `--json` prints, as `docs/schemas/review-report.v1.json` describes it. A field is added with the same
 * version; one that is removed, renamed or changes its meaning makes a new one.
 */
export interface ReviewReport extends Omit<PlanReview, "policies"> {
  readonly schemaVersion: 1;
  /** First line of the report. */
  readonly title: string;
  /** What `--exit-code` makes of the verdict; a command that reports an error ends with 1 instead. */
  readonly exitCode: 0 | 2 | 3;
  readonly policies: readonly ReportedPolicy[];
  /** Roles that the plan changes and that the workflows' role has no permission to change. */
  readonly rolesForbiddenToWorkflows: readonly string[];
  /** Run of Terraform Cloud that made the plan. @default - none */
  readonly run?: CloudRun;
}

/** A change of a policy with its statements as the report has them. */
interface ReportedPolicy extends Omit<PolicyChange, "added" | "removed"> {
  readonly added: readonly ReportedStatement[];
  readonly removed: readonly ReportedStatement[];
}

/** A statement, its conditions also as texts, which spell the keys as the policy does. */
interface ReportedStatement extends Omit<PolicyStatement, "tests"> {
  readonly tests: readonly Omit<ConditionTest, "spelling">[];
  readonly conditions: readonly string[];
}

/** The report of a review for programs. */
export function reviewReport(
  review: PlanReview,
  title: string,
  rolesForbiddenToWorkflows: readonly string[],
  run?: CloudRun,
): ReviewReport {
  return {
    schemaVersion: 1,
    title,
    exitCode: exitCodeOf(review.verdict),
    ...review,
    policies: review.policies.map((each) => ({
      ...each,
      added: each.added.map(reportedStatement),
      removed: each.removed.map(reportedStatement),
    })),
    rolesForbiddenToWorkflows,
    ...(run === undefined ? {} : { run }),
  };
}

function reportedStatement(statement: PolicyStatement): ReportedStatement {
  return {
    ...statement,
    conditions: conditionTexts(statement),
    tests: statement.tests.map(({ test, key, values }) => ({ test, key, values })),
  };
}
