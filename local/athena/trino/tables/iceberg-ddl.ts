import { unsupportedByBoth } from "../../query-error";
import { columnSql, readColumn, readColumns, readComment } from "./column-definitions";
import { type PlanContext, resolveName, type TableName } from "../statements/plan-context";
import { RewrittenSql } from "../text/rewritten-sql";
import { SqlReader } from "../text/sql-reader";
import { trinoCodec } from "./table-properties";
import { sqlName, sqlString } from "../text/sql-text";
import type { TrinoPlan, TrinoStep } from "../statements/trino-plan";

/** The table of ALTER TABLE or DROP TABLE. */
export function tableOf(text: string, context: PlanContext): TableName {
  const reader = new SqlReader(text);
  reader.next();
  reader.expect("TABLE");
  reader.accept("IF", "EXISTS");
  return resolveName(reader.name(), context);
}

/** Plans DROP TABLE of an Iceberg table, which removes its objects too. */
export function planDropTable(text: string, context: PlanContext): TrinoPlan {
  return ddl(text, [`DROP TABLE ${qualified(tableOf(text, context), context)}`]);
}

/**
 * Plans ALTER TABLE of an Iceberg table.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-evolving-table-schema.html
 * @throws QueryError NOT_SUPPORTED for other changes
 */
export function planAlterTable(text: string, context: PlanContext): TrinoPlan {
  const reader = new SqlReader(text);
  reader.expect("ALTER", "TABLE");
  const table = `ALTER TABLE ${qualified(resolveName(reader.name(), context), context)}`;
  const changes = readChanges(reader);
  reader.expectEnd();
  return ddl(
    text,
    changes.map((change) => `${table} ${change}`),
  );
}

function readChanges(reader: SqlReader): string[] {
  if (reader.accept("ADD", "COLUMNS")) {
    return readColumns(reader).map((column) => `ADD COLUMN ${columnSql(column)}`);
  }
  if (reader.accept("DROP", "COLUMN")) {
    return [`DROP COLUMN ${sqlName(...reader.name().map((part) => part.toLowerCase()))}`];
  }
  if (!reader.accept("CHANGE")) throw unsupportedByBoth("This ALTER TABLE of an Iceberg table");
  reader.accept("COLUMN");
  const [name = ""] = reader.name().map((part) => part.toLowerCase());
  const changed = readColumn(reader);
  if (changed.comment !== undefined) throw unsupportedByBoth("CHANGE COLUMN … COMMENT");
  const target = sqlName(changed.name);
  return [
    ...(name === changed.name ? [] : [`RENAME COLUMN ${sqlName(name)} TO ${target}`]),
    `ALTER COLUMN ${target} SET DATA TYPE ${changed.type}`,
  ];
}

/**
 * Plans CREATE TABLE of an Iceberg table.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-creating-tables.html
 * @returns undefined if the statement does not create one
 * @throws QueryError for a property that Trino can't follow
 */
export function planCreateTable(text: string, context: PlanContext): TrinoPlan | undefined {
  const reader = new SqlReader(text);
  reader.expect("CREATE", "TABLE");
  const ifNotExists = reader.accept("IF", "NOT", "EXISTS") ? "IF NOT EXISTS " : "";
  const name = reader.name();
  if (!reader.atSymbol("(")) return undefined;
  const rest = new SqlReader(text.slice(reader.offset));
  rest.bracketed();
  const isIceberg = /'table_type'\s*=\s*'iceberg'/i.test(rest.text.slice(rest.offset));
  if (!isIceberg) return undefined;
  const columns = readColumns(reader);
  const comment = readComment(reader);
  const partitioning = reader.accept("PARTITIONED", "BY") ? readPartitioning(reader) : [];
  reader.expect("LOCATION");
  const location = reader.next();
  reader.expect("TBLPROPERTIES");
  const properties = readTableProperties(reader);
  reader.expectEnd();
  const list = [
    `location = ${sqlString(location.text)}`,
    `format = ${sqlString((properties.get("format") ?? "parquet").toUpperCase())}`,
    ...(partitioning.length === 0
      ? []
      : [`partitioning = ARRAY[${partitioning.map(sqlString).join(", ")}]`]),
  ];
  const table = qualified(resolveName(name, context), context);
  const commented = comment === undefined ? "" : ` COMMENT ${sqlString(comment)}`;
  const codec = trinoCodec((properties.get("write_compression") ?? "zstd").toUpperCase());
  return ddl(
    text,
    [
      `CREATE TABLE ${ifNotExists}${table} (${columns.map(columnSql).join(", ")})${commented} WITH (${list.join(", ")})`,
    ],
    { [`${context.catalogs.iceberg}.compression_codec`]: codec },
  );
}

/** Athena puts the number first, as in `bucket(16, id)`; Trino puts it last. */
function readPartitioning(reader: SqlReader): string[] {
  const { start, end } = reader.bracketed();
  return new SqlReader(reader.text.slice(start, end)).items().map((item) => {
    const call = new SqlReader(item);
    const [name = ""] = call.name();
    if (!call.atSymbol("(")) return sqlName(name.toLowerCase());
    const { start: from, end: to } = call.bracketed();
    const args = new SqlReader(item.slice(from, to)).items();
    const column = args.map((arg) => new SqlReader(arg)).find((arg) => !/^\d/.test(arg.text));
    const number = args.find((arg) => /^\d+$/.test(arg));
    const [columnName = ""] = column?.name() ?? [];
    return `${name}(${[sqlName(columnName.toLowerCase()), ...(number === undefined ? [] : [number])].join(", ")})`;
  });
}

const TABLE_PROPERTIES = ["format", "table_type", "write_compression"];

function readTableProperties(reader: SqlReader): ReadonlyMap<string, string> {
  reader.expectSymbol("(");
  const properties = new Map<string, string>();
  do {
    const name = reader.next().text.toLowerCase();
    if (!TABLE_PROPERTIES.includes(name)) {
      throw unsupportedByBoth(`The table property '${name}' of Iceberg tables`);
    }
    reader.expectSymbol("=");
    properties.set(name, reader.next().text);
  } while (reader.acceptSymbol(","));
  reader.expectSymbol(")");
  return properties;
}

function qualified({ database, table }: TableName, { catalogs }: PlanContext): string {
  return sqlName(catalogs.iceberg, database, table);
}

function ddl(
  text: string,
  statements: readonly string[],
  properties?: Readonly<Record<string, string>>,
): TrinoPlan {
  const steps = statements.map((statement): TrinoStep => ({
    sql: new RewrittenSql(text, [statement]),
    ...(properties === undefined ? {} : { properties }),
  }));
  return { steps, result: "none" };
}
