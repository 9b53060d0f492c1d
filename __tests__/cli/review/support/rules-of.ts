import { reviewPlan } from "../../../../cli/review/plan-review";
import type { PlannedChange, TerraformPlan } from "../../../../cli/terraform/plan/terraform-plan";
import { planWith } from "./plans";

/** Changes by address, shortened. */
export type Changes = Readonly<Record<string, Partial<PlannedChange>>>;

/** Ids of the rules that find something new in a plan of these changes. */
export function rulesOf(changes: Changes, rest: Partial<TerraformPlan> = {}): string[] {
  const found = reviewPlan(planWith(changes, rest)).findings.filter(({ isNew }) => isNew);
  return [...new Set(found.map(({ rule }) => rule))].sort();
}

/** A creation. */
export function created(after: object, after_unknown: unknown = {}): Partial<PlannedChange> {
  return { actions: ["create"], before: null, after: { ...after }, after_unknown };
}

/** An update. */
export function updated(before: object, after: object): Partial<PlannedChange> {
  return { actions: ["update"], before: { ...before }, after: { ...after } };
}

/** A policy document. */
export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
