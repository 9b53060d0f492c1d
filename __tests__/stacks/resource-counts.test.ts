import { datasets } from "../../config/datasets";
import { environmentOf, synthesizeLake } from "../support/synth";

/** Resources of an environment with its datasets: what a plan, an apply and a refresh ask AWS for one by one. */
function countOf(name: string, datasetCount: number): number {
  return Object.keys(synthesizeLake(environmentOf(name), datasets.slice(0, datasetCount)).resources)
    .length;
}

describe("the resources of an environment", () => {
  // What they are, and a few to spare: more should be a decision.
  it.each([
    ["local", 125],
    ["dev", 125],
    ["qa", 112],
    ["prod", 112],
  ])("%s has at most %d with the datasets that ship", (name, most) => {
    const count = countOf(name, datasets.length);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(most);
  });

  it.each([
    ["dev", 42],
    ["prod", 36],
  ])("of %s grow by at most %d with a dataset", (name, most) => {
    const growth = countOf(name, 2) - countOf(name, 1);
    expect(growth).toBeGreaterThan(0);
    expect(growth).toBeLessThanOrEqual(most);
    // Whatever the datasets are: the first one brings as many as the second, the rest is shared.
    expect(Math.abs(countOf(name, 1) - countOf(name, 0) - growth)).toBeLessThanOrEqual(1);
  });
});
