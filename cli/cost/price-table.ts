import { priceList } from "./price-list";
import type { PriceName } from "./price-list";

/** A step of a price that falls with the quantity. */
export interface PriceTier {
  /** Last unit of a month that costs this. @default - no last one */
  readonly upTo?: number;
  /** US dollars for one unit. */
  readonly dollars: number;
}

/** What AWS asks for one unit of something. */
export interface Price {
  /** The unit, in the words of AWS's price list. */
  readonly unit: string;
  /** Dollars from the first unit on, in rising steps; one step where the price never falls. */
  readonly tiers: readonly PriceTier[];
  /** AWS's page that has the price. */
  readonly source: string;
}

/** List prices of one region, without free tiers, discounts and taxes. */
export interface PriceTable {
  readonly region: string;
  /** Day on which the prices were written down, as `yyyy-mm-dd`. */
  readonly date: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
  /** Prices for which no second source was at hand when they were written down. */
  readonly unconfirmed: readonly PriceName[];
}

/** Dollars of one region: a number, or steps. */
export interface RegionPrices {
  readonly region: string;
  readonly date: string;
  readonly dollars: Readonly<Record<PriceName, number | readonly PriceTier[]>>;
  readonly unconfirmed?: readonly PriceName[];
}

/** Joins a region's dollars with the units and sources that all regions share. */
export function definePriceTable(props: RegionPrices): PriceTable {
  const { region, date, dollars, unconfirmed = [] } = props;
  const entries = Object.entries(priceList).map(([name, { unit, source }]) => {
    // The keys of an object are what its type says: the list is written out below.
    const amount = dollars[name as PriceName];
    const tiers = typeof amount === "number" ? [{ dollars: amount }] : amount;
    return [name, { unit, source, tiers }] as const;
  });
  // Every name of the list was just mapped.
  const prices = Object.fromEntries(entries) as Record<PriceName, Price>;
  return { region, date, prices, unconfirmed };
}

/** Dollars for a quantity, step by step. */
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
