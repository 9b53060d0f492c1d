import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { CreateTableCommand } from "@aws-sdk/client-glue";

import { createPartitions } from "../../glue/catalog/catalog-partitions";
import { findTable } from "../engine/catalog-lookup";
import { catalogTable } from "../engine/catalog-table";
import { prepareQuery, withTables } from "../engine/query-engine";
import { QueryError } from "../query-error";
import type { StatementOf } from "../sql/statement";
import { requireDatabase } from "./catalog-statements";
import { newTable, targetLocation } from "./new-table";
import { partitionInput } from "./partition-statements";
import {
  EMPTY_RESULT,
  type StatementContext,
  type StatementResult,
  resolveTable,
} from "./statement-context";
import { tableFormat } from "./table-format";
import { uploadFiles, writeFiles } from "./write-table";

type CreateTableAs = StatementOf<"createTableAs">;

/** CREATE TABLE AS: writes a query's rows to objects, then creates the table and its partitions. */
export async function createTableAs(
  statement: CreateTableAs,
  context: StatementContext,
): Promise<StatementResult> {
  const { database, table } = resolveTable(statement.name, context);
  await requireDatabase(database, context);
  if ((await findTable(context.clients.glue, database, table)) !== undefined) {
    if (statement.ifNotExists) return EMPTY_RESULT;
    const reason = `Table 'awsdatacatalog.${database}.${table}' already exists`;
    throw new QueryError("TABLE_ALREADY_EXISTS", reason, statement.name);
  }
  const format = tableFormat(statement.properties);
  const location = await targetLocation(statement, context, `${database}.${table}`);
  const prepared = await prepareQuery(statement.query, context);
  const input = newTable(table, location, prepared.query, format, statement);
  const { rowCount, scannedBytes, partitions, writtenFiles } = await withTables(
    prepared,
    context,
    async (session, scanned) => {
      const folder = join(session.scratchFolder, "new-table");
      mkdirSync(folder);
      const count = statement.withData
        ? await writeFiles(session, prepared.query, input, format, folder)
        : 0;
      const written = await uploadFiles(folder, location, input, format, context);
      return { rowCount: count, scannedBytes: scanned, ...written };
    },
  );
  await context.clients.glue.send(
    new CreateTableCommand({ DatabaseName: database, TableInput: input }),
  );
  const created = catalogTable(database, input);
  await createPartitions(
    context.clients.glue,
    { DatabaseName: database, TableName: table },
    [...partitions].map(([folder, partition]) =>
      partitionInput(created, partition, location + folder),
    ),
  );
  return {
    columns: [{ name: "rows", type: { kind: "bigint" } }],
    rows: [],
    updateCount: rowCount,
    scannedBytes,
    writtenFiles,
  };
}
