import { TestEngine } from "../../../../support/athena/test-engine";

describe("the values of partitions", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  /** A table of one partition, with one object. */
  function partitioned(type: string, value: string): void {
    engine.aws.objects.set("lake/t/p/a", Buffer.from('{"v":"1"}\n'));
    engine.aws.tables.set("db.t", {
      Name: "t",
      PartitionKeys: [{ Name: "k", Type: type }],
      StorageDescriptor: {
        Location: "s3://lake/t/",
        Columns: [{ Name: "v", Type: "string" }],
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
      },
    });
    engine.aws.partitions.set("db.t", [
      { Values: [value], StorageDescriptor: { Location: "s3://lake/t/p/" } },
    ]);
  }

  // The answers of Trino 476, for partitions that were registered with these values.
  it.each([
    ["string", "a%2Fb", "a%2Fb", "k=a%252Fb"],
    ["string", "x=y", "x=y", "k=x%3Dy"],
    ["string", " x", " x", "k= x"],
    ["string", "__HIVE_DEFAULT_PARTITION__", null, "k=__HIVE_DEFAULT_PARTITION__"],
    ["int", "+5", "5", "k=+5"],
    ["int", "007", "7", "k=007"],
    ["int", "__HIVE_DEFAULT_PARTITION__", null, "k=__HIVE_DEFAULT_PARTITION__"],
    ["date", "2024-2-9", "2024-02-09", "k=2024-2-9"],
    ["date", "24-1-1", "0024-01-01", "k=24-1-1"],
    ["date", "2024-02-29 00:00:00", "2024-02-29", "k=2024-02-29 00%3A00%3A00"],
    ["boolean", "FALSE", "false", "k=FALSE"],
    ["decimal(5,2)", "1.5", "1.50", "k=1.5"],
    ["char(3)", "a", "a  ", "k=a"],
    ["varchar(3)", "a ", "a ", "k=a "],
    ["double", "1e3", "1000.0", "k=1e3"],
  ])("are of the key's type %s: '%s'", async (type, value, expected, folder) => {
    partitioned(type, value);
    expect((await engine.run('SELECT k, "$partition" FROM t')).rows).toEqual([[expected, folder]]);
    expect((await engine.run('SELECT * FROM "t$partitions"')).rows).toEqual([[expected]]);
    expect((await engine.run("SELECT v FROM t WHERE k IS NOT NULL")).rows).toEqual(
      expected === null ? [] : [["1"]],
    );
  });

  it.each([
    ["int", "1.5"],
    ["int", "abc"],
    ["date", "2024-02-29 12:00:00"],
    ["date", " 2024-01-01"],
    ["boolean", "1"],
    ["boolean", "t"],
    ["boolean", "yes"],
    ["decimal(5,2)", "1.005"],
    ["varchar(3)", "abcd"],
    ["char(3)", "abcd"],
  ])("fail a query if they are not: %s '%s'", async (type, value) => {
    partitioned(type, value);
    expect(await engine.errorOf("SELECT k FROM t")).toMatch(/^HIVE_INVALID_PARTITION_VALUE: /);
  });
});
