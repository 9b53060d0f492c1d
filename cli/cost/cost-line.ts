import { dollarsFor } from "./prices/price-table";
import type { Price, PriceTable } from "./prices/price-table";
import type { PriceName } from "./prices/price-list";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import type { Usage } from "./usage";

/** One line of an estimate. */
export interface CostLine {
  readonly service: string;
  /** Terraform address of the resource that is charged. */
  readonly resource: string;
  /** The charge, for example `PUT requests`. */
  readonly what: string;
  /** How the amount is calculated, with numbers and units. */
  readonly formula: string;
  /** Whole US cents a month. */
  readonly cents: number;
  /** AWS pricing page. */
  readonly source: string;
  /** Whether the price is confirmed by a second source. */
  readonly confirmed: boolean;
}

/** One factor of a formula. */
export interface Factor {
  readonly value: number;
  readonly unit: string;
  readonly divides?: boolean;
}

/** Input of an estimate. */
export interface CostContext {
  readonly resources: readonly TerraformResource[];
  readonly usage: Usage;
  readonly prices: PriceTable;
  /** When the estimate is made. */
  readonly now: Date;
}

/** A factor that multiplies. */
export function times(value: number, unit: string): Factor {
  return { value, unit };
}

/** A factor that multiplies by a count, with its unit in singular or plural. */
export function count(value: number, thing: string): Factor {
  return { value, unit: value === 1 ? thing : `${thing}s` };
}

/** A factor that divides. */
export function over(value: number, unit: string): Factor {
  return { value, unit, divides: true };
}

/** A line of an estimate; its amount is the product of its factors and the price. */
export function costLine(
  { prices }: Pick<CostContext, "prices">,
  line: Pick<CostLine, "service" | "resource" | "what"> & {
    readonly factors: readonly Factor[];
    readonly price: PriceName;
  },
): CostLine {
  const { service, resource, what, factors } = line;
  const price = prices.prices[line.price];
  const quantity = factors.reduce(
    (product, { value, divides }) => (divides === true ? product / value : product * value),
    1,
  );
  return {
    service,
    resource,
    what,
    formula: renderFormula(factors, quantity, price),
    cents: wholeCents(dollarsFor(price, quantity)),
    source: price.source,
    confirmed: !prices.unconfirmed.includes(line.price),
  };
}

// Creating a formatter takes longer than calculating a line.
const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const large = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const exact = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

/** Dollars and cents, for example `$1,234.50`. */
export function dollars(cents: number): string {
  return money.format(cents / 100);
}

/** A number with its significant digits and thousands separators. */
export function number(value: number): string {
  return (Math.abs(value) >= 1 ? large : small).format(value);
}

/** Rounds to cents; anything below one cent counts as one, so that no cost shows as zero. */
function wholeCents(amount: number): number {
  return amount > 0 ? Math.max(1, Math.round(amount * 100)) : 0;
}

function renderFormula(factors: readonly Factor[], quantity: number, price: Price): string {
  const product = factors
    .map(({ value, unit, divides }, index) => {
      const sign = index === 0 ? "" : divides === true ? " ÷ " : " × ";
      return `${sign}${number(value)}${unit === "" ? "" : ` ${unit}`}`;
    })
    .join("");
  const [first] = price.tiers;
  const each = `$${exact.format(first?.dollars ?? 0)} per ${price.unit}`;
  const total = factors.length === 1 ? product : `${product} = ${number(quantity)}`;
  const steps = price.tiers.filter(
    (_, index) => index > 0 && quantity > (price.tiers[index - 1]?.upTo ?? Infinity),
  );
  const later = steps.map((tier) => `$${exact.format(tier.dollars)}`).join(", then ");
  return `${total} × ${each}${later === "" ? "" : `, then ${later}`}`;
}
