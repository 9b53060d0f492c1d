import { QueryError } from "../../../../../local/athena/query-error";
import type { TrinoPlan } from "../../../../../local/athena/trino/statements/trino-plan";
import {
  planAlterTable,
  planCreateTable,
  planDropTable,
} from "../../../../../local/athena/trino/tables/iceberg-ddl";
import { contextOf, planOf as plan, stepsOf } from "../plan-of";

describe("CREATE TABLE AS on Trino", () => {
  it.each([
    [
      "CREATE TABLE t AS SELECT 1 AS a",
      'CREATE TABLE "awsdatacatalog"."db"."t" WITH (external_location = \'s3://results/tables/0-1/\', format = \'PARQUET\') AS SELECT 1 AS a',
      { "awsdatacatalog.compression_codec": "GZIP" },
    ],
    [
      "CREATE TABLE IF NOT EXISTS D.\"T\" (x, y) WITH (format = 'textfile', field_delimiter = '|', external_location = 's3://b/c/', partitioned_by = ARRAY['y'], bucketed_by = ARRAY['x'], bucket_count = 3, write_compression = 'none') AS SELECT 1, 2 WITH NO DATA",
      "CREATE TABLE IF NOT EXISTS \"awsdatacatalog\".\"d\".\"t\" (x, y) WITH (external_location = 's3://b/c/', format = 'TEXTFILE', bucket_count = 3, bucketed_by = ARRAY['x'], partitioned_by = ARRAY['y'], textfile_field_separator = '|') AS SELECT 1, 2 WITH NO DATA",
      { "awsdatacatalog.compression_codec": "NONE" },
    ],
    [
      "CREATE TABLE t WITH (format = 'ORC') AS SELECT 1 AS a",
      'CREATE TABLE "awsdatacatalog"."db"."t" WITH (external_location = \'s3://results/tables/0-1/\', format = \'ORC\') AS SELECT 1 AS a',
      { "awsdatacatalog.compression_codec": "GZIP" },
    ],
    [
      "CREATE TABLE awsdatacatalog.db.t WITH (table_type = 'ICEBERG', is_external = false, location = 's3://b/i/', partitioning = ARRAY['month(at)', 'bucket(id, 8)'], format = 'ORC', write_compression = 'snappy') AS SELECT 1 AS id",
      "CREATE TABLE \"ice\".\"db\".\"t\" WITH (location = 's3://b/i/', format = 'ORC', partitioning = ARRAY['month(at)', 'bucket(id, 8)']) AS SELECT 1 AS id",
      { "ice.compression_codec": "SNAPPY" },
    ],
  ])("has Trino's table properties: %s", async (text, sql, properties) => {
    expect(stepsOf(await plan(text))).toEqual([[sql, properties]]);
  });

  it.each([
    ["compression_level = 3", "compression_level"],
    ["format = 'ION'", "in the format ION"],
    ["nope = 1", "'nope' does not exist"],
    ["format = 'CSV'", "must be one of AVRO, JSON, ORC, PARQUET, TEXTFILE, got 'CSV'"],
    ["write_compression = 'BZIP2'", "The compression BZIP2"],
    ["table_type = 'DELTA'", "must be 'HIVE' or 'ICEBERG', got 'DELTA'"],
    ["table_type = 'ICEBERG', location = 's3://b/'", "is_external = false"],
    ["table_type = 'ICEBERG', is_external = false", "needs the table property 'location'"],
    [
      "table_type = 'ICEBERG', is_external = false, location = 's3://b/', vacuum_min_snapshots_to_keep = 3",
      "vacuum_min_snapshots_to_keep",
    ],
  ])("refuses the table property %s", async (properties, message) => {
    const planned = plan(`CREATE TABLE t WITH (${properties}) AS SELECT 1 AS a`);
    await expect(planned).rejects.toThrow(message);
    await expect(planned).rejects.toBeInstanceOf(QueryError);
  });

  it("refuses a location where the workgroup enforces its own", async () => {
    const enforced = contextOf({ enforced: true });
    await expect(
      plan("CREATE TABLE t WITH (external_location = 's3://b/') AS SELECT 1 AS a", enforced),
    ).rejects.toThrow("enforces a centralized output location");
  });

  it("refuses another catalog, and a table without a database", async () => {
    await expect(plan("CREATE TABLE tpch.s.t AS SELECT 1 AS a")).rejects.toThrow(
      "CATALOG_NOT_FOUND: Catalog 'tpch' not found",
    );
    const context = { ...contextOf(), job: { ...contextOf().job, database: undefined } };
    await expect(plan("CREATE TABLE t AS SELECT 1 AS a", context)).rejects.toThrow(
      "MISSING_SCHEMA_NAME",
    );
  });
});

describe("DDL of Iceberg tables", () => {
  const sqlOf = (planned: TrinoPlan | undefined) => planned?.steps.map(({ sql }) => sql.text);

  it("is Trino's", () => {
    const context = contextOf();
    expect(sqlOf(planDropTable("DROP TABLE IF EXISTS `db`.`t`", context))).toEqual([
      'DROP TABLE "ice"."db"."t"',
    ]);
    const alter = (change: string) => sqlOf(planAlterTable(`ALTER TABLE t ${change}`, context));
    expect(
      alter("ADD COLUMNS (a int COMMENT 'it''s', b struct<x:timestamp,y:array<string>>)"),
    ).toEqual([
      `ALTER TABLE "ice"."db"."t" ADD COLUMN "a" integer COMMENT 'it''s'`,
      `ALTER TABLE "ice"."db"."t" ADD COLUMN "b" row(x timestamp(6), y array(varchar))`,
    ]);
    expect(alter("DROP COLUMN a")).toEqual(['ALTER TABLE "ice"."db"."t" DROP COLUMN "a"']);
    expect(alter("CHANGE COLUMN a b bigint")).toEqual([
      'ALTER TABLE "ice"."db"."t" RENAME COLUMN "a" TO "b"',
      'ALTER TABLE "ice"."db"."t" ALTER COLUMN "b" SET DATA TYPE bigint',
    ]);
    expect(() => alter("SET TBLPROPERTIES ('a' = 'b')")).toThrow("This ALTER TABLE");
  });

  it("creates a table from Athena's statement", () => {
    const statement = `CREATE TABLE db.t (id bigint, at timestamp COMMENT 'when', amount decimal(10,2))
      PARTITIONED BY (category, bucket(16, id), day(at))
      LOCATION 's3://b/t/'
      TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet', 'write_compression' = 'snappy')`;
    const planned = planCreateTable(statement, contextOf());
    expect(sqlOf(planned)).toEqual([
      `CREATE TABLE "ice"."db"."t" ("id" bigint, "at" timestamp(6) COMMENT 'when', "amount" decimal(10,2)) WITH (location = 's3://b/t/', format = 'PARQUET', partitioning = ARRAY['"category"', 'bucket("id", 16)', 'day("at")'])`,
    ]);
    expect(planned?.steps[0]?.properties).toEqual({ "ice.compression_codec": "SNAPPY" });
    expect(
      planCreateTable("CREATE TABLE t (a int) LOCATION 's3://b/'", contextOf()),
    ).toBeUndefined();
  });
});
