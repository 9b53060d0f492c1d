import { parseJodaOffset } from "../../../../../../local/athena/engine/udf/dates/joda-offset";
import { parseDateTime } from "../../../../../../local/athena/engine/udf/dates/parse-date-time";
import { checkZoneHistory } from "../../../../../../local/athena/engine/udf/dates/zone-history";

describe("parsing with a pattern", () => {
  it("sets a month before the day of the year, as Joda does", () => {
    const { epochMs } = parseDateTime("2024 05 001", "%Y4 %m2 %j3");
    expect(new Date(epochMs).toISOString()).toBe("2024-01-01T00:00:00.000Z");
  });

  it("takes the day of a leap year where there is no year", () => {
    const { epochMs } = parseDateTime("060", "%j3");
    expect(new Date(epochMs).toISOString()).toBe("2000-02-29T00:00:00.000Z");
  });

  it("ends a year after its digits only where a number follows", () => {
    expect(() => parseDateTime("12345-01", "%C4-%m2")).toThrow('malformed at "5-01"');
    expect(parseDateTime("12345-01", "%Y4-%m2").zone).toBe("UTC");
  });
});

describe("an offset", () => {
  it.each([
    ["z rest", 1, "UTC"],
    ["-07", 3, "-07:00"],
    ["+05:30 x", 6, "+05:30"],
    ["+053000", 7, "+05:30"],
  ])("is read from %s", (text, length, zone) => {
    expect(parseJodaOffset(text)).toMatchObject({ length, zone });
  });

  it.each(["+7", "+0070", "+24", "+053", "07"])("is not read from %s", (text) => {
    expect(parseJodaOffset(text)).toBeUndefined();
  });

  it("of more than 14 hours is refused", () => {
    expect(() => parseJodaOffset("+1500")).toThrow("NOT_SUPPORTED: The time zone offset '+1500'");
  });
});

describe("the history of a zone", () => {
  it.each([
    ["Europe/Amsterdam", "1930-07-01"],
    ["Iceland", "1960-01-01"],
    ["America/Tijuana", "1975-07-01"],
  ])("of which Trino has another one is refused: %s in %s", (zone, date) => {
    expect(() => checkZoneHistory(zone, Date.parse(date))).toThrow(`The time of ${zone} before`);
  });

  it.each([
    ["Europe/Amsterdam", "1970-01-01"],
    ["Europe/Paris", "1930-07-01"],
    ["America/Tijuana", "1976-01-01"],
  ])("is known: %s in %s", (zone, date) => {
    expect(() => checkZoneHistory(zone, Date.parse(date))).not.toThrow();
  });
});
