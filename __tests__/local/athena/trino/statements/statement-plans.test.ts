import { resolveStatement } from "../../../../../local/athena/trino/statements/resolve-statement";
import { routeStatement } from "../../../../../local/athena/trino/statements/statement-route";
import { planOf as plan, stepsOf } from "../plan-of";

describe("the route of a statement", () => {
  it.each([
    ["-- c\n((SELECT 1))", "query", ".csv"],
    ["with x as (select 1) select no_parser('knows', this) over everything", "query", ".csv"],
    ["VALUES 1", "query", ".csv"],
    ["INSERT INTO t SELECT 1", "write", ""],
    ["MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "write", ""],
    ["CREATE TABLE t AS SELECT 1", "createTableAs", ""],
    ["CREATE TABLE IF NOT EXISTS a.t WITH (format = 'ORC') AS SELECT 1", "createTableAs", ""],
    ["CREATE TABLE t (a, b) AS SELECT 1, 2", "createTableAs", ""],
    ["CREATE TABLE t (a int) LOCATION 's3://b/' TBLPROPERTIES ('x'='y')", "createTable", ".txt"],
    ["CREATE EXTERNAL TABLE `t` (a int) LOCATION 's3://b/'", "hive", ".txt"],
    ["CREATE OR REPLACE VIEW v AS SELECT 1", "createView", ".txt"],
    ["SHOW TABLES 'x*'", "hive", ".txt"],
    ["MSCK REPAIR TABLE t", "hive", ".txt"],
    ["UNLOAD (SELECT 1) TO 's3://b/' WITH (format = 'JSON')", "unload", ""],
    ["EXPLAIN SELECT 1", "explain", ".txt"],
    ["CALL system.runtime.kill_query('x')", "unknown", ".csv"],
    ["SET SESSION query_max_run_time = '1d'", "unknown", ".csv"],
    ["USE x", "unknown", ".csv"],
    ["GRANT SELECT ON t TO ann", "unknown", ".csv"],
    ["(SHOW TABLES)", "unknown", ".csv"],
    ["", "unknown", ".csv"],
  ])("follows its first words: %s", (text, kind, extension) => {
    expect(routeStatement(text)).toMatchObject({ kind, extension });
  });
});

describe("what Trino runs", () => {
  it("is the statement itself for a query", async () => {
    const { steps, result } = await plan("  SELECT 1 ; ");
    expect(steps.map(({ sql }) => sql.text)).toEqual(["  SELECT 1"]);
    expect(result).toBe("rows");
  });

  it("is a table's procedures for OPTIMIZE and VACUUM", async () => {
    expect(
      stepsOf(await plan("OPTIMIZE t REWRITE DATA USING BIN_PACK WHERE day = DATE '2026-11-23';")),
    ).toEqual([[`ALTER TABLE "ice"."db"."t" EXECUTE optimize WHERE day = DATE '2026-11-23'`, {}]]);
    expect(stepsOf(await plan("VACUUM x.t"))).toEqual([
      [
        `ALTER TABLE "ice"."x"."t" EXECUTE expire_snapshots(retention_threshold => '432000s')`,
        { "ice.expire_snapshots_min_retention": "432000s" },
      ],
      [
        `ALTER TABLE "ice"."x"."t" EXECUTE remove_orphan_files(retention_threshold => '432000s')`,
        { "ice.remove_orphan_files_min_retention": "432000s" },
      ],
    ]);
    await expect(plan("OPTIMIZE t")).rejects.toThrow("Expecting: REWRITE DATA USING BIN_PACK");
    await expect(plan("VACUUM t NOW")).rejects.toThrow("Expecting: the end of the statement");
  });

  it("is a table that is dropped again for UNLOAD", async () => {
    const unload =
      "UNLOAD (SELECT 1 AS a, 'x') TO 's3://b/c' WITH (format = 'TEXTFILE', compression = 'NONE', partitioned_by = ARRAY['_col1'])";
    const planned = await plan(unload);
    expect(stepsOf(planned)).toEqual([
      [
        `CREATE TABLE "awsdatacatalog"."db"."unload_0_1" ("a", "_col1") WITH (external_location = 's3://b/c/', format = 'TEXTFILE', textfile_field_separator = ',', partitioned_by = ARRAY['_col1']) AS SELECT 1 AS a, 'x'`,
        { "awsdatacatalog.compression_codec": "NONE" },
      ],
    ]);
    expect(planned.cleanUp?.map(({ sql }) => sql.text)).toEqual([
      'DROP TABLE IF EXISTS "awsdatacatalog"."db"."unload_0_1"',
    ]);
    await expect(plan("UNLOAD (SELECT 1) TO 's3://b/' WITH (format = 'ION')")).rejects.toThrow(
      "one of AVRO, JSON, ORC, PARQUET, TEXTFILE; got ION",
    );
  });

  it("is EXPLAIN of what Trino would run", async () => {
    expect(stepsOf(await plan("EXPLAIN (FORMAT JSON) SELECT 1"))).toEqual([
      ["EXPLAIN (FORMAT JSON) SELECT 1", {}],
    ]);
    const [[sql] = []] = stepsOf(await plan("EXPLAIN CREATE TABLE t AS SELECT 1 AS a"));
    expect(sql).toMatch(/^EXPLAIN CREATE TABLE "awsdatacatalog"\."db"\."t" WITH \(external_/);
    await expect(plan("EXPLAIN MSCK REPAIR TABLE t")).rejects.toThrow("EXPLAIN takes a query");
  });
});

describe("a prepared statement", () => {
  const prepared = (name: string) => ({ p: "SELECT ? + ?", again: "EXECUTE p USING 1, 2" })[name];

  it("is run in place of EXECUTE", () => {
    expect(resolveStatement("EXECUTE p USING 1, ROUND(2, 3)", [], prepared)).toMatchObject({
      text: "SELECT ? + ?",
      parameters: ["1", "ROUND(2, 3)"],
      route: { kind: "query" },
    });
    expect(resolveStatement("EXECUTE p", ["1", "2"], prepared).parameters).toEqual(["1", "2"]);
  });

  it.each([
    ["EXECUTE p USING 1", [], "expected 2 but found 1: the query has more ? than values"],
    ["SELECT '?', ?", ["1", "2"], "expected 1 but found 2: more values were given"],
    ["EXECUTE q", [], "Prepared statement not found: q"],
    ["EXECUTE again", [], "can't be EXECUTE"],
  ])("is refused: %s %j", (text, parameters, message) => {
    expect(() => resolveStatement(text, parameters, prepared)).toThrow(message);
  });
});
