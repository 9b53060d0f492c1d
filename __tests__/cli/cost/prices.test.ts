import { priceList } from "../../../cli/cost/prices/price-list";
import { dollarsFor } from "../../../cli/cost/prices/price-table";
import { priceTableOf, priceTables } from "../../../cli/cost/prices";

describe("prices", () => {
  it.each(priceTables.map((table) => [table.region, table] as const))(
    "of %s have a date, a page of AWS, and steps that rise in quantity and fall in price",
    (_, { date, prices }) => {
      expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(Object.keys(prices)).toEqual(Object.keys(priceList));
      for (const { tiers, source } of Object.values(prices)) {
        expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/.*\/pricing\/$/);
        expect(tiers.at(-1)?.upTo).toBeUndefined();
        tiers.slice(1).forEach((tier, index) => {
          expect(tier.dollars).toBeLessThan(tiers[index]?.dollars ?? 0);
          expect(tier.upTo ?? Infinity).toBeGreaterThan(tiers[index]?.upTo ?? Infinity);
        });
      }
    },
  );

  it("change only for the quantity above a tier's bound", () => {
    const price = { unit: "GB", source: "", tiers: [{ upTo: 10, dollars: 3 }, { dollars: 1 }] };
    expect([0, 10, 12].map((quantity) => dollarsFor(price, quantity))).toEqual([0, 30, 32]);
  });

  it("of an unsupported region are rejected, with the way to add them", () => {
    expect(() => priceTableOf("ap-south-1")).toThrow(
      "There are no prices for the region ap-south-1. Supported regions: us-east-1, eu-west-1.",
    );
  });
});
