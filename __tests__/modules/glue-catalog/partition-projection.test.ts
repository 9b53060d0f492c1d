import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import { renderPartitionProjection } from "../../../modules/glue-catalog/partition-projection";

const years = { first: 2026, last: 2030 };

describe("partition projection", () => {
  it("has no hours where a table is partitioned by day", () => {
    const keys = partitionKeysOf({ partitionGranularity: "day" });
    expect(renderPartitionProjection(years, keys)).toEqual({
      "projection.enabled": "true",
      "projection.year.type": "integer",
      "projection.year.range": "2026,2030",
      "projection.year.digits": "4",
      "projection.month.type": "integer",
      "projection.month.range": "1,12",
      "projection.month.digits": "2",
      "projection.day.type": "integer",
      "projection.day.range": "1,31",
      "projection.day.digits": "2",
    });
  });

  it("enumerates the declared values of a field, and the folder of all others", () => {
    const partitionBy = [{ name: "country", path: "buyer.country", values: ["de", "fr"] }];
    expect(renderPartitionProjection(years, partitionKeysOf({ partitionBy }))).toMatchObject({
      "projection.hour.range": "0,23",
      "projection.country.type": "enum",
      "projection.country.values": "de,fr,unknown",
    });
  });
});
