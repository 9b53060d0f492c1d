import { partitionKeysOf } from "../../../model/dataset/partition-keys";

const namesOf = (...options: Parameters<typeof partitionKeysOf>) =>
  partitionKeysOf(...options).map(({ name, type }) => `${name} ${type}`);

describe("the partition keys of a dataset", () => {
  it("are those of the article by default", () => {
    expect(namesOf({})).toEqual(["year bigint", "month bigint", "day bigint", "hour bigint"]);
    expect(partitionKeysOf({ partitionGranularity: "hour" })).toEqual(partitionKeysOf({}));
  });

  it("end with the day when it is partitioned by day", () => {
    expect(namesOf({ partitionGranularity: "day" })).toEqual([
      "year bigint",
      "month bigint",
      "day bigint",
    ]);
  });

  it("have field keys after the time keys, in order", () => {
    const partitionBy = [
      { name: "kind", path: "kind" },
      { name: "country", path: "buyer.country", values: ["de"] },
    ];
    expect(namesOf({ partitionGranularity: "day", partitionBy }).slice(3)).toEqual([
      "kind string",
      "country string",
    ]);
  });
});
