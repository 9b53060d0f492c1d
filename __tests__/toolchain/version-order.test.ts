import { compareVersions, isAtLeast, isInVersionRange } from "../../toolchain/version-order";

describe("version order", () => {
  it.each([
    ["1.11.0", "1.11.0"],
    ["1.11.4", "1.11.0"],
    ["1.12.0", "1.11.4"],
    ["2.0.0", "1.11.4"],
    ["v1.11.4", "1.11.0"],
    ["1.12.0-beta1", "1.11.0"],
    ["5.2.1.post1", "5.2.1"],
    ["3.10", "3.10.0"],
  ])("%s is at least %s", (version, minimum) => {
    expect(isAtLeast(version, minimum)).toBe(true);
  });

  it.each([
    ["1.10.9", "1.11.0"],
    ["1.9.0", "1.11.0"],
    ["0.99.99", "1.11.0"],
    ["1.11.0-rc1", "1.11.0"],
    ["5.2.0.dev3", "5.2.0"],
    ["5.2.0rc1", "5.2.0"],
    ["latest", "1.0.0"],
    ["", "1.0.0"],
  ])("%s is not at least %s", (version, minimum) => {
    expect(isAtLeast(version, minimum)).toBe(false);
  });

  it("compares numbers, not letters", () => {
    expect(compareVersions("5.100.0", "5.99.0")).toBeGreaterThan(0);
    expect(compareVersions("5.100.0", "5.100.0")).toBe(0);
    expect(compareVersions("one", "5.100.0")).toBeUndefined();
  });

  it.each([
    ["5.99.9", false],
    ["5.100.0", true],
    ["6.22.1", true],
    ["6.0.0-beta2", false],
    ["7.0.0-beta1", false],
    ["7.0.0", false],
  ])("a range from 5.100.0 to below 7.0.0 and %s: %s", (version, expected) => {
    expect(isInVersionRange(version, { minimum: "5.100.0", upperBound: "7.0.0" })).toBe(expected);
  });
});
