import { onlyReads } from "../../../../cli/query/statement/statement-kind";

describe("a statement", () => {
  it.each([
    "SELECT 1",
    "  select * from t",
    "-- a comment\nSELECT 1",
    "/* a comment; DROP TABLE t */ SELECT 1",
    "WITH a AS (SELECT 1) SELECT * FROM a",
    "(SELECT 1) UNION (SELECT 2)",
    "VALUES 1, 2",
    "TABLE t",
    "SHOW PARTITIONS t",
    "DESCRIBE t",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE VERBOSE SELECT 1",
    "EXPLAIN (TYPE IO, FORMAT JSON) SELECT 1",
    "EXPLAIN (SELECT 1)",
  ])("only reads: %s", (sql) => {
    expect(onlyReads(sql)).toBe(true);
  });

  it.each([
    "INSERT INTO t SELECT 1",
    "CREATE TABLE t AS SELECT 1",
    "CREATE OR REPLACE VIEW v AS SELECT 1",
    "DROP TABLE t",
    "ALTER TABLE t ADD PARTITION (day = '1')",
    "MSCK REPAIR TABLE t",
    "UNLOAD (SELECT 1) TO 's3://bucket/'",
    "DELETE FROM t",
    "UPDATE t SET a = 1",
    "MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE",
    "PREPARE p FROM DELETE FROM t",
    "EXECUTE p",
    "OPTIMIZE t REWRITE DATA USING BIN_PACK",
    "VACUUM t",
    "EXPLAIN ANALYZE INSERT INTO t SELECT 1",
    "/* SELECT */ DROP TABLE t",
    "-- SELECT 1\nDROP TABLE t",
    "(DROP TABLE t)",
    "",
    "1",
    "selection",
  ])("may change something: %s", (sql) => {
    expect(onlyReads(sql)).toBe(false);
  });
});
