import { parseDecimal } from "../../formats/decimal";
import { parseDate, parseTimestamp } from "../../formats/timestamp";

describe("timestamps", () => {
  it.each([
    ["2020-01-05T01:05:00Z", "2020-01-05 01:05:00.000000"],
    ["2020-01-05T01:05:00.5Z", "2020-01-05 01:05:00.500000"],
    ["2020-01-05T01:05:00.123456789Z", "2020-01-05 01:05:00.123456"],
    ["2020-01-05 01:05:00", "2020-01-05 01:05:00.000000"],
    ["2020-1-5 1:05:00.25", "2020-01-05 01:05:00.250000"],
    ["1518033528", "2018-02-07 19:58:48.000000"],
    ["1518033528123", "2018-02-07 19:58:48.123000"],
    ["1518033528.123", "2018-02-07 19:58:48.123000"],
    ["999999999999", expect.stringMatching(/^\d{4}-/)],
    ["-1", "1969-12-31 23:59:59.000000"],
    ["0", "1970-01-01 00:00:00.000000"],
    // 10^15 seconds overflow 64-bit nanoseconds, so the instant wraps.
    ["1518033528123456", "2141-02-18 22:47:59.272767"],
  ])("parses %s", (text, expected) => {
    expect(parseTimestamp(text)).toEqual(expected);
  });

  it.each([
    "yesterday",
    "",
    "2020-01-05",
    "2020-01-05T01:05:00",
    "2020-01-05T01:05:00+00:00",
    "2020-01-05T01:05:00.1234567890Z",
    "2020-02-30T00:00:00Z",
    "2020-01-05T24:00:00Z",
    "2020-01-05T01:60:00Z",
    "0000-01-05T01:05:00Z",
    "1e9",
    "9223372036854775808",
  ])("rejects %j", (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });
});

describe("dates", () => {
  it.each([
    ["2020-02-29", "2020-02-29"],
    ["2020-2-9", "2020-02-09"],
    ["2019-02-29", undefined],
    ["2020-01-05T00:00:00Z", undefined],
  ])("parses %s as %s", (text, expected) => {
    expect(parseDate(text)).toBe(expected);
  });
});

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
