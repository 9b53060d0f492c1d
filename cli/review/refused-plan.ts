import { UserError } from "../../errors/user-error";
import { untaintCommands } from "../terraform/keep-incomplete";
import { TerraformError } from "../terraform/run-terraform";
import type { PlanReview } from "./plan-review";

/** A plan that Terraform refuses, since it would destroy what `prevent_destroy` protects. It can be shown, not applied. */
export interface RefusedPlan {
  /** Addresses of the protected resources. */
  readonly addresses: readonly string[];
  /** Terraform's other errors. */
  readonly otherErrors: readonly string[];
}

/**
 * Terraform's error, one for each resource.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
const REFUSAL = /Instance cannot be destroyed: Resource (\S+) has lifecycle\.prevent_destroy set/;

/** What `prevent_destroy` has to do with an error of a plan; undefined if it is not the cause. */
export function refusedPlan(error: unknown): RefusedPlan | undefined {
  if (!(error instanceof TerraformError)) return undefined;
  const found = error.diagnostics.map((each) => ({ each, address: REFUSAL.exec(each)?.[1] }));
  const addresses = [...new Set(found.flatMap(({ address }) => address ?? []))];
  if (addresses.length === 0) return undefined;
  const others = found.filter(({ address }) => address === undefined);
  return { addresses, otherErrors: others.map(({ each }) => each) };
}

/** The error after the report of a refused plan. Terraform's own advice, to disable `prevent_destroy`, loses the data. */
export function refusedPlanError(
  environmentName: string,
  { addresses, otherErrors }: RefusedPlan,
  { resources }: Pick<PlanReview, "resources">,
): UserError {
  const tainted = new Set(resources.filter((each) => each.incomplete).map((each) => each.address));
  const incomplete = addresses.filter((address) => tainted.has(address));
  const why = (address: string) =>
    tainted.has(address)
      ? `  ${address}: an earlier apply failed before it had finished it, and marked it as tainted.`
      : `  ${address}: the configuration removes it, or changes what can't be changed in place.`;
  return new UserError(
    [
      `Terraform refuses the plan of ${environmentName}: it would destroy what prevent_destroy protects.`,
      ...addresses.map(why),
      ...otherErrors.map((each) => `  ${each}`),
    ],
    incomplete.length > 0
      ? `Keep it, then plan again: ${untaintCommands(incomplete, environmentName).join(" && ")}`
      : "Undo that change; docs/security/data-protection.md shows how to destroy data on purpose.",
  );
}
