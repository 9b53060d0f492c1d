import fc, { SEED } from "./seeded-fast-check";

describe("random tests", () => {
  it("have the seed of the run", () => {
    expect(fc.readConfigureGlobal().seed).toBe(SEED);
    const [first, second] = [fc.sample(fc.integer(), 20), fc.sample(fc.integer(), 20)];
    expect(first).toEqual(second);
  });
});
