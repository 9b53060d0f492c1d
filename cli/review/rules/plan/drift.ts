import { attributeKnowledge } from "../../knowledge/known-types";
import { changedPaths } from "../../plan/changed-paths";
import { configuredExpressions } from "../../plan/configured-expressions";
import { isRecord } from "../../../../errors/is-record";
import type { TerraformPlan, Values } from "../../../terraform/plan/terraform-plan";
import { isMaintainedByCrawlers } from "../delivery/table-parameters";

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

/**
 * Resources changed outside of Terraform, by their configured arguments: the provider computes the others. What crawlers
 * write into their tables is no drift, and neither is the zero that the provider reads for what nobody has set.
 */
export function driftOf(plan: TerraformPlan): Drift[] {
  return (plan.resource_drift ?? []).flatMap(({ address, type, change }) => {
    if (change.actions.join() === "no-op") return [];
    const expressions = configuredExpressions(plan, address);
    const compared = {
      ...change,
      before: withoutZeros(change.before),
      after: withoutZeros(change.after),
    };
    const paths = changedPaths(compared)
      .filter((path) => expressions === undefined || (path.split(".")[0] ?? "") in expressions)
      .filter((path) => type !== "aws_glue_catalog_table" || !isMaintainedByCrawlers(path));
    const isGone = change.after === null;
    if (!isGone && paths.length === 0) return [];
    const notable = paths.filter((path) => attributeKnowledge(type, path).kind !== "harmless");
    return [{ address, isGone, paths, notable }];
  });
}

/** Values with nothing in the place of zeros, so that the two are the same. */
function withoutZeros(values: Values | null): Values | null {
  // What it returns for an object is an object.
  return values === null ? null : (withoutZero(values) as Values);
}

function withoutZero(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZero);
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, withoutZero(each)]),
    );
  }
  return value === 0 || value === false || value === "" ? null : value;
}
