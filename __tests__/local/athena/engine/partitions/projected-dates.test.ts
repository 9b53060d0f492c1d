import { projectedDates } from "../../../../../local/athena/engine/partitions/projected-dates";

/** When Trino 476 was queried for the partitions of tables with these properties. */
const NOW = new Date("2026-11-28T21:47:09.500Z");

type Case = readonly [range: string, format: string, interval?: string, unit?: string];

function valuesOf([range, format, interval, unit]: Case): string[] {
  return projectedDates(range, format, { interval, unit }, NOW);
}

describe("projected dates", () => {
  // Trino's result: the number of values, the first and the last.
  it.each<[Case, number, string, string]>([
    [["2026-11-28-00,NOW", "yyyy-MM-dd-HH", "1", "HOURS"], 22, "2026-11-28-00", "2026-11-28-21"],
    [
      ["2026-11-28-00,NOW+1HOURS", "yyyy-MM-dd-HH", "1", "HOURS"],
      23,
      "2026-11-28-00",
      "2026-11-28-22",
    ],
    [["NOW-2DAYS,NOW+1HOURS", "yyyy-MM-dd-HH", "1", "HOURS"], 50, "2026-11-26-21", "2026-11-28-22"],
    [["NOW-3DAYS,NOW+1DAYS", "yyyy-MM-dd", "1", "DAYS"], 5, "2026-11-25", "2026-11-29"],
    // A unit is missing: not Trino's result, which rejects it.
    [["2024-01-01-00,2024-01-02-00", "yyyy-MM-dd-HH"], 25, "2024-01-01-00", "2024-01-02-00"],
    [["2024-01,2024-03", "yyyy-MM"], 3, "2024-01", "2024-03"],
    [["day20240101,day20240103", "'day'yyyyMMdd"], 3, "day20240101", "day20240103"],
    [["NOW-3DAYS,NOW", "yyyy-MM-dd"], 4, "2026-11-25", "2026-11-28"],
    [[" NOW - 3 DAYS , NOW + 1 DAY ", "yyyy-MM-dd", "1", "DAYS"], 5, "2026-11-25", "2026-11-29"],
    // A relative bound is truncated to midnight, so that the date of the other bound is included.
    [["NOW-3DAYS,2026-11-28", "yyyy-MM-dd", "1", "DAYS"], 4, "2026-11-25", "2026-11-28"],
    [
      ["NOW-3HOURS,2026-11-28-23", "yyyy-MM-dd-HH", "1", "HOURS"],
      6,
      "2026-11-28-18",
      "2026-11-28-23",
    ],
    [
      ["2026-02-27-20,2026-03-01-03", "yyyy-MM-dd-HH", "6", "HOURS"],
      6,
      "2026-02-27-20",
      "2026-03-01-02",
    ],
    [["2026-11-26-05,NOW", "yyyy-MM-dd-HH", "1", "DAYS"], 3, "2026-11-26-05", "2026-11-28-05"],
  ])("of %j are Trino's", (properties, count, first, last) => {
    const values = valuesOf(properties);
    expect([values.length, values[0], values.at(-1)]).toEqual([count, first, last]);
  });

  // Trino and AWS's documentation agree: minutes without a unit, two offsets, and NOW in lower case are invalid.
  it.each<[Case, string]>([
    [["2026-11-28-00-00,NOW", "yyyy-MM-dd-HH-mm", "1"], "interval and interval.unit are required"],
    [["2026-11-28-00-00,NOW", "yyyy-MM-dd-HH-mm"], "interval and interval.unit are required"],
    [["NOW-3DAYS+1HOURS,NOW", "yyyy-MM-dd", "1", "DAYS"], "is not a date of the format"],
    [["now-3days,now", "yyyy-MM-dd", "1", "DAYS"], "is not a date of the format"],
    [["NOW-3DAYS", "yyyy-MM-dd"], "must be two dates, separated by a comma"],
    [["2024-01-03,2024-01-01", "yyyy-MM-dd"], "must begin with the earlier date"],
    [["NOW-3DAYS,NOW", "yyyy-MM-dd", "0", "DAYS"], "must be a positive integer"],
    [["NOW-3DAYS,NOW", "yyyy-MM-dd", "1", "FORTNIGHTS"], "must be one of YEARS, MONTHS"],
  ])("reject %j", (properties, reason) => {
    expect(() => valuesOf(properties)).toThrow(reason);
  });

  // Examples of AWS's documentation: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
  it.each<[Case, readonly string[]]>([
    [
      ["2017-01,2017-03", "yyyy-MM"],
      ["2017-01", "2017-02", "2017-03"],
    ],
    [
      ["2017-01,2017-05", "yyyy-MM", "2", "MONTHS"],
      ["2017-01", "2017-03", "2017-05"],
    ],
    [
      ["202611,NOW+1MONTH", "yyyyMM", "1", "MONTHS"],
      ["202611", "202612"],
    ],
    [
      ["NOW-3YEARS,NOW", "yyyy", "1", "YEARS"],
      ["2023", "2024", "2025", "2026"],
    ],
  ])("of %j are those of AWS's examples", (properties, expected) => {
    expect(valuesOf(properties)).toEqual(expected);
  });
});
