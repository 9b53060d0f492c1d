import { fillTable, parquet } from "../../../../../support/fake-aws/event-table";
import { TestEngine } from "../../../../../support/athena/test-engine";

describe("tables of Parquet files", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it("read columns by case-insensitive name, widened types, and nulls for missing columns", async () => {
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

  it("read objects with different columns", async () => {
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

  // As Trino 476 answers: pandas leaves open the type of a column whose values are all null.
  it("read a column without a type in one of the objects as nulls", async () => {
    await fillTable(
      engine.aws,
      "t",
      { id: "int", b: "string" },
      "SELECT CAST(1 AS INTEGER) AS id, 'x' AS b",
    );
    // Of pyarrow: the column `id` of one row, 3, and `b` of the type null.
    const untyped =
      "UEFSMRUAFRQVFCwVAhUAFQYVBhwAAAACAAAAAgEDAAAAFQAVDBUMLBUCFQAVBhUGHAAAAAIAAAACABUEGTw1ABgGc2NoZW1hFQQAFQIlAhgCaWQAFQIlAhgBYmy8AAAAFgIZHBksJgAcFQIZJQYAGRgCaWQVABYCFjoWOiYISRwVABUAFQIAPCkGGSYAAgAAACYAHBUCGSUGABkYAWIVABYCFjIWMiZCSRwVABUAFQIAPCkGGSYCAAAAABZsFgImCBZsACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZLBwAABwAAAC1AAAAUEFSMQ==";
    engine.aws.objects.set("lake/t/part-1.parquet", Buffer.from(untyped, "base64"));
    expect((await engine.run("SELECT id, b FROM t ORDER BY id")).rows).toEqual([
      ["1", "x"],
      ["3", null],
    ]);
    await fillTable(
      engine.aws,
      "t",
      { id: "int", b: "timestamp" },
      "SELECT 1 AS id, TIMESTAMP '2024-01-01 00:00:00' AS b",
    );
    engine.aws.objects.set("lake/t/part-1.parquet", Buffer.from(untyped, "base64"));
    expect(await engine.errorOf("SELECT b FROM t")).toMatch(/^HIVE_BAD_DATA: Field b's type /);
  });

  // As Trino 476 answers over a file that has a Bloom filter of the column.
  it("find bytes beyond ASCII", async () => {
    await fillTable(
      engine.aws,
      "t",
      { b: "binary" },
      "SELECT from_hex(x) AS b FROM (VALUES ('00'), ('616263'), ('E38182FF')) AS t(x), range(8)",
    );
    const sql = "SELECT count(*) FROM t WHERE b = X'E38182FF'";
    expect((await engine.run(sql)).rows).toEqual([["8"]]);
    const keys = "SELECT count(*) FROM t JOIN (VALUES X'00') AS k(v) ON t.b = k.v";
    expect((await engine.run(keys)).rows).toEqual([["8"]]);
  });

  it("skip hidden and empty objects", async () => {
    await fillTable(engine.aws, "t", { a: "int" }, "SELECT CAST(1 AS INTEGER) AS a");
    engine.aws.objects.set("lake/t/_SUCCESS", Buffer.from("x"));
    engine.aws.objects.set("lake/t/.hidden/part", Buffer.from("x"));
    engine.aws.objects.set("lake/t/folder/", Buffer.alloc(0));
    engine.aws.objects.set("lake/t2/part", Buffer.from("not of this table"));
    expect((await engine.run("SELECT a FROM t")).rows).toEqual([["1"]]);
  });

  it("round timestamps to milliseconds, as Athena does", async () => {
    await fillTable(
      engine.aws,
      "t",
      { at: "timestamp" },
      "SELECT TIMESTAMP '2026-11-23 00:00:00.1235' AS at",
    );
    expect((await engine.run("SELECT at FROM t")).rows).toEqual([["2026-11-23 00:00:00.124"]]);
  });

  it("fail only if a column that the query uses has an incompatible type", async () => {
    await fillTable(engine.aws, "t", { a: "int", b: "string" }, "SELECT 'text' AS a, 'x' AS b");
    expect((await engine.run("SELECT b FROM t")).rows).toEqual([["x"]]);
    expect(await engine.errorOf("SELECT a FROM t")).toBe(
      "HIVE_BAD_DATA: Field a's type VARCHAR in parquet file is incompatible with type int defined in table schema",
    );
  });

  it.each(["this is not Parquet at all", "short"])(
    "fail for an object that is not Parquet, and name it: %s",
    async (content) => {
      await fillTable(engine.aws, "t", { a: "int" }, "SELECT 1 AS a");
      engine.aws.objects.set("lake/t/part-0.parquet", Buffer.from(content));
      expect(await engine.errorOf("SELECT a FROM t")).toBe(
        "HIVE_BAD_DATA: Not valid Parquet file: s3://lake/t/part-0.parquet",
      );
    },
  );

  it("reject an unsupported SerDe", async () => {
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

  // The answers of Trino 476.
  it.each([
    ["timestamp", "TIMESTAMP '1969-12-31 23:59:59.9995'", "1970-01-01 00:00:00.000"],
    ["timestamp", "TIMESTAMP '1969-12-31 23:59:59.9994'", "1969-12-31 23:59:59.999"],
    ["timestamp", "TIMESTAMP_NS '2024-02-29 12:34:56.789654321'", "2024-02-29 12:34:56.790"],
    ["timestamp", "TIMESTAMPTZ '1969-12-31 23:59:59.9995+00'", "1970-01-01 00:00:00.000"],
    ["int", "4294967295::UINTEGER", "-1"],
    ["bigint", "4294967295::UINTEGER", "-1"],
    ["bigint", "255::UTINYINT", "255"],
    ["double", "(-2147483648)::INTEGER", "-2.147483648E9"],
    ["decimal(9,2)", "7::INTEGER", "7.00"],
    ["string", "(-9223372036854775808)::BIGINT", "-9223372036854775808"],
    ["string", "1.25::DECIMAL(9,2)", "1.25"],
    ["struct<c:int>", "{'a': 1}", null],
    ["struct<a:bigint,c:int>", "{'A': 1}", "{a=1, c=null}"],
  ])("read a column of type %s from files where it is %s", async (type, value, expected) => {
    await fillTable(engine.aws, "t", { v: type }, `SELECT ${value} AS v`);
    expect((await engine.run("SELECT v FROM t")).rows).toEqual([[expected]]);
  });

  it.each([
    ["double", "1::BIGINT", "NOT_SUPPORTED"],
    ["bigint", "18446744073709551615::UBIGINT", "NOT_SUPPORTED"],
    ["string", "1.5::DOUBLE", "NOT_SUPPORTED"],
    ["date", "1::INTEGER", "NOT_SUPPORTED"],
    ["string", "'\\xFF'::BLOB", "NOT_SUPPORTED"],
    ["array<struct<b:int>>", "[{'a': 1}]", "NOT_SUPPORTED"],
    ["array<string>", "[1]", "HIVE_BAD_DATA"],
    ["decimal(9,2)", "1::BIGINT", "NOT_SUPPORTED"],
    ["decimal(38,0)", "1::INTEGER", "NOT_SUPPORTED"],
    ["char(4)", "1::INTEGER", "HIVE_BAD_DATA"],
    ["int", "1.5::DOUBLE", "HIVE_BAD_DATA"],
  ])("refuse a column of type %s in files where it is %s", async (type, value, code) => {
    await fillTable(engine.aws, "t", { v: type }, `SELECT ${value} AS v`);
    expect(await engine.errorOf("SELECT v FROM t")).toContain(`${code}: `);
  });

  it("refuse files in which a column has types that Trino does not read as each other", async () => {
    await fillTable(engine.aws, "t", { v: "timestamp" }, "SELECT TIMESTAMP '2024-01-01' AS v");
    engine.aws.objects.set("lake/t/part-1.parquet", await parquet("SELECT DATE '2024-01-01' AS v"));
    expect(await engine.errorOf("SELECT v FROM t")).toMatch(
      /^NOT_SUPPORTED: A column v that is (?:DATE and TIMESTAMP|TIMESTAMP and DATE)/,
    );
    expect((await engine.run("SELECT count(*) FROM t")).rows).toEqual([["2"]]);
  });

  it("refuse columns by index", async () => {
    await fillTable(engine.aws, "t", { v: "int" }, "SELECT 1 AS x");
    const { StorageDescriptor: storage, ...table } = engine.aws.tables.get("db.t") ?? {};
    const SerdeInfo = {
      ...storage?.SerdeInfo,
      Parameters: { "parquet.column.index.access": "true" },
    };
    engine.aws.tables.set("db.t", {
      ...table,
      Name: "t",
      StorageDescriptor: { ...storage, SerdeInfo },
    });
    expect(await engine.errorOf("SELECT v FROM t")).toMatch(
      /^NOT_SUPPORTED: The SerDe property parquet.column.index.access/,
    );
  });
});
