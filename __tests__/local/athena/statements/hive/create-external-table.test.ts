import { gzipSync } from "node:zlib";

import { TestEngine } from "../../../../support/athena/test-engine";

describe("CREATE EXTERNAL TABLE and ALTER TABLE", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  function put(key: string, content: string | Buffer) {
    engine.aws.objects.set(`lake/${key}`, Buffer.from(content));
  }

  const storage = (table: string) => engine.aws.tables.get(`db.${table}`)?.StorageDescriptor;

  it("creates a table of delimited text, of which SELECT reads the columns by type", async () => {
    // A statement of AWS's page on LazySimpleSerDe, with other columns.
    await engine.run(`CREATE EXTERNAL TABLE IF NOT EXISTS flights (
        yr INT, \`carrier name\` STRING COMMENT 'who\\'s \\"flying\\"',
        delay DECIMAL(5, 2), at TIMESTAMP, tags array<struct<id:int, name:string>>
      )
      COMMENT "flights"
      PARTITIONED BY (origin STRING)
      ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' COLLECTION ITEMS TERMINATED BY '\\002' LINES TERMINATED BY '\\n' NULL DEFINED AS 'NA'
      STORED AS TEXTFILE
      LOCATION 's3://lake/flights/'
      TBLPROPERTIES ('skip.header.line.count'='1', "has_encrypted_data"="false")`);
    expect(engine.aws.tables.get("db.flights")).toMatchObject({
      TableType: "EXTERNAL_TABLE",
      Parameters: {
        EXTERNAL: "TRUE",
        comment: "flights",
        "skip.header.line.count": "1",
        has_encrypted_data: "false",
      },
      PartitionKeys: [{ Name: "origin", Type: "string" }],
      StorageDescriptor: {
        Columns: [
          { Name: "yr", Type: "int" },
          { Name: "carrier name", Type: "string", Comment: `who's "flying"` },
          { Name: "delay", Type: "decimal(5,2)" },
          { Name: "at", Type: "timestamp" },
          { Name: "tags", Type: "array<struct<id:int,name:string>>" },
        ],
        Location: "s3://lake/flights/",
        InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        SerdeInfo: {
          SerializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
          Parameters: {
            "field.delim": "\t",
            "serialization.format": "\t",
            "escape.delim": "\\",
            "colelction.delim": "\u0002",
            "line.delim": "\n",
            "serialization.null.format": "NA",
          },
        },
      },
    });
  });

  it("reads a new partition of delimited text", async () => {
    put(
      "flights/origin=JFK/a.txt.gz",
      gzipSync(
        "yr\tname\tdelay\tat\n2018\ta\\\tb\t1.005\t2018-01-31 12:00:00\nx\tNA\tNA\t2018\n2019\n",
      ),
    );
    await engine.run(
      "ALTER TABLE flights ADD PARTITION (origin = 'JFK') LOCATION 's3://lake/flights/origin=JFK/'",
    );
    expect(
      (await engine.run('SELECT yr, "carrier name", delay, at, origin FROM flights')).rows,
    ).toEqual([
      ["2018", "a\tb", "1.01", "2018-01-31 12:00:00.000", "JFK"],
      [null, null, null, null, "JFK"],
      ["2019", null, null, null, "JFK"],
    ]);
  });

  it("creates tables of the other formats", async () => {
    // Statements of AWS's pages on the SerDes.
    await engine.run(`CREATE EXTERNAL TABLE csv (name string, amount double, n bigint, day date, at timestamp, ok boolean)
      ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
      WITH SERDEPROPERTIES ("separatorChar" = ";", "quoteChar" = "\\"", "escapeChar" = "\\\\")
      LOCATION 's3://lake/csv/'`);
    expect(storage("csv")?.SerdeInfo).toEqual({
      SerializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
      Parameters: {
        "serialization.format": "1",
        separatorChar: ";",
        quoteChar: '"',
        escapeChar: "\\",
      },
    });
    await engine.run(`CREATE EXTERNAL TABLE json (v int, tags map<string,int>) PARTITIONED BY (dt string)
      ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' WITH SERDEPROPERTIES ('ignore.malformed.json'='true')
      LOCATION 's3://lake/json' TBLPROPERTIES ('projection.enabled'='true', 'projection.dt.type'='date',
      'projection.dt.format'='yyyy-MM-dd', 'projection.dt.range'='2026-11-01,2026-11-30')`);
    await engine.run(
      "CREATE EXTERNAL TABLE hive_json (v int) ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' LOCATION 's3://lake/hive-json/'",
    );
    await engine.run(
      "create external table copied (id bigint) stored as parquet location 's3://lake/copied/' tblproperties ('parquet.compress'='SNAPPY')",
    );
    expect(storage("copied")).toMatchObject({
      InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      SerdeInfo: {
        SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        Parameters: { "serialization.format": "1" },
      },
    });
  });

  it("reads tables of the other formats", async () => {
    put("csv/a.csv", '"a;""b""";1.50;-7;19000;1579059880000;TRUE\nx;.5;0;-1;0;false\n');
    expect((await engine.run("SELECT * FROM csv")).rows).toEqual([
      ['a;"b"', "1.5", "-7", "2022-01-08", "2020-01-15 03:44:40.000", "true"],
      ["x", "0.5", "0", "1969-12-31", "1970-01-01 00:00:00.000", "false"],
    ]);
    put("json/dt=2026-11-02/a.json", '{"v": "1", "Tags": {"a": 2}}\nnone\n');
    expect((await engine.run("SELECT * FROM json WHERE dt > '2026-11-01'")).rows).toEqual([
      ["1", "{a=2}", "2026-11-02"],
      [null, null, "2026-11-02"],
    ]);
    put("hive-json/a", '{"v":3}\n');
    expect((await engine.run("SELECT * FROM hive_json")).rows).toEqual([["3"]]);
    await engine.run(
      "CREATE TABLE source WITH (external_location = 's3://lake/copied/') AS SELECT BIGINT '5' AS id",
    );
    expect((await engine.run("SELECT * FROM copied")).rows).toEqual([["5"]]);
  });

  it("fails for a number that OpenCSVSerde can't parse, as Athena does", async () => {
    put("csv2/a.csv", "a;;\n");
    await engine.run(
      "CREATE EXTERNAL TABLE csv2 (name string, n bigint) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' WITH SERDEPROPERTIES ('separatorChar' = ';') LOCATION 's3://lake/csv2/'",
    );
    expect(await engine.errorOf("SELECT n FROM csv2")).toBe(
      `HIVE_BAD_DATA: Error parsing field value '' for field 1: For input string: ""`,
    );
    expect((await engine.run("SELECT name FROM csv2")).rows).toEqual([["a"]]);
  });

  it("changes columns, properties and location of a table", async () => {
    await engine.run("ALTER TABLE csv2 ADD COLUMNS (more string COMMENT 'new')");
    await engine.run("ALTER TABLE csv2 SET TBLPROPERTIES ('skip.header.line.count'='1', 'a'='b')");
    await engine.run("ALTER TABLE db.csv2 SET LOCATION 's3://lake/elsewhere/'");
    put("elsewhere/a", "name;n;more\nx;1;y\n");
    expect((await engine.run("SELECT * FROM csv2")).rows).toEqual([["x", "1", "y"]]);
    await engine.run("ALTER TABLE csv2 REPLACE COLUMNS (one string, `two` string)");
    expect((await engine.run("SELECT two, one FROM csv2")).rows).toEqual([["1", "x"]]);
  });

  it("reads what SHOW CREATE TABLE writes", async () => {
    const lines = (await engine.run("SHOW CREATE TABLE csv")).rows.map(([line]) => line ?? "");
    const before = engine.aws.tables.get("db.csv");
    await engine.run("DROP TABLE csv");
    await engine.run(lines.join("\n"));
    expect(engine.aws.tables.get("db.csv")?.StorageDescriptor).toEqual(before?.StorageDescriptor);
    expect(lines.join("\n")).toContain("'escapeChar'='\\\\'");
  });

  it.each([
    [
      "CREATE EXTERNAL TABLE t (a int)",
      "SYNTAX_ERROR: line 1:23: An external table needs a location: add LOCATION 's3://bucket/folder/'",
    ],
    [
      "CREATE EXTERNAL TABLE t (a int, A string) LOCATION 's3://lake/t/'",
      "DUPLICATE_COLUMN_NAME: line 1:23: Duplicate column name a in the table definition",
    ],
    [
      "CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (a int) LOCATION 's3://lake/t/'",
      "DUPLICATE_COLUMN_NAME: line 1:23: Duplicate column name a in the table definition",
    ],
    [
      "CREATE EXTERNAL TABLE t (a number) LOCATION 's3://lake/t/'",
      /SYNTAX_ERROR: line 1:23: The type of the column a: .*number/,
    ],
    [
      "CREATE EXTERNAL TABLE t (a int) LOCATION '/tmp/t'",
      /INVALID_TABLE_PROPERTY: line 1:23: LOCATION: .*got \/tmp\/t/,
    ],
    [
      "CREATE EXTERNAL TABLE t (a int) STORED AS XLSX LOCATION 's3://lake/t/'",
      /SYNTAX_ERROR: .*'XLSX'. Use one of TEXTFILE/,
    ],
    [
      "CREATE EXTERNAL TABLE \"t\" (a int) LOCATION 's3://lake/t/'",
      /SYNTAX_ERROR: line 1:23: mismatched input '"t"'/,
    ],
    [
      "CREATE EXTERNAL TABLE t (a int) CLUSTERED BY (a) INTO 4 BUCKETS LOCATION 's3://lake/t/'",
      /NOT_SUPPORTED: line 1:33: CLUSTERED BY/,
    ],
    [
      "CREATE EXTERNAL TABLE csv2 (a int) LOCATION 's3://lake/t/'",
      "TABLE_ALREADY_EXISTS: line 1:23: Table 'awsdatacatalog.db.csv2' already exists",
    ],
    [
      "CREATE EXTERNAL TABLE nope.t (a int) LOCATION 's3://lake/t/'",
      "SCHEMA_NOT_FOUND: Schema 'nope' does not exist",
    ],
    ["ALTER TABLE csv2 ADD COLUMNS (one int)", /DUPLICATE_COLUMN_NAME/],
    ["ALTER TABLE csv2 RENAME TO x", /NOT_SUPPORTED: .*ALTER TABLE … RENAME/],
  ])("rejects %s", async (sql, error) => {
    const message = await engine.errorOf(sql);
    if (typeof error === "string") expect(message).toBe(error);
    else expect(message).toMatch(error);
  });
});
