import {
  formatJavaDouble,
  formatJavaFloat,
} from "../../../../../local/athena/engine/udf/java-number-format";
import { javaRegExp } from "../../../../../local/athena/engine/udf/java-regexp";
import { divideDecimals, formatFixed } from "../../../../../local/athena/engine/udf/number-udfs";

describe("numbers as Java writes them", () => {
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
  ])("writes %d as %s", (value, text) => {
    expect(formatJavaDouble(value)).toBe(text);
  });

  it.each([
    [Math.fround(0.1), "0.1"],
    [Math.fround(16_777_216), "1.6777216E7"],
    [Math.fround(3.4028235e38), "3.4028235E38"],
  ])("writes the float %d as %s", (value, text) => {
    expect(formatJavaFloat(value)).toBe(text);
  });

  it.each([
    ["1", "3", 2, "0.33"],
    ["2", "3", 2, "0.67"],
    ["-1.5", "1", 0, "-2"],
    ["0.5", "-1", 0, "-1"],
    ["-0.1", "3", 1, "0.0"],
    ["99999999999999999999999999999999999999", "0.1", 0, "999999999999999999999999999999999999990"],
  ])("divides %s by %s to %i digits", (a, b, scale, quotient) => {
    expect(divideDecimals(a, b, scale)).toBe(quotient);
  });

  it.each([
    ["1234567.125", 2, ",", 0, "1,234,567.13"],
    ["-0.04", 1, "", 0, "-0.0"],
    ["1.5E-5", 6, "", 0, "0.000015"],
    ["1.0E10", 0, ",", 0, "10,000,000,000"],
    ["-42", 0, "0", 6, "-00042"],
    ["NaN", 2, "", 0, "NaN"],
  ])("formats %s to %i digits with flags '%s'", (text, digits, flags, width, expected) => {
    expect(formatFixed(text, digits, flags, width)).toBe(expected);
  });
});

describe("Java's regular expressions", () => {
  const matches = (pattern: string, text: string) =>
    [...text.matchAll(javaRegExp(pattern))].map(([found]) => found);

  it.each([
    [String.raw`\d+`, "a12b3", ["12", "3"]],
    [String.raw`[\s.]`, "a b.c", [" ", "."]],
    [String.raw`\s`, "a\u00a0b", []],
    ["a.b", "a\nb", []],
    ["(?s)a.b", "a\nb", ["a\nb"]],
    ["(?i)AB", "xab", ["ab"]],
    [String.raw`\_x`, "_x", ["_x"]],
    ["(?<y>\\d{4})-(?:\\d)", "2026-1", ["2026-1"]],
  ])("finds %s in %j", (pattern, text, found) => {
    expect(matches(pattern, text)).toEqual(found);
  });

  it.each(["a++", "(?>a)", String.raw`\Qa\E`, "[a-z&&[^b]]", "a(?i)b", String.raw`\h`])(
    "refuses %s, which JavaScript reads otherwise",
    (pattern) => {
      expect(() => javaRegExp(pattern)).toThrow(/^NOT_SUPPORTED: /);
    },
  );

  it("refuses what is no expression", () => {
    expect(() => javaRegExp("(")).toThrow(/^INVALID_FUNCTION_ARGUMENT: /);
  });
});
