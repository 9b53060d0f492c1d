import { datasets } from "../../fixtures/datasets";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";

/** Maximum number of resources of an environment: a plan, apply or refresh calls AWS for each. */
function countOf(name: string, of = datasets): number {
  return Object.keys(synthesizeLake(environmentOf(name), of).resources).length;
}

describe("the resources of an environment", () => {
  // The current numbers with a small margin; raise them deliberately.
  it.each([
    ["local", 125, 42],
    ["dev", 125, 42],
    ["qa", 112, 36],
    ["prod", 112, 36],
  ])(
    "are in %s at most %d with the committed datasets, and %d for each dataset",
    (name, most, mostOfDataset) => {
      const count = countOf(name);
      expect(count).toBeLessThanOrEqual(most);
      const growth = count - countOf(name, datasets.slice(1));
      expect(growth).toBeGreaterThan(0);
      expect(growth).toBeLessThanOrEqual(mostOfDataset);
    },
  );
});
