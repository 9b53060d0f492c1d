import { addUnits } from "../../../../../local/athena/engine/partitions/date-units";
import type { DateUnit } from "../../../../../local/athena/engine/partitions/date-units";

describe("addition of units to a date", () => {
  it.each<[string, number, DateUnit, string]>([
    ["2026-01-31T01:02:03.004Z", 1, "MONTHS", "2026-02-28T01:02:03.004Z"],
    ["2026-03-31T00:00:00.000Z", -1, "MONTHS", "2026-02-28T00:00:00.000Z"],
    ["2026-11-30T00:00:00.000Z", 15, "MONTHS", "2028-02-29T00:00:00.000Z"],
    ["2026-01-15T00:00:00.000Z", -13, "MONTHS", "2024-12-15T00:00:00.000Z"],
    ["2024-02-29T23:59:59.999Z", 1, "YEARS", "2025-02-28T23:59:59.999Z"],
    ["2024-02-29T00:00:00.000Z", -4, "YEARS", "2020-02-29T00:00:00.000Z"],
    ["0099-12-31T00:00:00.000Z", 1, "MONTHS", "0100-01-31T00:00:00.000Z"],
    ["2026-02-26T00:00:00.000Z", 1, "WEEKS", "2026-03-05T00:00:00.000Z"],
    ["2026-02-28T00:00:00.000Z", 1, "DAYS", "2026-03-01T00:00:00.000Z"],
    ["2026-03-01T00:30:00.000Z", -1, "HOURS", "2026-02-28T23:30:00.000Z"],
    ["2026-12-31T23:59:00.000Z", 1, "MINUTES", "2027-01-01T00:00:00.000Z"],
    ["2026-12-31T23:59:59.000Z", 1, "SECONDS", "2027-01-01T00:00:00.000Z"],
    ["2026-12-31T23:59:59.999Z", 1, "MILLISECONDS", "2027-01-01T00:00:00.000Z"],
  ])("of %s and %i %s is %s", (from, count, unit, expected) => {
    expect(new Date(addUnits(Date.parse(from), count, unit)).toISOString()).toBe(expected);
  });

  it.each<DateUnit>(["YEARS", "DAYS"])("overflows with too many %s", (unit) => {
    expect(addUnits(0, 1e12, unit)).toBeNaN();
  });
});
