import { UserError } from "../../../errors/user-error";
import type { PriceName } from "./price-list";
import { dollarsFor } from "./price-table";
import type { PriceTable } from "./price-table";
import { euWest1 } from "./eu-west-1";
import { usEast1 } from "./us-east-1";

/** One table per supported region. */
export const priceTables: readonly PriceTable[] = [usEast1, euWest1];

/** @throws UserError for an unsupported region */
export function priceTableOf(region: string): PriceTable {
  const table = priceTables.find((each) => each.region === region);
  if (table !== undefined) return table;
  const known = priceTables.map((each) => each.region).join(", ");
  throw new UserError(
    `There are no prices for the region ${region}. Supported regions: ${known}.`,
    `Copy cli/cost/prices/us-east-1.ts to ${region}.ts, enter that region's prices and add it to index.ts; or use the prices of another region with --region.`,
  );
}

/**
 * Cents that an amount costs a month, by a single price.
 *
 * @param amount in the units of the price
 * @returns undefined for a region without prices
 */
export function monthlyCents(region: string, price: PriceName, amount: number): number | undefined {
  const prices = priceTables.find((each) => each.region === region)?.prices;
  return prices && 100 * dollarsFor(prices[price], amount);
}
