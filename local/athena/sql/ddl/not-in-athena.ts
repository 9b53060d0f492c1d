import { statementNotInAthena } from "../../query-error";
import type { TokenCursor } from "../token-cursor";

/**
 * Statements of Trino that Athena has not, by the words that they start with.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/unsupported-ddl.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/ddl-sql-reference.html
 */
const STATEMENTS: readonly string[] = [
  "ANALYZE",
  "CALL",
  "COMMENT ON",
  "COMMIT",
  "DENY",
  "GRANT",
  "REFRESH",
  "RESET",
  "REVOKE",
  "ROLLBACK",
  "SET",
  "START TRANSACTION",
  "TRUNCATE",
  "USE",
  ...["FUNCTION", "MATERIALIZED VIEW"].flatMap((what) => [
    `CREATE ${what}`,
    `CREATE OR REPLACE ${what}`,
    `DROP ${what}`,
    `SHOW CREATE ${what}`,
  ]),
  ...["CATALOG", "ROLE"].flatMap((what) => [`CREATE ${what}`, `DROP ${what}`]),
  "CREATE OR REPLACE TABLE",
  "ALTER MATERIALIZED VIEW",
  ...[
    "CATALOGS",
    "CREATE SCHEMA",
    "CURRENT ROLES",
    "FUNCTIONS",
    "GRANTS",
    "ROLE GRANTS",
    "ROLES",
  ].map((what) => `SHOW ${what}`),
  ...["SESSION", "STATS"].map((what) => `SHOW ${what}`),
  "DESCRIBE INPUT",
  "DESCRIBE OUTPUT",
];

/**
 * Changes of a table that Trino or Hive has and Athena has not, by the words after the table's name.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/unsupported-ddl.html
 */
const TABLE_CHANGES: readonly string[] = [
  ...["ARCHIVE PARTITION", "CLUSTERED BY", "EXCHANGE PARTITION", "SKEWED BY", "TOUCH"],
  ...["CLUSTERED", "SKEWED", "SORTED", "STORED AS DIRECTORIES"].map((what) => `NOT ${what}`),
  ...["SET SERDEPROPERTIES", "SET SKEWED LOCATION", "UNARCHIVE PARTITION"],
  "ADD COLUMN",
  "ALTER COLUMN",
  "EXECUTE",
  "RENAME COLUMN",
  "SET AUTHORIZATION",
  "SET PROPERTIES",
];

/** Changes of a database or a view that Trino has and Athena has not. */
const CHANGES: readonly string[] = ["RENAME", "SET AUTHORIZATION"];

/** @throws QueryError NOT_SUPPORTED, with Athena's message, if the next words start such a statement */
export function rejectNotInAthena(cursor: TokenCursor): void {
  reject(cursor, STATEMENTS, "");
}

/** The same for what follows `ALTER TABLE` and a name. */
export function rejectTableChangeNotInAthena(cursor: TokenCursor): void {
  reject(cursor, TABLE_CHANGES, "ALTER TABLE … ");
}

/** The same for what follows `ALTER`, another word and a name. @param what that word */
export function rejectChangeNotInAthena(cursor: TokenCursor, what: string): void {
  reject(cursor, CHANGES, `ALTER ${what} … `);
}

function reject(cursor: TokenCursor, statements: readonly string[], before: string): void {
  const found = statements.find((words) => cursor.at(...words.split(" ")));
  if (found !== undefined) throw statementNotInAthena(before + found, cursor.peek());
}
