import { diffPartitions } from "../../../../local/glue/catalog/partition-diff";

const place = (hour: string, root = "s3://lake/data/") => ({
  values: ["2026", hour],
  location: `${root}year=2026/hour=${hour}/`,
});

describe("partition changes", () => {
  it("adds folders that are not registered and finds registered ones whose folder is gone", () => {
    const changes = diffPartitions(
      "s3://lake/data/",
      [place("01"), place("02")],
      [place("00"), place("01")],
    );
    expect(changes.added).toEqual([place("02")]);
    expect(changes.missing).toEqual([place("00")]);
  });

  it("leaves partitions alone that lie outside the table", () => {
    const elsewhere = place("00", "s3://lake/data2/");
    expect(diffPartitions("s3://lake/data", [], [elsewhere]).missing).toEqual([]);
  });

  it("keeps a partition that was registered by hand with other values for a folder that is there", () => {
    const byHand = { values: ["2026", "1"], location: "s3://lake/data/year=2026/hour=01" };
    const changes = diffPartitions("s3://lake/data/", [place("01")], [byHand]);
    expect(changes.missing).toEqual([]);
    expect(changes.added).toEqual([place("01")]);
  });
});
