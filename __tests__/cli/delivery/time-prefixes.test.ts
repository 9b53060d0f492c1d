import { recentTimePrefixes } from "../../../cli/delivery/time-prefixes";
import { arrivalKeysOf } from "../../../model/dataset/partition-keys";

describe("recent prefixes", () => {
  it("are those of this hour and the previous one, across the end of a year", () => {
    expect(recentTimePrefixes(arrivalKeysOf({}), new Date("2027-01-01T00:10:00Z"))).toEqual([
      "year=2026/month=12/day=31/hour=23/",
      "year=2027/month=01/day=01/hour=00/",
    ]);
  });

  it.each([
    ["one within a day", "2026-11-25T13:10:00Z", ["year=2026/month=11/day=25/"]],
    [
      "two in the first hour of a day",
      "2026-11-25T00:59:59Z",
      ["year=2026/month=11/day=24/", "year=2026/month=11/day=25/"],
    ],
  ])("of a table by day are %s", (_what, now, folders) => {
    expect(
      recentTimePrefixes(arrivalKeysOf({ partitionGranularity: "day" }), new Date(now)),
    ).toEqual(folders);
  });
});
