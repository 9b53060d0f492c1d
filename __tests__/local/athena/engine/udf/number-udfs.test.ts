import { divideDecimals, formatFixed } from "../../../../../local/athena/engine/udf/number-udfs";

describe("number functions", () => {
  it.each([
    ["1", "3", 2, "0.33"],
    ["2", "3", 2, "0.67"],
    ["-1.5", "1", 0, "-2"],
    ["0.5", "-1", 0, "-1"],
    ["-0.1", "3", 1, "0.0"],
    ["99999999999999999999999999999999999999", "0.1", 0, "999999999999999999999999999999999999990"],
  ])("divide %s by %s with the scale %i", (a, b, scale, quotient) => {
    expect(divideDecimals(a, b, scale)).toBe(quotient);
  });

  it.each([
    ["1234567.125", 2, ",", 0, "1,234,567.13"],
    ["-0.04", 1, "", 0, "-0.0"],
    ["1.5E-5", 6, "", 0, "0.000015"],
    ["1.0E10", 0, ",", 0, "10,000,000,000"],
    ["-42", 0, "0", 6, "-00042"],
    ["NaN", 2, "", 0, "NaN"],
  ])(
    "format %s with %i decimal places and the flags '%s'",
    (text, digits, flags, width, expected) => {
      expect(formatFixed(text, digits, flags, width)).toBe(expected);
    },
  );
});
