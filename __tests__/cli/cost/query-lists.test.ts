import { estimate } from "../../../cli/cost/estimate";
import { usEast1 } from "../../../cli/cost/prices/us-east-1";
import { dateKeys } from "../../../model/dataset/partition-keys";
import { projectedFolders } from "../../../model/environment/projection-range";
import { lake, resource, usageWith } from "./support/costed-lake";

const ONE_DAY = "LIST requests of queries over one day";
const UNFILTERED = "LIST requests of queries without a condition on the partition keys";

function formulas(
  keys: readonly string[],
  parameters: Readonly<Record<string, string>>,
  month = 1,
  now?: Date,
) {
  const table = resource("aws_glue_catalog_table.events", {
    partition_keys: keys.map((name) => ({ name })),
    parameters,
  });
  const withTable = [...lake.filter(({ address }) => address !== table.address), table];
  const { lines } = estimate(withTable, usageWith({ month }), usEast1, now);
  const found = [ONE_DAY, UNFILTERED].map((what) => lines.find((line) => line.what === what));
  return found.map((line) => [line?.formula, line?.cents]);
}

describe("LIST requests of queries", () => {
  it("are those of each folder over eleven years of hours", () => {
    const years = { "projection.year.range": "2025,2035" };
    expect(formulas(["year", "month", "day", "hour"], years)).toEqual([
      [
        "50 queries per day × 30.42 days × 24 folders ÷ 1,000 = 36.5 × $0.005 per thousand requests",
        18,
      ],
      // 98,208 folders a query, 49 cents each.
      [
        "1 queries per day × 30.42 days × 98,208 folders ÷ 1,000 = 2,987.16 × $0.005 per thousand requests",
        1494,
      ],
    ]);
  });

  it("are few with a date", () => {
    const since = { "projection.arrival_date.range": "2025-01-01,NOW+1DAYS" };
    expect(formulas(["arrival_date"], since, 12, new Date("2025-02-01"))).toEqual([
      [
        "50 queries per day × 30.42 days × 1 folder ÷ 1,000 = 1.52 × $0.005 per thousand requests",
        1,
      ],
      [
        "1 queries per day × 30.42 days × 365 folders ÷ 1,000 = 11.1 × $0.005 per thousand requests",
        6,
      ],
    ]);
  });

  it("include those of days before the first deploy, as the validation of the configuration counts", () => {
    const now = new Date("2026-11-29T12:00:00Z");
    const folders = projectedFolders({ since: "2025-01-01" }, [dateKeys.day], now);
    expect(folders).toBe(699);
    const since = { "projection.arrival_date.range": "2025-01-01,NOW+1DAYS" };
    const [, all] = formulas(["arrival_date"], since, 1, now);
    expect(all?.[0]).toContain(`× ${folders} folders`);
  });

  it("have the width of what does not expire, and the values of fields", () => {
    const parameters = {
      "projection.arrival_hour.range": "NOW-99DAYS,NOW+1HOURS",
      "projection.country.values": "de,fr,unknown",
    };
    const [day, all] = formulas(["arrival_hour", "country"], parameters);
    expect(day?.[0]).toContain("× 72 folders");
    expect(all?.[0]).toContain("× 7,128 folders");
  });

  it("are those of the partitions that a crawler has registered", () => {
    const [, all] = formulas(["year", "month", "day", "hour"], {}, 2);
    expect(all?.[0]).toContain("× 1,464 folders");
  });

  it("are those of the table with the most folders", () => {
    const byDay = resource("aws_glue_catalog_table.by_day", {
      partition_keys: [{ name: "arrival_date" }],
    });
    const estimated = [
      [...lake, byDay],
      [byDay, ...lake],
    ].map((resources) =>
      estimate(resources, usageWith({ month: 12 }), usEast1).lines.find(
        ({ what }) => what === UNFILTERED,
      ),
    );
    for (const line of estimated) expect(line?.formula).toContain("× 365 folders");
  });

  it("are one for a table without partitions", () => {
    const { lines } = estimate(lake, usageWith({ unfilteredQueriesPerDay: 2 }), usEast1);
    expect(lines.find(({ what }) => what === UNFILTERED)?.formula).toContain(
      "2 queries per day × 30.42 days × 1 folder ",
    );
  });
});
