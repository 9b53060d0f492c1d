import { parseDecimal } from "../../formats/decimal";

describe("decimals", () => {
  it.each([
    ["12.345", 5, 2, "12.35"],
    ["12.344", 5, 2, "12.34"],
    ["-12.345", 5, 2, "-12.35"],
    ["1e2", 5, 2, "100.00"],
    ["1.5e-3", 5, 4, "0.0015"],
    [".5", 3, 1, "0.5"],
    ["7", 3, 0, "7"],
    ["-0", 3, 1, "0.0"],
    ["0e999", 3, 1, "0.0"],
    ["1e-999", 3, 1, "0.0"],
    ["99999999999999999999999999999999999999", 38, 0, "99999999999999999999999999999999999999"],
  ])("parses %s as decimal(%i,%i) %s", (text, precision, scale, expected) => {
    expect(parseDecimal(text, precision, scale)).toBe(expected);
  });

  it.each([
    ["1000", 5, 2],
    ["999.995", 5, 2],
    ["1e999", 38, 0],
    ["abc", 5, 2],
    [".", 5, 2],
    ["", 5, 2],
  ])("rejects %s for decimal(%i,%i)", (text, precision, scale) => {
    expect(parseDecimal(text, precision, scale)).toBeUndefined();
  });
});
