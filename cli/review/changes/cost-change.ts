import { estimate } from "../../cost/estimate";
import { priceTables } from "../../cost/prices";
import type { Usage } from "../../cost/usage";
import { plannedResources, priorResources, regionOf } from "../../terraform/plan/plan-resources";
import type { TerraformPlan } from "../../terraform/plan/terraform-plan";

/** Cents per month before and after. */
export interface CostChange {
  readonly region: string;
  readonly pricesAsOf: string;
  readonly beforeCents: number;
  readonly afterCents: number;
  /** Addresses of resources whose cost is not included. */
  readonly unpriced: readonly string[];
}

/** How a plan changes the monthly cost; undefined where the region is unknown or has no prices. */
export function costChange(plan: TerraformPlan, usage: Usage): CostChange | undefined {
  const region = regionOf(plan);
  const prices = priceTables.find((each) => each.region === region);
  if (prices === undefined || plan.planned_values === undefined) return undefined;
  const before = estimate(priorResources(plan), usage, prices);
  const after = estimate(plannedResources(plan), usage, prices);
  return {
    region: prices.region,
    pricesAsOf: prices.date,
    beforeCents: before.totalCents,
    afterCents: after.totalCents,
    unpriced: after.unpriced.map(({ address }) => address),
  };
}
