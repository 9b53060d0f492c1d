import { countOf } from "../../terminal/count-of";
import type { PlanReview } from "../plan-review";
import { exitCodeOf } from "../verdict";
import { counts } from "../rules/review-rule";
import type { Finding } from "../rules/review-rule";

/** How Terraform Cloud colors a tag. */
type TagLevel = "none" | "info" | "warning" | "error";

interface Tag {
  readonly label: string;
  readonly level: TagLevel;
}

interface Outcome {
  readonly type: "task-result-outcomes";
  readonly attributes: {
    readonly "outcome-id": string;
    /** One line. */
    readonly description: string;
    /** Markdown. */
    readonly body: string;
    readonly tags: Readonly<Record<string, readonly Tag[]>>;
  };
}

/**
 * What a run task answers.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#run-task-callback
 */
export interface TaskResult {
  readonly data: {
    readonly type: "task-results";
    readonly attributes: {
      readonly status: "running" | "passed" | "failed";
      readonly message: string;
    };
    readonly relationships?: { readonly outcomes: { readonly data: readonly Outcome[] } };
  };
}

/** The page of a run shows a list; beyond this only the report has the others. */
const MAX_FINDINGS = 100;

/** A result without outcomes: of a task that is running, or of a plan that could not be reviewed. */
export function plainResult(status: "running" | "failed", message: string): TaskResult {
  return { data: { type: "task-results", attributes: { status, message } } };
}

/**
 * The verdict as a result: failed if a second person should review the plan.
 *
 * @param report in Markdown, the body of the first outcome; its limit is far below the 1 MB that Terraform Cloud recommends
 * @param acceptsOutcomes without it, Terraform Cloud gets the status and one line
 */
export function taskResult(
  { verdict, findings }: PlanReview,
  report: string,
  acceptsOutcomes: boolean,
): TaskResult {
  const counted = findings.filter(counts);
  const status = exitCodeOf(verdict) === 3 ? "failed" : "passed";
  const message =
    counted.length === 0
      ? verdict.level
      : `${verdict.level}: ${countOf(counted.length, "finding")}`;
  const outcomes = [
    outcome("review", `Review: ${verdict.level}`, report, statusTag(status)),
    ...counted.slice(0, MAX_FINDINGS).map(findingOutcome),
  ];
  return {
    data: {
      type: "task-results",
      attributes: { status, message },
      ...(acceptsOutcomes ? { relationships: { outcomes: { data: outcomes } } } : {}),
    },
  };
}

function findingOutcome({ rule, title, address, level, message }: Finding): Outcome {
  const severe = level === "destroys data";
  return outcome(rule, `${address} ${message}`, title, {
    Severity: [{ label: level, level: severe ? "error" : "warning" }],
  });
}

function statusTag(status: "passed" | "failed"): Outcome["attributes"]["tags"] {
  return { Status: [{ label: status, level: status === "passed" ? "info" : "error" }] };
}

function outcome(
  id: string,
  description: string,
  body: string,
  tags: Outcome["attributes"]["tags"],
): Outcome {
  return {
    type: "task-result-outcomes",
    attributes: { "outcome-id": id, description, body, tags },
  };
}
