/** A statement, and its rows, the count of rows that it writes, or the start of its error. */
export type Step = readonly [
  sql: string,
  expected: readonly (readonly (string | null)[])[] | number | string,
];

/** All of Athena's DML, in an order in which each statement finds the tables that it needs. */
export const STEPS: readonly Step[] = [
  [
    "SELECT 9007199254740993, 1e15, DECIMAL '1.10', x'01ff'",
    [["9007199254740993", "1.0E15", "1.10", "01 ff"]],
  ],
  [
    "SELECT ARRAY[1, NULL], MAP(ARRAY['a'], ARRAY[1e0]), CAST(ROW(1, 'x') AS ROW(a integer, b varchar))",
    [["[1, null]", "{a=1.0}", "{a=1, b=x}"]],
  ],
  [
    "SELECT TIMESTAMP '2026-03-29 01:30:00.5 Europe/Madrid', time '10:00', INTERVAL '1' DAY",
    [["2026-03-29 01:30:00.5 Europe/Madrid", "10:00:00", "1 00:00:00.000"]],
  ],
  [
    "SELECT 'a'\n, nope FROM events",
    "COLUMN_NOT_FOUND: line 2:3: Column 'nope' cannot be resolved or requester",
  ],
  ["SELECT * FROM nodb.t", "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist"],
  ["SELECT 1 + 'a'", "TYPE_MISMATCH: line 1:10: Cannot apply operator: integer + varchar(1)"],
  ["SELECT 1 / 0", "DIVISION_BY_ZERO: Division by zero"],

  [
    "CREATE TABLE h WITH (format = 'PARQUET', write_compression = 'SNAPPY', external_location = 's3://lake/h/', partitioned_by = ARRAY['k']) AS SELECT 1 AS a, 'x' AS k",
    1,
  ],
  ["INSERT INTO h VALUES (2, 'y'), (3, 'y')", 2],
  ["SHOW PARTITIONS h", [["k=x"], ["k=y"]]],
  [
    "CREATE TABLE again WITH (external_location = 's3://lake/h/') AS SELECT 1 AS a",
    "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'db.again' already exists: s3://lake/h/. You may need",
  ],
  [
    "CREATE TABLE text WITH (format = 'TEXTFILE', field_delimiter = '|', write_compression = 'NONE', external_location = 's3://lake/text/') AS SELECT 1 AS a, 'x' AS k, CAST(NULL AS varchar) AS n",
    1,
  ],
  [
    "CREATE TABLE orc WITH (format = 'ORC', bucketed_by = ARRAY['a'], bucket_count = 2) AS SELECT 1 AS a",
    1,
  ],
  ["CREATE TABLE avro WITH (format = 'AVRO') AS SELECT 1 AS a", 1],
  ["CREATE TABLE json WITH (format = 'JSON') AS SELECT 1 AS a WITH NO DATA", 0],
  [
    "SELECT a, k, n FROM text UNION ALL SELECT a, NULL, NULL FROM orc JOIN avro USING (a)",
    [
      ["1", "x", null],
      ["1", null, null],
    ],
  ],

  ["CREATE VIEW v AS SELECT a AS b, ROW(a) AS r FROM orc", []],
  ["SELECT * FROM v", [["1", "{field0=1}"]]],
  ["DROP VIEW v", []],

  [
    "UNLOAD (SELECT 1 AS a, 'x') TO 's3://lake/unloaded/' WITH (format = 'JSON', compression = 'NONE')",
    1,
  ],
  ["SHOW TABLES 'unload*'", []],

  ["PREPARE p FROM SELECT ? || k FROM text WHERE a = ?", []],
  ["EXECUTE p USING 'it''s ', 1", [["it's x"]]],
  ["DEALLOCATE PREPARE p", []],

  [
    "CREATE TABLE i (id bigint, at timestamp, s string, st struct<a:int,b:array<string>>) PARTITIONED BY (bucket(4, id), day(at)) LOCATION 's3://lake/i/' TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet')",
    [],
  ],
  [
    "INSERT INTO i VALUES (1, TIMESTAMP '2026-11-23 01:02:03', 'a', ROW(1, ARRAY['x'])), (2, NULL, 'b', NULL)",
    2,
  ],
  [
    "SELECT * FROM i ORDER BY id",
    [
      ["1", "2026-11-23 01:02:03.000000", "a", "{a=1, b=[x]}"],
      ["2", null, "b", null],
    ],
  ],
  ["UPDATE i SET s = 'c' WHERE id = 1", 1],
  [
    "MERGE INTO i t USING (VALUES (2, 'z'), (3, 'n')) s (id, s) ON t.id = s.id WHEN MATCHED THEN UPDATE SET s = s.s WHEN NOT MATCHED THEN INSERT (id, s) VALUES (s.id, s.s)",
    2,
  ],
  ["DELETE FROM i WHERE id = 1", 1],
  [
    "SELECT id, s FROM i ORDER BY id",
    [
      ["2", "z"],
      ["3", "n"],
    ],
  ],
  [
    "SELECT count(*) FROM i FOR TIMESTAMP AS OF (current_timestamp - INTERVAL '0.001' SECOND)",
    [["2"]],
  ],
  [
    "SELECT count(*) FROM i FOR TIMESTAMP AS OF TIMESTAMP '2020-01-01 00:00:00 UTC'",
    "INVALID_ARGUMENTS: No version history table",
  ],
  ['SELECT count(*) > 3 FROM "i$snapshots"', [["true"]]],
  [
    "SELECT * FROM i FOR VERSION AS OF BIGINT '1'",
    "INVALID_ARGUMENTS: Iceberg snapshot ID does not exists: 1",
  ],
  ["OPTIMIZE i REWRITE DATA USING BIN_PACK", 0],
  [
    "OPTIMIZE i REWRITE DATA USING BIN_PACK WHERE s = 'x'",
    "GENERIC_INTERNAL_ERROR: The WHERE of OPTIMIZE may only have conditions on partition columns",
  ],
  ["VACUUM i", 0],
  ["ALTER TABLE i ADD COLUMNS (extra int)", []],
  ["ALTER TABLE i CHANGE COLUMN extra more bigint", []],
  ["SELECT id, more FROM i ORDER BY id LIMIT 1", [["2", null]]],
  [
    "CREATE TABLE j WITH (table_type = 'ICEBERG', is_external = false, location = 's3://lake/j/', partitioning = ARRAY['truncate(s, 1)'], format = 'ORC', write_compression = 'SNAPPY') AS SELECT s, id FROM i",
    2,
  ],
  ["SELECT s FROM j JOIN i USING (id, s) ORDER BY s", [["n"], ["z"]]],
  ["DROP TABLE i", []],
  ["SELECT * FROM i", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.i' does not exist"],
];
