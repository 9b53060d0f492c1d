import { isInTimeRange, readTimeRange } from "../../../../cli/replay/source/time-range";

const now = new Date("2026-11-25T21:00:00Z");

describe("--since and --until", () => {
  it.each([
    ["2026-11-25", "2026-11-25T00:00:00.000Z"],
    ["2026-11-25T20:30", "2026-11-25T20:30:00.000Z"],
    ["2026-11-25 20:30:05", "2026-11-25T20:30:05.000Z"],
    ["2026-11-25T20:30:05.250Z", "2026-11-25T20:30:05.250Z"],
    ["2026-11-25T20:30+01:00", "2026-11-25T19:30:00.000Z"],
    ["90m", "2026-11-25T19:30:00.000Z"],
    ["6h", "2026-11-25T15:00:00.000Z"],
    ["7d", "2026-11-18T21:00:00.000Z"],
  ])("accept %s", (text, moment) => {
    expect(readTimeRange({ since: text }, now).since?.toISOString()).toBe(moment);
  });

  it.each(["yesterday", "2026-13-01", "2026-11-25T25:00", "5", "5w", "", "2026-11-25T20:30+1"])(
    "reject %j",
    (text) => {
      expect(() => readTimeRange({ until: text }, now)).toThrow(`--until is not a time: ${text}`);
    },
  );

  it("reject an empty range", () => {
    expect(() => readTimeRange({ since: "1h", until: "2h" }, now)).toThrow("is not before");
  });

  it("include the start, and exclude the end", () => {
    const range = readTimeRange({ since: "2h", until: "1h" }, now);
    const at = (time: string) => isInTimeRange(range, new Date(`2026-11-25T${time}Z`));
    expect([at("18:59:59"), at("19:00:00"), at("19:59:59"), at("20:00:00")]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isInTimeRange({}, now)).toBe(true);
  });
});
