import { UserError } from "../../../errors/user-error";
import type { PriceTable } from "../price-table";
import { euWest1 } from "./eu-west-1";
import { usEast1 } from "./us-east-1";

/** One table for each region whose prices were written down. */
export const priceTables: readonly PriceTable[] = [usEast1, euWest1];

/** @throws UserError for a region without a table */
export function priceTableOf(region: string): PriceTable {
  const table = priceTables.find((each) => each.region === region);
  if (table !== undefined) return table;
  const known = priceTables.map((each) => each.region).join(", ");
  throw new UserError(
    `There are no prices for the region ${region}, only for ${known}.`,
    `Copy cli/cost/prices/us-east-1.ts to ${region}.ts, put that region's prices in and name it in index.ts; or see another region's with --region.`,
  );
}
