import type { Statement } from "../sql/statement";
import { createDatabase, createView, dropDatabase, dropTable } from "./catalog-statements";
import { alterTable } from "./hive/alter-table";
import { createExternalTable } from "./hive/create-external-table";
import { createTableAs } from "./create-table-as";
import { explainQuery } from "./explain-query";
import { repairTable } from "./hive/repair-table";
import { addPartitions, dropPartitions } from "./partition-statements";
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

/** Any statement except a query; Athena counts SHOW and DESCRIBE among DDL. */
export type DdlStatement = Exclude<Statement, { kind: "query" }>;

/** Runs a DDL statement. */
export function runDdl(
  statement: DdlStatement,
  context: StatementContext,
): Promise<StatementResult> {
  switch (statement.kind) {
    case "explain":
      return explainQuery(statement, context);
    case "createView":
      return createView(statement, context);
    case "createExternalTable":
      return createExternalTable(statement, context);
    case "alterTable":
      return alterTable(statement, context);
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
