import { QueryError } from "../../query-error";
import { hiveTarget } from "./hive-target";
import { icebergTarget } from "./iceberg-target";
import type { NewTableTarget } from "./new-table-target";
import { type PlanContext, resolveName } from "../statements/plan-context";
import { type OriginalPart, RewrittenSql } from "../text/rewritten-sql";
import { SqlReader } from "../text/sql-reader";
import { parseProperties, type TableProperties, wordProperty } from "./table-properties";
import { sqlName } from "../text/sql-text";
import type { TrinoPlan } from "../statements/trino-plan";

/**
 * Plans CREATE TABLE AS: Athena's properties become those of Trino's Hive or Iceberg connector.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html
 * @throws QueryError for a property that Athena does not have, or one that Trino can't follow
 */
export function planCreateTableAs(text: string, context: PlanContext): TrinoPlan {
  const reader = new SqlReader(text);
  reader.expect("CREATE", "TABLE");
  const ifNotExists = reader.accept("IF", "NOT", "EXISTS");
  const name = resolveName(reader.name(), context);
  const columnsStart = reader.offset;
  if (reader.atSymbol("(")) reader.bracketed();
  const columns: OriginalPart = { start: columnsStart, end: reader.offset };
  const properties = reader.accept("WITH")
    ? parseProperties(slice(text, reader.bracketed()))
    : new Map<string, string>();
  const target = newTableTarget(properties, context);
  const list = Object.entries(target.tableProperties).map(([key, value]) => `${key} = ${value}`);
  const sql = new RewrittenSql(text, [
    `CREATE TABLE ${ifNotExists ? "IF NOT EXISTS " : ""}`,
    `${sqlName(target.catalog, name.database, name.table)} `,
    columns,
    list.length === 0 ? "" : `WITH (${list.join(", ")}) `,
    { start: reader.offset, end: reader.endOffset },
  ]);
  return {
    steps: [{ sql, properties: target.sessionProperties }],
    writesTo: target,
    ...(properties.has("field_delimiter") ? { delimits: name } : {}),
    result: "count",
  };
}

/** The target of a new table. */
export function newTableTarget(properties: TableProperties, context: PlanContext): NewTableTarget {
  const type = wordProperty(properties, "table_type") ?? "HIVE";
  if (type === "HIVE") return hiveTarget(properties, context);
  if (type === "ICEBERG") return icebergTarget(properties, context);
  const reason = `The table property 'table_type' must be 'HIVE' or 'ICEBERG', got '${type}'`;
  throw new QueryError("INVALID_TABLE_PROPERTY", reason);
}

function slice(text: string, { start, end }: OriginalPart): string {
  return text.slice(start, end);
}
