/** A row of the table of docs/develop/sql-on-trino.md, and what Trino answers to statements that show it. */
export interface AthenaDifference {
  /** Start of the row. */
  readonly row: string;
  /** Statements, and their rows or the start of their error; the last one shows the difference. */
  readonly steps: readonly (readonly [
    sql: string,
    expected: readonly (readonly (string | null)[])[] | string,
  ])[];
}

const NOT_SUPPORTED = "NOT_SUPPORTED: ";

/** Rows whose difference a statement shows. */
export const ATHENA_DIFFERENCES: readonly AthenaDifference[] = [
  {
    row: "The release of Trino is not published",
    steps: [["SELECT any_value(x), [1, 2] FROM (VALUES 1) t (x)", [["1", "[1, 2]"]]]],
  },
  {
    row: "`CREATE TABLE AS` writes ION",
    steps: [["CREATE TABLE d1 WITH (format = 'ION') AS SELECT 1 AS a", NOT_SUPPORTED]],
  },
  {
    row: "`compression_level`",
    steps: [
      ["CREATE TABLE d2 WITH (compression_level = 3) AS SELECT 1 AS a", NOT_SUPPORTED],
      ["CREATE TABLE d2 WITH (write_compression = 'BROTLI') AS SELECT 1 AS a", NOT_SUPPORTED],
      ["CREATE TABLE d2 WITH (write_compression = 'BZIP2') AS SELECT 1 AS a", NOT_SUPPORTED],
      ["CREATE TABLE d2 WITH (write_compression = 'DEFLATE') AS SELECT 1 AS a", NOT_SUPPORTED],
      ["CREATE TABLE d2 WITH (write_compression = 'LZO') AS SELECT 1 AS a", NOT_SUPPORTED],
    ],
  },
  {
    row: "`vacuum_…` and `optimize_…` properties",
    steps: [
      [
        "CREATE TABLE d3 (a int) LOCATION 's3://lake/d3/' TBLPROPERTIES ('table_type' = 'ICEBERG', 'vacuum_min_snapshots_to_keep' = '1')",
        NOT_SUPPORTED,
      ],
      [
        "CREATE TABLE d3 WITH (table_type = 'ICEBERG', is_external = false, location = 's3://lake/d3/', vacuum_max_snapshot_age_seconds = 1) AS SELECT 1 AS a",
        NOT_SUPPORTED,
      ],
    ],
  },
  {
    row: "Projected dates by weeks, months and years",
    steps: [
      [
        "CREATE EXTERNAL TABLE d4 (a int) PARTITIONED BY (d string) STORED AS PARQUET LOCATION 's3://lake/d4/' TBLPROPERTIES ('projection.enabled' = 'true', 'projection.d.type' = 'date', 'projection.d.format' = 'yyyy-MM', 'projection.d.range' = '2026-01,2026-03', 'projection.d.interval' = '1', 'projection.d.interval.unit' = 'MONTHS')",
        [],
      ],
      ["SELECT * FROM d4", "INVALID_COLUMN_PROPERTY: Column projection for column 'd' failed."],
    ],
  },
  {
    row: "Columns of OpenCSVSerde have the types of the table",
    steps: [
      [
        "CREATE EXTERNAL TABLE d5 (a int) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' LOCATION 's3://lake/d5/'",
        [],
      ],
      ["SELECT DISTINCT typeof(a) FROM d5", [["varchar"]]],
    ],
  },
  {
    row: "The OpenX SerDe fails for a malformed line",
    steps: [
      [
        "CREATE EXTERNAL TABLE d6 (a int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/d6/'",
        [],
      ],
      ["SELECT a FROM d6 ORDER BY a", [["1"], ["2"], [null]]],
    ],
  },
  {
    row: "Views need no owner",
    steps: [["SELECT * FROM ownerless", "INVALID_VIEW"]],
  },
  {
    row: "`WITH FUNCTION` is unknown",
    steps: [["WITH FUNCTION f(x bigint) RETURNS bigint RETURN x + 1 SELECT f(1)", [["2"]]]],
  },
];

/** Starts of the other rows: no statement shows them each time, or only AWS does. */
export const OTHER_ROWS: readonly string[] = [
  "\"Column 'x' cannot be resolved",
  "The `.metadata` object",
  "`FOR TIMESTAMP AS OF current_timestamp`",
];
