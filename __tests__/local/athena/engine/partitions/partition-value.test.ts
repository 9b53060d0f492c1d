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
    ["decimal(5,1)", "1.50", "1.5", "k=1.50"],
    ["decimal(5,1)", "1.5BD", "1.5", "k=1.5BD"],
    ["decimal(5,1)", "1e3", "1000.0", "k=1e3"],
    ["decimal(5,1)", "+1.5", "1.5", "k=+1.5"],
    ["decimal(5,1)", ".5", "0.5", "k=.5"],
    ["decimal(5,1)", "5.", "5.0", "k=5."],
    ["decimal(5,1)", "0e9", "0.0", "k=0e9"],
    [
      "decimal(38,2)",
      "-999999999999999999999999999999999999.99",
      "-999999999999999999999999999999999999.99",
      "k=-999999999999999999999999999999999999.99",
    ],
    ["tinyint", "-128", "-128", "k=-128"],
    ["bigint", "9223372036854775807", "9223372036854775807", "k=9223372036854775807"],
    ["double", "1.5d", "1.5", "k=1.5d"],
    ["double", " 2 ", "2.0", "k= 2 "],
    ["double", "1e400", "Infinity", "k=1e400"],
    ["float", "1.5f", "1.5", "k=1.5f"],
    ["timestamp", "2020-01-01", "2020-01-01 00:00:00.000", "k=2020-01-01"],
    ["timestamp", "20-1-1", "0020-01-01 00:00:00.000", "k=20-1-1"],
    ["timestamp", "2020-01-01 1:2", "2020-01-01 01:02:00.000", "k=2020-01-01 1%3A2"],
    [
      "timestamp",
      "1960-01-01 00:00:00.0009",
      "1960-01-01 00:00:00.000",
      "k=1960-01-01 00%3A00%3A00.0009",
    ],
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
    ["date", "2023-02-29"],
    ["date", "2020-13-01"],
    ["int", "1.5"],
    ["int", "abc"],
    ["date", "2024-02-29 12:00:00"],
    ["date", " 2024-01-01"],
    ["date", "2020-02-30"],
    ["timestamp", "abc"],
    ["timestamp", "2020-02-30"],
    ["timestamp", "2020-01-01T00:00:00"],
    ["timestamp", "2020-01-01 24:00:00"],
    ["timestamp", "2020-01-01 00:00:00."],
    ["timestamp", "2020-01-01 00:00:00 UTC"],
    ["boolean", "1"],
    ["boolean", "t"],
    ["boolean", "yes"],
    ["tinyint", "128"],
    ["smallint", "32768"],
    ["int", "2147483648"],
    ["bigint", "9223372036854775808"],
    ["decimal(5,2)", "1.005"],
    ["decimal(5,1)", "1e-3"],
    ["decimal(5,1)", "abc"],
    ["decimal(5,1)", "BD"],
    ["decimal(5,1)", "1.5bd"],
    ["decimal(5,1)", "12345"],
    ["decimal(5,1)", "1e6"],
    ["decimal(38,2)", "1e36"],
    ["double", "abc"],
    ["double", "inf"],
    ["float", "abc"],
    ["varchar(3)", "abcd"],
    ["char(3)", "abcd"],
  ])("fail a query if they are not: %s '%s'", async (type, value) => {
    partitioned(type, value);
    expect(await engine.errorOf("SELECT k FROM t")).toMatch(/^HIVE_INVALID_PARTITION_VALUE: /);
  });
});
