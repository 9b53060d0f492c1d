import type { Statement } from "../sql/statement";
import { createDatabase, createView, dropDatabase, dropTable } from "./catalog-statements";
import { createTableAs } from "./create-table-as";
import { addPartitions, dropPartitions, repairTable } from "./partition-statements";
import {
  describeTable,
  showColumns,
  showCreateTable,
  showCreateView,
  showDatabases,
  showPartitions,
  showProperties,
  showTables,
} from "./show-statements";
import type { StatementContext, StatementResult } from "./statement-context";

/** A statement that is no query. */
export type Definition = Exclude<Statement, { kind: "query" }>;

/** Athena's words for what a statement is. */
export function statementType({ kind }: Statement): {
  type: "DML" | "DDL" | "UTILITY";
  subtype: string;
} {
  if (kind === "query") return { type: "DML", subtype: "SELECT" };
  if (kind === "createTableAs") return { type: "DDL", subtype: "CREATE_TABLE_AS_SELECT" };
  const subtype = kind.replace(/[A-Z]/g, "_$&").toUpperCase();
  return { type: /^(?:show|describe)/.test(kind) ? "UTILITY" : "DDL", subtype };
}

/** Runs a statement that is no query. */
export function runDefinition(
  statement: Definition,
  context: StatementContext,
): Promise<StatementResult> {
  switch (statement.kind) {
    case "createView":
      return createView(statement, context);
    case "createTableAs":
      return createTableAs(statement, context);
    case "dropView":
    case "dropTable":
      return dropTable(statement, context);
    case "createDatabase":
      return createDatabase(statement, context);
    case "dropDatabase":
      return dropDatabase(statement, context);
    case "showDatabases":
      return showDatabases(statement, context);
    case "showTables":
    case "showViews":
      return showTables(statement, context);
    case "showPartitions":
      return showPartitions(statement, context);
    case "showColumns":
      return showColumns(statement, context);
    case "showCreateTable":
      return showCreateTable(statement, context);
    case "showCreateView":
      return showCreateView(statement, context);
    case "showProperties":
      return showProperties(statement, context);
    case "describe":
      return describeTable(statement, context);
    case "repairTable":
      return repairTable(statement, context);
    case "addPartitions":
      return addPartitions(statement, context);
    case "dropPartitions":
      return dropPartitions(statement, context);
  }
}
