import { priceList } from "./price-list";
import type { PriceName } from "./price-list";

/** One tier of a price. */
export interface PriceTier {
  /** Upper bound of the tier in units per month. @default - unbounded */
  readonly upTo?: number;
  /** US dollars per unit. */
  readonly dollars: number;
}

/** The price of one unit. */
export interface Price {
  /** The unit as AWS's price list names it. */
  readonly unit: string;
  /** Tiers in the order of their bounds; a single tier for a flat price. */
  readonly tiers: readonly PriceTier[];
  /** AWS pricing page. */
  readonly source: string;
}

/** List prices of one region, without free tiers, discounts and taxes. */
export interface PriceTable {
  readonly region: string;
  /** Date of the price list, as `yyyy-mm-dd`. */
  readonly date: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
  /** Prices that were not confirmed by a second source. */
  readonly unconfirmed: readonly PriceName[];
}

/** Prices of one region in dollars: flat, or in tiers. */
export interface RegionPrices {
  readonly region: string;
  readonly date: string;
  readonly dollars: Readonly<Record<PriceName, number | readonly PriceTier[]>>;
  readonly unconfirmed?: readonly PriceName[];
}

/** Combines a region's prices with the units and sources that all regions share. */
export function definePriceTable(props: RegionPrices): PriceTable {
  const { region, date, dollars, unconfirmed = [] } = props;
  const entries = Object.entries(priceList).map(([name, { unit, source }]) => {
    // The keys of priceList are PriceName by definition.
    const amount = dollars[name as PriceName];
    const tiers = typeof amount === "number" ? [{ dollars: amount }] : amount;
    return [name, { unit, source, tiers }] as const;
  });
  // Every name of the list was just mapped.
  const prices = Object.fromEntries(entries) as Record<PriceName, Price>;
  return { region, date, prices, unconfirmed };
}

/** Dollars for a quantity, tier by tier. */
export function dollarsFor({ tiers }: Price, quantity: number): number {
  let from = 0;
  let dollars = 0;
  for (const tier of tiers) {
    const to = Math.min(quantity, tier.upTo ?? Infinity);
    if (to <= from) break;
    dollars += (to - from) * tier.dollars;
    from = to;
  }
  return dollars;
}
