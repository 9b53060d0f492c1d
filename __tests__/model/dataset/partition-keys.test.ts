import { partitionKeysOf } from "../../../model/dataset/partition-keys";

const namesOf = (...choice: Parameters<typeof partitionKeysOf>) =>
  partitionKeysOf(...choice).map(({ name, type }) => `${name} ${type}`);

describe("the partition keys of a dataset", () => {
  it("are the article's when it says nothing", () => {
    expect(namesOf({})).toEqual(["year bigint", "month bigint", "day bigint", "hour bigint"]);
    expect(partitionKeysOf({ partitionGranularity: "hour" })).toEqual(partitionKeysOf({}));
  });

  it("end with the day where it is partitioned by day", () => {
    expect(namesOf({ partitionGranularity: "day" })).toEqual([
      "year bigint",
      "month bigint",
      "day bigint",
    ]);
  });

  it("have those of fields below those of time, in their order", () => {
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
