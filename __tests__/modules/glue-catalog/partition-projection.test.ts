import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import type { PartitionSettings } from "../../../model/environment/settings/partition-settings";
import { renderPartitionProjection } from "../../../modules/glue-catalog/partition-projection";

const years = { first: 2026, last: 2030 };
const hourly: PartitionSettings = { type: "projection" };
const daily: PartitionSettings = { type: "projection", granularity: "day" };

// The format of AWS's example: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-kinesis-firehose-example.html
describe("partition projection by date", () => {
  it("has an hour for each folder that Firehose writes, up to one after now", () => {
    expect(renderPartitionProjection({ since: "2025-01-01" }, partitionKeysOf({}, hourly))).toEqual(
      {
        "projection.enabled": "true",
        "projection.arrival_hour.type": "date",
        "projection.arrival_hour.format": "yyyy-MM-dd-HH",
        "projection.arrival_hour.range": "2025-01-01-00,NOW+1HOURS",
        "projection.arrival_hour.interval": "1",
        "projection.arrival_hour.interval.unit": "HOURS",
      },
    );
  });

  it("has a day for each folder where an environment or a dataset says so", () => {
    const expected = {
      "projection.enabled": "true",
      "projection.arrival_date.type": "date",
      "projection.arrival_date.format": "yyyy-MM-dd",
      "projection.arrival_date.range": "NOW-99DAYS,NOW+1DAYS",
      "projection.arrival_date.interval": "1",
      "projection.arrival_date.interval.unit": "DAYS",
    };
    const byDataset = partitionKeysOf({ partitionGranularity: "day" }, hourly);
    for (const keys of [partitionKeysOf({}, daily), byDataset]) {
      expect(renderPartitionProjection({ days: 99 }, keys)).toEqual(expected);
    }
  });

  it("enumerates the declared values of a field, and the partition of all others", () => {
    const partitionBy = [{ name: "country", path: "buyer.country", values: ["de", "fr"] }];
    const keys = partitionKeysOf({ partitionBy }, hourly);
    expect(renderPartitionProjection({ days: 99 }, keys)).toMatchObject({
      "projection.arrival_hour.range": "NOW-99DAYS,NOW+1HOURS",
      "projection.country.type": "enum",
      "projection.country.values": "de,fr,unknown",
    });
  });
});

describe("partition projection over years", () => {
  it("has no hours where a table is partitioned by day", () => {
    const keys = partitionKeysOf({ partitionGranularity: "day" }, { type: "projection", years });
    expect(renderPartitionProjection({ years }, keys)).toEqual({
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

  it("goes with its own keys only", () => {
    expect(() => renderPartitionProjection({ years }, partitionKeysOf({}, hourly))).toThrow(
      "arrival_hour needs a range of dates",
    );
    expect(() => renderPartitionProjection({ days: 9 }, partitionKeysOf({}))).toThrow(
      "needs a range of years",
    );
  });
});
