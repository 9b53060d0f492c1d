import type { GlueClient } from "@aws-sdk/client-glue";

import { databaseExists } from "../../engine/catalog-lookup";
import { INFORMATION_SCHEMA } from "../../engine/information-schema";
import { QueryError } from "../../query-error";
import type { QueryColumn } from "../../statements/glue-columns";
import { checkViewName, storeView, viewOfMetadata } from "../../statements/store-view";
import { columnType } from "../client/type-signature";
import { RewrittenSql } from "../text/rewritten-sql";
import { SqlReader } from "../text/sql-reader";
import { type PlanContext, resolveName } from "./plan-context";

/**
 * Creates a view. Trino analyzes its query, the gateway stores it in Athena's form: Trino would store a column of no
 * meaning in the Data Catalog instead of the view's own.
 *
 * @throws QueryError if the query is invalid, the name is taken, or Hive has no such type
 */
export async function createTrinoView(
  text: string,
  context: PlanContext,
  glue: GlueClient,
): Promise<void> {
  const reader = new SqlReader(text);
  const { position } = reader;
  reader.expect("CREATE");
  const orReplace = reader.accept("OR", "REPLACE");
  reader.expect("VIEW");
  const name = resolveName(reader.name(), context);
  reader.expect("AS");
  if (reader.has(INFORMATION_SCHEMA)) throw viewOfMetadata(position);
  const query = { start: reader.offset, end: reader.endOffset };
  // With its comments.
  const original = text.slice(query.start, reader.end).trim();
  const schema = context.job.database;
  const view = { ...name, orReplace, text: original, schema };
  if (!(await databaseExists(glue, name.database))) {
    throw new QueryError("SCHEMA_NOT_FOUND", `Schema '${name.database}' does not exist`);
  }
  const exists = await checkViewName(view, glue, position);
  // Trino checks what a view's query needs beyond a query: names of all columns.
  const statement = { start: 0, end: reader.endOffset };
  await context.columnsOf(new RewrittenSql(text, ["EXPLAIN (TYPE VALIDATE) ", statement]));
  const selected = new RewrittenSql(text, ["SELECT * FROM (", query, "\n) LIMIT 0"]);
  const columns = (await context.columnsOf(selected)).map(({ name: column, signature }) => {
    const type = columnType(signature);
    if (type.kind !== "other") return { name: column, type } satisfies QueryColumn;
    const reason = `Invalid column type for column ${column}: Unsupported Hive type: ${type.name}`;
    throw new QueryError("NOT_SUPPORTED", reason);
  });
  await storeView({ ...view, exists }, columns, glue, position);
}
