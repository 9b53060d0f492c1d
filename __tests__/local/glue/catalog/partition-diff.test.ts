import { diffPartitions } from "../../../../local/glue/catalog/partition-diff";

const place = (hour: string, root = "s3://lake/data/") => ({
  values: ["2026", hour],
  location: `${root}year=2026/hour=${hour}/`,
});

describe("the partition diff", () => {
  it("contains folders that are not registered, and registered partitions without a folder", () => {
    const changes = diffPartitions(
      "s3://lake/data/",
      [place("01"), place("02")],
      [place("00"), place("01")],
    );
    expect(changes.added).toEqual([place("02")]);
    expect(changes.missing).toEqual([place("00")]);
  });

  it("ignores partitions outside the table", () => {
    const elsewhere = place("00", "s3://lake/data2/");
    expect(diffPartitions("s3://lake/data", [], [elsewhere]).missing).toEqual([]);
  });

  it("keeps a partition that was registered with other values for an existing folder", () => {
    const byHand = { values: ["2026", "1"], location: "s3://lake/data/year=2026/hour=01" };
    const changes = diffPartitions("s3://lake/data/", [place("01")], [byHand]);
    expect(changes.missing).toEqual([]);
    expect(changes.added).toEqual([place("01")]);
  });
});
