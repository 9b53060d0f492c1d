import { datasets } from "../../../config/datasets";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";

/** Resources of an environment: what a plan, an apply and a refresh ask AWS for one by one. */
function countOf(name: string, of = datasets): number {
  return Object.keys(synthesizeLake(environmentOf(name), of).resources).length;
}

describe("the resources of an environment", () => {
  // What they are, and a few to spare: more should be a decision.
  it.each([
    ["local", 125, 42],
    ["dev", 125, 42],
    ["qa", 112, 36],
    ["prod", 112, 36],
  ])(
    "are in %s at most %d with the datasets that ship, of each dataset %d",
    (name, most, mostOfDataset) => {
      const count = countOf(name);
      expect(count).toBeLessThanOrEqual(most);
      const growth = count - countOf(name, datasets.slice(1));
      expect(growth).toBeGreaterThan(0);
      expect(growth).toBeLessThanOrEqual(mostOfDataset);
    },
  );
});
