import { fillTable, parquet } from "../../../../support/fake-aws/event-table";
import { TestEngine } from "../../../../support/athena/test-engine";

describe("Parquet files and the table's columns", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it("reads columns by name whatever case and order, wider types, and nulls for missing ones", async () => {
    await fillTable(
      engine.aws,
      "t",
      {
        small: "bigint",
        missing: "string",
        info: "struct<b:bigint,a:string,c:int>",
        list: "array<struct<x:bigint>>",
      },
      "SELECT [{'X': 1}] AS list, {'A': 'text', 'B': CAST(7 AS INTEGER)} AS INFO, CAST(5 AS SMALLINT) AS Small",
    );
    const { rows } = await engine.run("SELECT * FROM t");
    expect(rows).toEqual([["5", null, "{b=7, a=text, c=null}", "[{x=1}]"]]);
  });

  it("reads objects whose columns differ", async () => {
    await fillTable(
      engine.aws,
      "t",
      { a: "bigint", b: "string" },
      "SELECT CAST(1 AS INTEGER) AS a",
    );
    engine.aws.objects.set(
      "lake/t/part-1.parquet",
      await parquet("SELECT 'x' AS b, CAST(2 AS BIGINT) AS a"),
    );
    expect((await engine.run("SELECT a, b FROM t ORDER BY a")).rows).toEqual([
      ["1", null],
      ["2", "x"],
    ]);
  });

  it("passes over hidden and empty objects", async () => {
    await fillTable(engine.aws, "t", { a: "int" }, "SELECT CAST(1 AS INTEGER) AS a");
    engine.aws.objects.set("lake/t/_SUCCESS", Buffer.from("x"));
    engine.aws.objects.set("lake/t/.hidden/part", Buffer.from("x"));
    engine.aws.objects.set("lake/t/folder/", Buffer.alloc(0));
    engine.aws.objects.set("lake/t2/part", Buffer.from("not of this table"));
    expect((await engine.run("SELECT a FROM t")).rows).toEqual([["1"]]);
  });

  it("rounds finer timestamps to milliseconds, which is what Athena shows", async () => {
    await fillTable(
      engine.aws,
      "t",
      { at: "timestamp" },
      "SELECT TIMESTAMP '2026-11-23 00:00:00.1235' AS at",
    );
    expect((await engine.run("SELECT at FROM t")).rows).toEqual([["2026-11-23 00:00:00.124"]]);
  });

  it("fails where a column that the query uses holds another type, and only there", async () => {
    await fillTable(engine.aws, "t", { a: "int", b: "string" }, "SELECT 'text' AS a, 'x' AS b");
    expect((await engine.run("SELECT b FROM t")).rows).toEqual([["x"]]);
    expect(await engine.errorOf("SELECT a FROM t")).toBe(
      "HIVE_BAD_DATA: Field a's type VARCHAR in parquet file is incompatible with type int defined in table schema",
    );
  });

  it.each(["this is not Parquet at all", "short"])(
    "fails at an object that is no Parquet and names it: %s",
    async (content) => {
      await fillTable(engine.aws, "t", { a: "int" }, "SELECT 1 AS a");
      engine.aws.objects.set("lake/t/part-0.parquet", Buffer.from(content));
      expect(await engine.errorOf("SELECT a FROM t")).toBe(
        "HIVE_BAD_DATA: Not valid Parquet file: s3://lake/t/part-0.parquet",
      );
    },
  );

  it("refuses a SerDe that it can't read", async () => {
    await fillTable(engine.aws, "t", { a: "int" }, "SELECT 1 AS a");
    const table = engine.aws.tables.get("db.t");
    engine.aws.tables.set("db.t", {
      ...table,
      Name: "t",
      StorageDescriptor: {
        ...table?.StorageDescriptor,
        InputFormat: "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
        SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.orc.OrcSerde" },
      },
    });
    expect(await engine.errorOf("SELECT a FROM t")).toMatch(
      /^NOT_SUPPORTED: A table with the SerDe /,
    );
  });
});
