import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import type { PartitionSettings } from "../../../model/environment/settings/partition-settings";
import { projectedFolders, projectionRangeOf } from "../../../model/environment/projection-range";

const hourly: PartitionSettings = { type: "projection", granularity: "hour" };
const daily: PartitionSettings = { type: "projection", granularity: "day" };
/** Time of the queries whose results were recorded from Trino 476. */
const NOW = new Date("2026-11-28T21:47:09Z");

describe("the range of projected tables", () => {
  it("begins on the given day, whatever expires", () => {
    const lakeLifecycle = { expireAfterDays: 5 };
    const partitions = { ...daily, since: "2025-01-01" } as const;
    expect(projectionRangeOf({ partitions, lakeLifecycle })).toEqual({ since: "2025-01-01" });
  });

  it("has every folder in which S3 may keep something, where events expire", () => {
    const lakeLifecycle = { expireAfterDays: 90 };
    const stream = { retentionHours: 168 };
    // Delivered seven days after the arrival, expired at the first midnight after 90 days, and removed a day later.
    expect(projectionRangeOf({ partitions: hourly, lakeLifecycle, stream })).toEqual({ days: 99 });
    expect(projectionRangeOf({ partitions: hourly, lakeLifecycle })).toEqual({ days: 93 });
  });

  it("is unknown where nothing says when data begins, and absent with a crawler", () => {
    expect(projectionRangeOf({ partitions: hourly })).toBeUndefined();
    expect(projectionRangeOf({ partitions: { type: "crawler" } })).toBeUndefined();
    expect(projectionRangeOf({})).toBeUndefined();
  });
});

describe("folders that a query without a condition lists", () => {
  // The number of values that Trino listed for 2026-11-28-00,NOW+1HOURS and so on.
  it.each([
    [{ since: "2026-11-28" }, hourly, 23],
    [{ days: 2 }, hourly, 50],
    [{ days: 3 }, daily, 5],
  ])("of %j are as many as Trino's", (range, partitions, expected) => {
    expect(projectedFolders(range, partitionKeysOf({}, partitions), NOW)).toBe(expected);
  });

  it("multiply by the values of fields, and one for all others", () => {
    const partitionBy = [
      { name: "country", path: "country", values: ["de", "fr"] },
      { name: "paid", path: "paid", values: ["true"] },
    ];
    const keys = partitionKeysOf({ partitionBy }, daily);
    expect(projectedFolders({ days: 3 }, keys, NOW)).toBe(5 * 3 * 2);
  });

  it("are 8,928 a year with keys of their own for year, month, day and hour", () => {
    const years = { first: 2025, last: 2035 };
    const keys = partitionKeysOf({}, { type: "projection", years });
    expect(projectedFolders({ years }, keys, NOW)).toBe(98_208);
  });
});
