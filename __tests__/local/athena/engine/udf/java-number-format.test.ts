import {
  formatJavaDouble,
  formatJavaFloat,
} from "../../../../../local/athena/engine/udf/java-number-format";

describe("numbers in Java's format", () => {
  it.each([
    [1, "1.0"],
    [-0, "-0.0"],
    [0.1 + 0.2, "0.30000000000000004"],
    [0.001, "0.001"],
    [0.000999, "9.99E-4"],
    [9_999_999, "9999999.0"],
    [10_000_000, "1.0E7"],
    [123_456_789.125, "1.23456789125E8"],
    [Number.MAX_VALUE, "1.7976931348623157E308"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
  ])("format %d as %s", (value, text) => {
    expect(formatJavaDouble(value)).toBe(text);
  });

  it.each([
    [Math.fround(0.1), "0.1"],
    [Math.fround(16_777_216), "1.6777216E7"],
    [Math.fround(3.4028235e38), "3.4028235E38"],
  ])("format the float %d as %s", (value, text) => {
    expect(formatJavaFloat(value)).toBe(text);
  });
});
