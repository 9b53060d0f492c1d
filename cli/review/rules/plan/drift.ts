import { attributeKnowledge } from "../../knowledge/known-types";
import { changedPaths } from "../../plan/changed-paths";
import { configuredExpressions } from "../../plan/configured-expressions";
import type { TerraformPlan } from "../../../terraform/plan/terraform-plan";

/** A resource that something else than Terraform has changed. */
export interface Drift {
  readonly address: string;
  /** Whether it no longer exists. */
  readonly isGone: boolean;
  /** Changed arguments. */
  readonly paths: readonly string[];
  /** Changed arguments that are not harmless. */
  readonly notable: readonly string[];
}

/** Resources changed outside of Terraform, by their configured arguments: the provider computes the others. */
export function driftOf(plan: TerraformPlan): Drift[] {
  return (plan.resource_drift ?? []).flatMap(({ address, type, change }) => {
    if (change.actions.join() === "no-op") return [];
    const expressions = configuredExpressions(plan, address);
    const paths = changedPaths(change).filter(
      (path) => expressions === undefined || (path.split(".")[0] ?? "") in expressions,
    );
    const isGone = change.after === null;
    if (!isGone && paths.length === 0) return [];
    const notable = paths.filter((path) => attributeKnowledge(type, path).kind !== "harmless");
    return [{ address, isGone, paths, notable }];
  });
}
