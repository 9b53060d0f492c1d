/** A form of statement or clause, with a statement that has it: by it, `docs/sql.md` tells which engine answers. */
export type StatementForm = readonly [form: string, example: string];

/** The forms of queries. The examples read no table, so that they can be run. */
export const QUERY_FORMS: readonly StatementForm[] = [
  [
    "SELECT, WHERE, ORDER BY, LIMIT, OFFSET",
    "SELECT x FROM (VALUES 1, 2) t(x) WHERE x > 1 ORDER BY x OFFSET 0 LIMIT 1",
  ],
  ["GROUP BY, HAVING", "SELECT x, count(*) FROM (VALUES 1) t(x) GROUP BY x HAVING count(*) > 0"],
  ["GROUPING SETS, CUBE, ROLLUP", "SELECT x, count(*) FROM (VALUES 1) t(x) GROUP BY ROLLUP (x)"],
  ["WITH", "WITH t AS (SELECT 1 AS x) SELECT x FROM t"],
  [
    "WITH RECURSIVE",
    "WITH RECURSIVE t(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT n FROM t",
  ],
  ["UNION, INTERSECT, EXCEPT", "SELECT 1 UNION ALL SELECT 2"],
  ["VALUES", "VALUES (1, 'a')"],
  [
    "INNER, LEFT, RIGHT, FULL and CROSS JOIN",
    "SELECT * FROM (VALUES 1) a(x) LEFT JOIN (VALUES 1) b(y) ON x = y",
  ],
  ["JOIN … USING", "SELECT * FROM (VALUES 1) a(x) JOIN (VALUES 1) b(x) USING (x)"],
  ["NATURAL JOIN", "SELECT * FROM ((VALUES 1) a(x)) NATURAL JOIN (SELECT 1 AS x)"],
  ["UNNEST … WITH ORDINALITY", "SELECT * FROM UNNEST(ARRAY[1]) WITH ORDINALITY"],
  ["LATERAL", "SELECT * FROM (VALUES 1) t(x) CROSS JOIN LATERAL (SELECT x + 1)"],
  ["TABLESAMPLE", "SELECT * FROM (SELECT 1) TABLESAMPLE BERNOULLI (50)"],
  ["MATCH_RECOGNIZE", "SELECT * FROM (SELECT 1) MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true)"],
  [
    "Subqueries: scalar, IN, EXISTS, ANY, ALL",
    "SELECT 1 IN (SELECT 1), EXISTS (SELECT 1), (SELECT 2), 1 = ANY (SELECT 1)",
  ],
  [
    "Windows: OVER, WINDOW, ROWS and GROUPS",
    "SELECT sum(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM (VALUES 1) t(x)",
  ],
  [
    "Windows: RANGE with an offset",
    "SELECT sum(x) OVER (ORDER BY x RANGE 1 PRECEDING) FROM (VALUES 1) t(x)",
  ],
  [
    "Aggregates: DISTINCT, FILTER, ORDER BY",
    "SELECT array_agg(DISTINCT x ORDER BY x) FILTER (WHERE x > 0) FROM (VALUES 1) t(x)",
  ],
  [
    "listagg … WITHIN GROUP",
    "SELECT listagg(x, ',') WITHIN GROUP (ORDER BY x) FROM (VALUES 'a') t(x)",
  ],
  ["Lambdas", "SELECT transform(ARRAY[1], x -> x + 1)"],
  ["CASE, IF, COALESCE, NULLIF, TRY", "SELECT CASE WHEN true THEN 1 END, if(true, 1), try(1)"],
  ["CAST, TRY_CAST", "SELECT CAST('1' AS integer), TRY_CAST('a' AS integer)"],
  [
    "LIKE, BETWEEN, IS DISTINCT FROM",
    "SELECT 'a' LIKE 'a%', 1 BETWEEN 0 AND 2, 1 IS DISTINCT FROM 2",
  ],
  ["AT TIME ZONE", "SELECT TIMESTAMP '2024-01-01 00:00:00 UTC' AT TIME ZONE 'Europe/Paris'"],
  ["INTERVAL", "SELECT DATE '2024-01-01' + INTERVAL '1' DAY"],
  ["TIME values", "SELECT TIME '01:02:03'"],
  ["json_query", `SELECT json_query('{"a":1}', 'lax $.a')`],
  ["json_value", `SELECT json_value('{"a":1}', 'lax $.a')`],
  ["json_exists", `SELECT json_exists('{"a":1}', 'lax $.a')`],
  ["json_object, json_array", "SELECT json_object('a' : 1)"],
  ["Unicode strings (U&'…')", String.raw`SELECT U&'\00e9'`],
  [
    "FETCH FIRST … WITH TIES",
    "SELECT x FROM (VALUES 1) t(x) ORDER BY x FETCH FIRST 1 ROW WITH TIES",
  ],
  [
    "information_schema: tables, columns, views, schemata",
    "SELECT count(*) FROM information_schema.tables",
  ],
  ["EXPLAIN", "EXPLAIN SELECT 1"],
  ["EXPLAIN ANALYZE", "EXPLAIN ANALYZE SELECT 1"],
];

