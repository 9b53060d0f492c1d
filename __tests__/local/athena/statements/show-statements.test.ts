import { fillEvents } from "../../../support/fake-aws/event-table";
import { FakeAws } from "../../../support/fake-aws/fake-aws";
import { TestEngine } from "../../../support/athena/test-engine";

describe("statements", () => {
  let aws: FakeAws;
  let engine: TestEngine;

  beforeEach(async () => {
    aws = new FakeAws();
    engine = new TestEngine(aws);
    await fillEvents(aws);
  });

  afterEach(() => engine.close());

  const lines = async (sql: string) => (await engine.run(sql)).rows.map(([line]) => line);

  it("shows databases and tables", async () => {
    await engine.run("CREATE DATABASE other");
    expect(await lines("SHOW DATABASES")).toEqual(["db", "other"]);
    expect(await lines("SHOW SCHEMAS LIKE 'o*'")).toEqual(["other"]);
    expect(await lines("SHOW TABLES IN db")).toEqual(["events"]);
    expect(await lines("SHOW TABLES 'x*|ev*'")).toEqual(["events"]);
    expect(await lines("SHOW TABLES IN other")).toEqual([]);
    await engine.run("DROP DATABASE other");
    expect(await lines("SHOW DATABASES")).toEqual(["db"]);
  });

  it("shows a table's columns and partitions", async () => {
    expect(await lines("SHOW PARTITIONS events")).toEqual([
      "year=2026/month=11/day=23/hour=00",
      "year=2026/month=11/day=23/hour=01",
    ]);
    expect(await lines("SHOW COLUMNS IN events")).toContain("hour                ");
    const description = await engine.run("DESCRIBE events");
    expect(description.columns.map(({ name }) => name)).toEqual([
      "col_name",
      "data_type",
      "comment",
    ]);
    expect(description.rows).toContainEqual([
      "year                \tbigint              \t                    ",
    ]);
    expect(description.rows).toContainEqual(["# Partition Information\t \t "]);
  });

  it("shows the statement that would make a table", async () => {
    expect((await lines("SHOW CREATE TABLE events")).join("\n")).toMatchInlineSnapshot(`
     "CREATE EXTERNAL TABLE \`db.events\`(
       \`event\` struct<staffName:string,staffId:int,emailId:string,status:string>, 
       \`metadata\` struct<appName:string,eventType:string,sourceTimestamp:timestamp>)
     PARTITIONED BY ( 
       \`year\` bigint, 
       \`month\` bigint, 
       \`day\` bigint, 
       \`hour\` bigint)
     ROW FORMAT SERDE 
       'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' 
     WITH SERDEPROPERTIES ( 
       'serialization.format'='1')
     STORED AS INPUTFORMAT 
       'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat' 
     OUTPUTFORMAT 
       'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
     LOCATION
       's3://lake/data/'
     TBLPROPERTIES (
       'classification'='parquet')"
    `);
  });

  it("registers the folders that nobody registered", async () => {
    expect(await lines("MSCK REPAIR TABLE events")).toEqual([
      "Partitions not in metastore:\tevents:year=2026/month=11/day=23/hour=02",
      "Repair: Added partition to metastore events:year=2026/month=11/day=23/hour=02",
    ]);
    expect(await lines("MSCK REPAIR TABLE events")).toEqual([]);
    expect((await engine.run("SELECT count(*) FROM events WHERE hour = 2")).rows).toEqual([["3"]]);
  });

  it("adds and drops partitions by name", async () => {
    await engine.run("ALTER TABLE events DROP PARTITION (year=2026, month=11, day=23, hour='00')");
    expect(await lines("SHOW PARTITIONS events")).toEqual(["year=2026/month=11/day=23/hour=01"]);
    await engine.run(
      "ALTER TABLE events ADD IF NOT EXISTS PARTITION (year=2026, month=11, day=23, hour='01') PARTITION (year=2026, month=11, day=23, hour='02') LOCATION 's3://lake/data/year=2026/month=11/day=23/hour=02/'",
    );
    expect((await engine.run("SELECT DISTINCT hour FROM events ORDER BY 1")).rows).toEqual([
      ["1"],
      ["2"],
    ]);
  });

  it("makes a view in the form that Athena keeps, and queries it in its own database", async () => {
    await engine.run(
      "CREATE VIEW staff AS\nSELECT DISTINCT event.staffid AS id, hour FROM events -- all of them",
    );
    const view = aws.tables.get("db.staff");
    expect(view).toMatchObject({
      TableType: "VIRTUAL_VIEW",
      Parameters: { presto_view: "true" },
      ViewExpandedText: "/* Presto View */",
      StorageDescriptor: {
        Columns: [
          { Name: "id", Type: "int" },
          { Name: "hour", Type: "bigint" },
        ],
      },
    });
    const encoded = /^\/\* Presto View: (\S+) \*\/$/.exec(view?.ViewOriginalText ?? "")?.[1] ?? "";
    expect(JSON.parse(Buffer.from(encoded, "base64").toString())).toEqual({
      originalSql: "SELECT DISTINCT event.staffid AS id, hour FROM events -- all of them",
      catalog: "awsdatacatalog",
      schema: "db",
      columns: [
        { name: "id", type: "integer" },
        { name: "hour", type: "bigint" },
      ],
    });
    aws.calls.length = 0;
    expect((await engine.run("SELECT id FROM staff WHERE hour = 1 ORDER BY id")).rows).toEqual([
      ["3"],
      ["4"],
      ["5"],
    ]);
    expect(aws.inputs("ListObjectsV2Command")).toHaveLength(1);
    expect(await lines("SHOW VIEWS")).toEqual(["staff"]);
  });

  it("replaces and drops a view", async () => {
    await engine.run("CREATE VIEW v AS SELECT 1 AS a");
    await engine.run("CREATE OR REPLACE VIEW v AS SELECT 'x' AS b");
    expect((await engine.run("SELECT b FROM v")).rows).toEqual([["x"]]);
    await engine.run("DROP VIEW v");
    expect(aws.tables.has("db.v")).toBe(false);
  });

  it("writes a query's rows into a new table with partitions", async () => {
    const { updateCount } = (await engine.run(
      "CREATE TABLE copy WITH (format = 'PARQUET', write_compression = 'SNAPPY', partitioned_by = ARRAY['hour']) AS SELECT event.staffname AS name, metadata.sourcetimestamp AS at, hour FROM events",
    )) as { updateCount?: number };
    expect(updateCount).toBe(6);
    expect(await lines("SHOW PARTITIONS copy")).toEqual(["hour=0", "hour=1"]);
    expect(
      (await engine.run("SELECT name, at FROM copy WHERE hour = 1 ORDER BY name LIMIT 1")).rows,
    ).toEqual([["Staff 3", "2026-11-23 01:03:00.000"]]);
    expect([...aws.objects.keys()].filter((key) => key.startsWith("results/")).sort()).toEqual([
      "results/tables/execution/hour=0/execution_0",
      "results/tables/execution/hour=1/execution_1",
    ]);
  });

  it("writes JSON lines, and nothing where no data is wanted", async () => {
    await engine.run(
      "CREATE TABLE j WITH (format = 'JSON', external_location = 's3://lake/j/') AS SELECT event FROM events WHERE event.staffid = 1",
    );
    expect((await engine.run("SELECT * FROM j")).rows).toEqual([
      ["{staffname=Staff 1, staffid=1, emailid=null, status=Active}"],
    ]);
    await engine.run(
      "CREATE TABLE empty WITH (external_location = 's3://lake/empty/') AS SELECT 1 AS a WITH NO DATA",
    );
    expect((await engine.run("SELECT a FROM empty")).rows).toEqual([]);
  });

  it.each([
    [
      "SHOW PARTITIONS nope",
      "TABLE_NOT_FOUND: line 1:17: Table 'awsdatacatalog.db.nope' does not exist",
    ],
    ["SHOW TABLES IN nope", "SCHEMA_NOT_FOUND: Schema 'nope' does not exist"],
    [
      "DROP TABLE nope",
      "TABLE_NOT_FOUND: line 1:12: Table 'awsdatacatalog.db.nope' does not exist",
    ],
    [
      "DROP VIEW events",
      "INVALID_TABLE: line 1:11: 'awsdatacatalog.db.events' is a table, not a view: use DROP TABLE",
    ],
    [
      "CREATE VIEW events AS SELECT 1 AS a",
      "TABLE_ALREADY_EXISTS: line 1:13: Table already exists: 'awsdatacatalog.db.events'",
    ],
    [
      "CREATE VIEW v AS SELECT 1",
      "COLUMN_NAME_NOT_SPECIFIED: line 1:13: Column name not specified at position 1",
    ],
    [
      "CREATE VIEW v AS SELECT 1 AS a, 2 AS A",
      "DUPLICATE_COLUMN_NAME: line 1:13: Column name 'A' specified more than once",
    ],
    [
      "CREATE VIEW v AS SELECT now() AS at",
      "NOT_SUPPORTED: Invalid column type for column at: Unsupported Hive type: timestamp(3) with time zone",
    ],
    [
      "CREATE TABLE events AS SELECT 1 AS a",
      "TABLE_ALREADY_EXISTS: line 1:14: Table 'awsdatacatalog.db.events' already exists",
    ],
    [
      "CREATE TABLE x WITH (colour = 'red') AS SELECT 1 AS a",
      "INVALID_TABLE_PROPERTY: Catalog 'awsdatacatalog' table property 'colour' does not exist",
    ],
    [
      "CREATE TABLE x WITH (format = 'ORC') AS SELECT 1 AS a",
      "NOT_SUPPORTED: CREATE TABLE AS in the format ORC is not supported by the embedded Athena; it would run on AWS",
    ],
    [
      "CREATE TABLE x WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a, 2 AS b",
      "HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table and in the same order as the table properties: [a]",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2026)",
      "INVALID_PARTITION: line 1:13: The partition must name year, month, day, hour, it names year",
    ],
    [
      "ALTER TABLE events ADD PARTITION (year=2026, month=11, day=23, hour='01')",
      "ALREADY_EXISTS: line 1:13: Partition already exists: [2026, 11, 23, 01]",
    ],
    [
      "INSERT INTO events SELECT 1",
      "NOT_SUPPORTED: INSERT is not supported by the embedded Athena; it would run on AWS",
    ],
  ])("refuses %s", async (sql, fault) => {
    expect(await engine.errorOf(sql)).toBe(fault);
  });

  it("keeps new tables where the work group wants them, and out of folders in use", async () => {
    const sql = (location: string) =>
      `CREATE TABLE x WITH (external_location = '${location}') AS SELECT 1 AS a`;
    expect(await engine.errorOf(sql("s3://lake/x/"), { enforced: true })).toMatch(
      /^INVALID_TABLE_PROPERTY: .*'external_location'/,
    );
    expect(await engine.errorOf(sql("s3://lake/data/"))).toMatch(
      /^HIVE_PATH_ALREADY_EXISTS: Target directory for table 'db.x' already exists: s3:\/\/lake\/data\//,
    );
  });
});
