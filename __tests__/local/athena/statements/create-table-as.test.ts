import { eventsEngine } from "./support/events-engine";

describe("CREATE TABLE AS", () => {
  const engine = eventsEngine();

  it("writes a query's rows to a new partitioned table", async () => {
    const { updateCount } = (await engine.run(
      "CREATE TABLE copy WITH (format = 'PARQUET', write_compression = 'SNAPPY', partitioned_by = ARRAY['hour']) AS SELECT event.staffname AS name, metadata.sourcetimestamp AS at, hour FROM events",
    )) as { updateCount?: number };
    expect(updateCount).toBe(6);
    expect(await engine.lines("SHOW PARTITIONS copy")).toEqual(["hour=0", "hour=1"]);
    expect(
      (await engine.run("SELECT name, at FROM copy WHERE hour = 1 ORDER BY name LIMIT 1")).rows,
    ).toEqual([["Staff 3", "2026-11-23 01:03:00.000"]]);
    expect(
      [...engine.aws.objects.keys()].filter((key) => key.startsWith("results/")).sort(),
    ).toEqual([
      "results/tables/execution/hour=0/execution_0",
      "results/tables/execution/hour=1/execution_1",
    ]);
  });

  it("writes JSON lines, and nothing WITH NO DATA", async () => {
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
      "PARQUET",
      "ARRAY[TIMESTAMP '2024-01-02 03:04:05']",
      "NOT_SUPPORTED: Incorrect timestamp precision for timestamp(0); the configured precision is MILLISECONDS; column name: x",
    ],
    [
      "PARQUET",
      "ROW(1, 2)",
      "NOT_SUPPORTED: Anonymous row type is not supported in Hive. Please give each field a name: row(integer, integer)",
    ],
    [
      "JSON",
      "ARRAY[infinity()]",
      "HIVE_UNSERIALIZABLE_JSON_VALUE: Invalid value to Insert: Infinity",
    ],
    ["JSON", "nan()", "HIVE_UNSERIALIZABLE_JSON_VALUE: Invalid value to Insert: NaN"],
    [
      "JSON",
      "X'01'",
      "NOT_SUPPORTED: A varbinary of a table in the format JSON, where it is a text, is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
  ])("refuses, in %s, the value %s as Trino does or by name", async (format, value, error) => {
    const sql = `CREATE TABLE z WITH (format = '${format}', external_location = 's3://lake/z/') AS SELECT ${value} AS x`;
    expect(await engine.errorOf(sql)).toBe(error);
  });

  it("takes the type of a table of Hive, which dbt names for each one", async () => {
    await engine.run(
      "CREATE TABLE h WITH (table_type = 'hive', is_external = true, external_location = 's3://lake/h/', format = 'parquet') AS SELECT 1 AS a",
    );
    expect((await engine.run("SELECT a FROM h")).rows).toEqual([["1"]]);
  });

  it("rejects an external location if the workgroup enforces its own or the location is not empty", async () => {
    const sql = (location: string) =>
      `CREATE TABLE x WITH (external_location = '${location}') AS SELECT 1 AS a`;
    expect(await engine.errorOf(sql("s3://lake/x/"), { enforced: true })).toMatch(
      /^INVALID_TABLE_PROPERTY: .*'external_location'/,
    );
    expect(await engine.errorOf(sql("s3://lake/data/"))).toMatch(
      /^HIVE_PATH_ALREADY_EXISTS: Target directory for table 'db.x' already exists: s3:\/\/lake\/data\//,
    );
  });

  it("refuses a partition value that is not printable ASCII, and writes an empty one as null", async () => {
    const sql = (value: string) =>
      `CREATE TABLE k WITH (partitioned_by = ARRAY['p'], external_location = 's3://lake/k/') AS SELECT 1 AS a, '${value}' AS p`;
    expect(await engine.errorOf(sql("é"))).toBe(
      "HIVE_INVALID_PARTITION_VALUE: Hive partition values can only contain printable ASCII characters (0x20 - 0x7E). Invalid value: C3 A9",
    );
    await engine.run(sql(""));
    expect((await engine.run("SELECT a, p FROM k")).rows).toEqual([["1", null]]);
  });

  it.each([
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
      "NOT_SUPPORTED: CREATE TABLE AS in the format ORC is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    [
      "CREATE TABLE x WITH (table_type = 'ICEBERG', is_external = false) AS SELECT 1 AS a",
      "NOT_SUPPORTED: The table property 'table_type' = 'ICEBERG' is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    [
      "CREATE TABLE x WITH (is_external = false) AS SELECT 1 AS a",
      "NOT_SUPPORTED: The table property 'is_external' = false is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    [
      "CREATE TABLE x WITH (table_type = 'DELTA') AS SELECT 1 AS a",
      "INVALID_TABLE_PROPERTY: The table property 'table_type' must be 'HIVE' or 'ICEBERG', got 'DELTA'",
    ],
    [
      "CREATE TABLE x WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a, 2 AS b",
      "HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table and in the same order as the table properties: [a]",
    ],
  ])("rejects %s", async (sql, error) => {
    expect(await engine.errorOf(sql)).toBe(error);
  });
});