/** The other forms, of which only the parser is asked. */
export const STATEMENT_FORMS: readonly StatementForm[] = [
  ["Time travel (FOR TIMESTAMP AS OF)", "SELECT * FROM t FOR TIMESTAMP AS OF now()"],
  ["INSERT INTO", "INSERT INTO t SELECT 1"],
  ["UPDATE, DELETE, MERGE", "DELETE FROM t WHERE a = 1"],
  ["OPTIMIZE", "OPTIMIZE t REWRITE DATA USING BIN_PACK"],
  ["VACUUM", "VACUUM t"],
  ["UNLOAD", "UNLOAD (SELECT 1) TO 's3://b/f/' WITH (format = 'PARQUET')"],
  ["PREPARE", "PREPARE p FROM SELECT ?"],
  ["EXECUTE", "EXECUTE p USING 1"],
  ["DEALLOCATE PREPARE", "DEALLOCATE PREPARE p"],
  ["CREATE TABLE AS (Parquet, JSON)", "CREATE TABLE t AS SELECT 1 AS a"],
  [
    "CREATE TABLE of Iceberg",
    "CREATE TABLE t (a int) LOCATION 's3://b/f/' TBLPROPERTIES ('table_type' = 'ICEBERG')",
  ],
  ["CREATE EXTERNAL TABLE", "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/f/'"],
  ["CREATE VIEW, CREATE OR REPLACE VIEW", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a"],
  ["CREATE DATABASE, DROP DATABASE", "CREATE DATABASE d"],
  ["DROP TABLE, DROP VIEW", "DROP TABLE IF EXISTS t"],
  ["ALTER TABLE ADD and DROP PARTITION", "ALTER TABLE t ADD PARTITION (a = 1)"],
  ["ALTER TABLE ADD and REPLACE COLUMNS", "ALTER TABLE t ADD COLUMNS (a int)"],
  ["ALTER TABLE SET TBLPROPERTIES, SET LOCATION", "ALTER TABLE t SET LOCATION 's3://b/f/'"],
  ["ALTER TABLE RENAME PARTITION", "ALTER TABLE t PARTITION (a = 1) RENAME TO PARTITION (a = 2)"],
  ["MSCK REPAIR TABLE", "MSCK REPAIR TABLE t"],
  ["SHOW DATABASES, TABLES, VIEWS, COLUMNS, PARTITIONS", "SHOW PARTITIONS t"],
  ["SHOW CREATE TABLE, CREATE VIEW, TBLPROPERTIES", "SHOW TBLPROPERTIES t"],
  ["DESCRIBE", "DESCRIBE t"],
  ["DESCRIBE FORMATTED, EXTENDED", "DESCRIBE FORMATTED t"],
];
