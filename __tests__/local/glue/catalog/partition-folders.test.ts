import {
  partitionFolder,
  partitionFolderValue,
} from "../../../../local/glue/catalog/partition-folders";

const hour = { name: "hour", type: "bigint" };
const site = { name: "Site", type: "string" };

describe("partition folders", () => {
  it.each([
    [hour, "hour=05", "05"],
    [hour, "HOUR=5", "5"],
    [hour, "hour=__HIVE_DEFAULT_PARTITION__", "__HIVE_DEFAULT_PARTITION__"],
    [site, "site=a%3Ab=c", "a:b=c"],
    [{ name: "day", type: "date" }, "day=2026-11-23", "2026-11-23"],
  ])("reads the value of key %j from %s", (key, folder, value) => {
    expect(partitionFolderValue(key, folder)).toBe(value);
  });

  it.each([
    [hour, "05"],
    [hour, "minute=05"],
    [hour, "hour="],
    [hour, "hour=five"],
    [{ name: "day", type: "date" }, "day=23"],
  ])("reads no value of key %j from %s", (key, folder) => {
    expect(partitionFolderValue(key, folder)).toBeUndefined();
  });

  it("are written in the form in which they are read", () => {
    const folder = partitionFolder([hour, site], ["05", "a:b/c%"]);
    expect(folder).toBe("hour=05/Site=a%3Ab%2Fc%25/");
    expect(partitionFolderValue(site, "Site=a%3Ab%2Fc%25")).toBe("a:b/c%");
  });
});
