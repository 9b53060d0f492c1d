import type { StatementClass } from "../../execution/statement-class";
import { SqlReader } from "../text/sql-reader";

/** How a statement runs with the engine `trino`. */
export type StatementKind =
  /** Rows of a query. */
  | "query"
  | "createTableAs"
  | "createTable"
  | "createView"
  /** Writes rows to a table: Trino runs it as it is. */
  | "write"
  | "optimize"
  | "vacuum"
  | "unload"
  | "explain"
  | "prepare"
  | "execute"
  | "deallocate"
  /** Hive's DDL on a table, which is Trino's if the table is Iceberg's. */
  | "alterTable"
  | "dropTable"
  /** Everything else of Hive's DDL: the gateway runs it with both engines. */
  | "hive"
  /** Athena has no such statement, though Trino may have. */
  | "unknown";

/** A statement's kind and class. */
export interface StatementRoute extends StatementClass {
  readonly kind: StatementKind;
}

type Row = readonly [
  keywords: string,
  kind: StatementKind,
  type: StatementClass["type"],
  subtype: string,
  extension: StatementClass["extension"],
];

/** Statements by the keywords that they start with; the first row that fits counts. */
const STATEMENTS: readonly Row[] = [
  ["SELECT", "query", "DML", "SELECT", ".csv"],
  ["WITH", "query", "DML", "SELECT", ".csv"],
  ["VALUES", "query", "DML", "SELECT", ".csv"],
  ["TABLE", "query", "DML", "SELECT", ".csv"],
  ["INSERT", "write", "DML", "INSERT", ""],
  ["DELETE", "write", "DML", "DELETE", ""],
  ["UPDATE", "write", "DML", "UPDATE", ""],
  ["MERGE", "write", "DML", "MERGE", ""],
  ["OPTIMIZE", "optimize", "DML", "OPTIMIZE", ""],
  ["VACUUM", "vacuum", "DML", "VACUUM", ""],
  ["UNLOAD", "unload", "DML", "UNLOAD", ""],
  ["EXPLAIN", "explain", "UTILITY", "EXPLAIN", ".txt"],
  ["PREPARE", "prepare", "UTILITY", "PREPARE", ".txt"],
  ["EXECUTE", "execute", "DML", "EXECUTE", ".csv"],
  ["DEALLOCATE", "deallocate", "UTILITY", "DEALLOCATE_PREPARE", ".txt"],
  ["CREATE VIEW", "createView", "DDL", "CREATE_VIEW", ".txt"],
  ["CREATE OR REPLACE VIEW", "createView", "DDL", "CREATE_VIEW", ".txt"],
  ["CREATE EXTERNAL TABLE", "hive", "DDL", "CREATE_TABLE", ".txt"],
  ["CREATE TABLE", "createTable", "DDL", "CREATE_TABLE", ".txt"],
  ["CREATE DATABASE", "hive", "DDL", "CREATE_DATABASE", ".txt"],
  ["CREATE SCHEMA", "hive", "DDL", "CREATE_DATABASE", ".txt"],
  ["DROP TABLE", "dropTable", "DDL", "DROP_TABLE", ".txt"],
  ["DROP VIEW", "hive", "DDL", "DROP_VIEW", ".txt"],
  ["DROP DATABASE", "hive", "DDL", "DROP_DATABASE", ".txt"],
  ["DROP SCHEMA", "hive", "DDL", "DROP_DATABASE", ".txt"],
  ["ALTER TABLE", "alterTable", "DDL", "ALTER_TABLE", ".txt"],
  ["ALTER", "hive", "DDL", "ALTER", ".txt"],
  ["MSCK", "hive", "DDL", "REPAIR_TABLE", ".txt"],
  ["SHOW", "hive", "UTILITY", "SHOW", ".txt"],
  ["DESCRIBE", "hive", "UTILITY", "DESCRIBE", ".txt"],
  ["DESC", "hive", "UTILITY", "DESCRIBE", ".txt"],
];

/**
 * Finds out how a statement runs by its first words: no parser has to accept it, so that a query that only Trino knows
 * gets to Trino.
 */
export function routeStatement(text: string): StatementRoute {
  const reader = new SqlReader(text);
  // A query may start with brackets.
  let inBrackets = false;
  while (reader.acceptSymbol("(")) inBrackets = true;
  const row = STATEMENTS.find(([keywords]) => reader.at(...keywords.split(" ")));
  if (row === undefined || (inBrackets && row[1] !== "query")) {
    return { kind: "unknown", type: "DML", subtype: "UNKNOWN", extension: ".csv" };
  }
  const [, kind, type, subtype, extension] = row;
  if (kind === "createTable" && isCreateTableAs(reader)) {
    return { kind: "createTableAs", type, subtype: "CREATE_TABLE_AS_SELECT", extension: "" };
  }
  return { kind, type, subtype, extension };
}

/** Whether a query follows the table's name, its properties or the names of its columns. */
function isCreateTableAs(reader: SqlReader): boolean {
  reader.expect("CREATE", "TABLE");
  reader.accept("IF", "NOT", "EXISTS");
  if (reader.peek() === undefined) return false;
  reader.name();
  if (reader.atSymbol("(")) reader.bracketed();
  return reader.at("WITH") || reader.at("AS") || reader.at("COMMENT", "AS");
}
