import { toQueryError } from "../../../../../local/athena/engine/engine-error";
import { parseStatement } from "../../../../../local/athena/sql/statement-parser";

/** The error of a statement that is not parsed. */
function errorOf(sql: string): string {
  try {
    parseStatement(sql);
  } catch (error) {
    return toQueryError(error).message;
  }
  throw new Error(`${sql} was parsed`);
}

describe("a statement that Athena does not have", () => {
  it.each([
    ["GRANT SELECT ON t TO ROLE r", "GRANT"],
    ["call system.flush()", "CALL"],
    ["CREATE OR REPLACE MATERIALIZED VIEW v AS SELECT 1", "CREATE OR REPLACE MATERIALIZED VIEW"],
    ["SHOW CREATE SCHEMA s", "SHOW CREATE SCHEMA"],
    ["ALTER TABLE t RENAME COLUMN a TO b", "ALTER TABLE … RENAME COLUMN"],
    ["ALTER TABLE t TOUCH", "ALTER TABLE … TOUCH"],
    ["ALTER TABLE t SET SERDEPROPERTIES ('a' = 'b')", "ALTER TABLE … SET SERDEPROPERTIES"],
    ["ALTER TABLE t NOT STORED AS DIRECTORIES", "ALTER TABLE … NOT STORED AS DIRECTORIES"],
    ["ALTER VIEW v RENAME TO w", "ALTER VIEW … RENAME"],
  ])("is refused by its name: %s", (sql, name) => {
    expect(errorOf(sql)).toMatch(/^NOT_SUPPORTED: /);
    expect(errorOf(sql)).toContain(`Queries of this type are not supported: Athena has no ${name}`);
  });
});

describe("a form of Athena's DDL that is not supported", () => {
  it.each([
    ["SHOW PARTITIONS t PARTITION (a = 1)", "SHOW PARTITIONS … PARTITION"],
    ["DESCRIBE t a", "DESCRIBE of a column"],
    ["ALTER TABLE t RENAME TO u", "RENAME TO of an Iceberg table (Athena renames no other)"],
    ["ALTER DATABASE d SET DBPROPERTIES ('a' = 'b')", "ALTER DATABASE"],
    ["ALTER TABLE t DROP PARTITION (a < 1)", "DROP PARTITION (a < …)"],
    ["ALTER TABLE t DROP PARTITION (a = 1) PURGE", "PURGE"],
  ])("is refused by its name: %s", (sql, name) => {
    expect(errorOf(sql)).toMatch(/^NOT_SUPPORTED: /);
    expect(errorOf(sql)).toContain(name);
  });
});
