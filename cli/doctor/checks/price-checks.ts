import type { Environment } from "../../../model/environment/environment";
import { countOf } from "../../terminal/count-of";
import { dollars } from "../../cost/cost-line";
import { estimate } from "../../cost/estimate";
import { priceTableOf, priceTables } from "../../cost/prices";
import { usageDefaults } from "../../cost/usage";
import type { DeployedStacks } from "../../deployer-policy/deployed-stacks";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { checked, notChecked, ok } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";
import { expectedTime } from "../expected-time";

/** What a deployment costs, and how long the first one takes. */
export async function priceChecks(
  environment: Environment,
  stacks: () => Promise<DeployedStacks>,
): Promise<DoctorCheck[]> {
  const isLocal = environment.emulator !== undefined;
  return [await priceCheck(environment, stacks), ok("time", expectedTime(isLocal))];
}

async function priceCheck(
  environment: Environment,
  stacks: () => Promise<DeployedStacks>,
): Promise<DoctorCheck> {
  const { name, region, emulator } = environment;
  if (emulator !== undefined) return notChecked("price", "the embedded AWS costs nothing");
  if (priceTables.every((table) => table.region !== region)) {
    return notChecked(
      "price",
      `there are no prices for ${region}. By those of another region: npx lake cost --env ${name} --region ${priceTables[0]?.region}`,
    );
  }
  return checked("price", async () => priceOf((await stacks()).lake, environment));
}

/** The price of the resources of a stack, by the model and with the notes of `lake cost`. */
export function priceOf(
  resources: readonly TerraformResource[],
  { name, region }: Pick<Environment, "name" | "region">,
): DoctorCheck {
  const prices = priceTableOf(region);
  const { totalCents, notes } = estimate(resources, usageDefaults, prices);
  const idle = {
    ...usageDefaults,
    eventsPerSecond: 0,
    queriesPerDay: 0,
    unfilteredQueriesPerDay: 0,
  };
  const streams = resources.filter(({ type }) => type === "aws_kinesis_stream").length;
  return ok(
    "price",
    [
      `${dollars(totalCents)} a month with ${usageDefaults.eventsPerSecond} events a second into each of ${countOf(streams, "stream")}, ${dollars(estimate(resources, idle, prices).totalCents)} with none. Line by line: npx lake cost --env ${name}`,
      ...notes,
    ].join("\n"),
  );
}
