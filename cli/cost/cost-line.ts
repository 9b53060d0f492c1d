import { dollarsFor } from "./price-table";
import type { Price, PriceTable } from "./price-table";
import type { PriceName } from "./price-list";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import type { Usage } from "./usage";

/** One line of an estimate. */
export interface CostLine {
  readonly service: string;
  /** Terraform's address of what is paid for. */
  readonly resource: string;
  /** What of it. */
  readonly what: string;
  /** How the amount comes about, in words and numbers. */
  readonly formula: string;
  /** Whole US cents a month. */
  readonly cents: number;
  /** AWS's page that has the price. */
  readonly source: string;
  /** Whether a second source confirms the price. */
  readonly confirmed: boolean;
}

/** A number of a formula, and what it counts. */
export interface Factor {
  readonly value: number;
  readonly unit: string;
  readonly divides?: boolean;
}

/** What an estimate is made from. */
export interface CostContext {
  readonly resources: readonly TerraformResource[];
  readonly usage: Usage;
  readonly prices: PriceTable;
}

/** Multiplies by a number. */
export function times(value: number, unit: string): Factor {
  return { value, unit };
}

/** Multiplies by a count of things. */
export function count(value: number, thing: string): Factor {
  return { value, unit: value === 1 ? thing : `${thing}s` };
}

/** Divides by a number. */
export function over(value: number, unit: string): Factor {
  return { value, unit, divides: true };
}

/** The line of a service: its amount is what its formula says. */
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

// To make one of these takes longer than to reckon a line.
const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const large = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const exact = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

/** Dollars and cents, for example `$1,234.50`. */
export function dollars(cents: number): string {
  return money.format(cents / 100);
}

/** A number as people read it, with as many digits as say something. */
export function number(value: number): string {
  return (Math.abs(value) >= 1 ? large : small).format(value);
}

/** Less than a cent counts as one, since a cost is never nothing. */
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
