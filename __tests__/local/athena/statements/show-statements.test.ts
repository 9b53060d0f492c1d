import { eventsEngine } from "./support/events-engine";

describe("SHOW and DESCRIBE", () => {
  const engine = eventsEngine();

  it("shows databases and tables", async () => {
    await engine.run("CREATE DATABASE other");
    expect(await engine.lines("SHOW DATABASES")).toEqual(["db", "other"]);
    expect(await engine.lines("SHOW SCHEMAS LIKE 'o*'")).toEqual(["other"]);
    expect(await engine.lines("SHOW TABLES IN db")).toEqual(["events"]);
    expect(await engine.lines("SHOW TABLES 'x*|ev*'")).toEqual(["events"]);
    expect(await engine.lines("SHOW TABLES IN other")).toEqual([]);
    await engine.run("DROP DATABASE other");
    expect(await engine.lines("SHOW DATABASES")).toEqual(["db"]);
  });

  it("shows one property of a table, as AWS documents it", async () => {
    await engine.run("ALTER TABLE events SET TBLPROPERTIES ('note' = 'a b')");
    expect(await engine.lines("SHOW TBLPROPERTIES events('note')")).toEqual(["a b"]);
    expect(await engine.lines('SHOW TBLPROPERTIES db.events ("note")')).toEqual(["a b"]);
    expect(await engine.errorOf("SHOW TBLPROPERTIES events('none')")).toMatch(
      /^NOT_SUPPORTED: .*SHOW TBLPROPERTIES of 'none', which the table does not have,/,
    );
  });

  it("refuses the table of a table's properties by its name", async () => {
    expect(await engine.errorOf('SELECT * FROM "events$properties"')).toMatch(
      /^NOT_SUPPORTED: .*The table "events\$properties" is not supported by the SQL engine duckdb/,
    );
  });

  it("shows the partitions of the catalog, and not those that are projected", async () => {
    const events = engine.aws.tables.get("db.events");
    const before = await engine.lines("SHOW PARTITIONS events");
    const Parameters = { "projection.enabled": "true", "projection.year.type": "integer" };
    engine.aws.tables.set("db.events", { ...events, Name: "events", Parameters });
    expect(await engine.lines("SHOW PARTITIONS events")).toEqual(before);
  });

  it("shows a table's columns and partitions", async () => {
    expect(await engine.lines("SHOW PARTITIONS events")).toEqual([
      "year=2026/month=11/day=23/hour=00",
      "year=2026/month=11/day=23/hour=01",
    ]);
    expect(await engine.lines("SHOW COLUMNS IN events")).toContain("hour                ");
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

  it("shows the CREATE TABLE statement of a table", async () => {
    expect((await engine.lines("SHOW CREATE TABLE events")).join("\n")).toMatchInlineSnapshot(`
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

  it.each([
    [
      "SHOW PARTITIONS nope",
      "TABLE_NOT_FOUND: line 1:17: Table 'awsdatacatalog.db.nope' does not exist",
    ],
    ["SHOW TABLES IN nope", "SCHEMA_NOT_FOUND: Schema 'nope' does not exist"],
  ])("rejects %s", async (sql, error) => {
    expect(await engine.errorOf(sql)).toBe(error);
  });
});
