import type { PlanReview } from "../plan-review";
import type { CloudRun } from "../terraform-cloud/run";
import { exitCodeOf } from "../verdict";

/**
 * The report that `--json` prints, as `docs/schemas/review-report.v1.json` describes it. A field is added with the same
 * version; one that is removed, renamed or changes its meaning makes a new one.
 */
export interface ReviewReport extends PlanReview {
  readonly schemaVersion: 1;
  /** First line of the report. */
  readonly title: string;
  /** With which `--exit-code` ends. */
  readonly exitCode: 0 | 2 | 3;
  /** Roles that the plan changes and that the workflows' role has no permission to change. */
  readonly rolesForbiddenToWorkflows: readonly string[];
  /** Run of Terraform Cloud that made the plan. @default - none */
  readonly run?: CloudRun;
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
    rolesForbiddenToWorkflows,
    ...(run === undefined ? {} : { run }),
  };
}
