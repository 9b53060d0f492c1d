import { QueryError, unsupportedByBoth } from "../../query-error";
import { DEFAULT_DATABASE, type PlanContext } from "./plan-context";
import { RewrittenSql } from "../text/rewritten-sql";
import { SqlReader } from "../text/sql-reader";
import {
  DEFAULT_CODECS,
  parseProperties,
  type TableProperties,
  textProperty,
  trinoCodec,
  wordProperty,
} from "../tables/table-properties";
import { sqlName, sqlString } from "../text/sql-text";
import type { TrinoPlan } from "./trino-plan";

const PROPERTIES = [
  "compression",
  "compression_level",
  "field_delimiter",
  "format",
  "partitioned_by",
];

/**
 * Plans `UNLOAD (query) TO 's3://…' WITH (…)`. Trino has no such statement: a table is created over the location as
 * the query's rows are written, and then dropped, which leaves its files.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/unload.html
 * @throws QueryError for a property or value that Athena refuses, or one that Trino can't follow
 */
export async function planUnload(text: string, context: PlanContext): Promise<TrinoPlan> {
  const reader = new SqlReader(text);
  reader.expect("UNLOAD");
  const query = reader.bracketed();
  reader.expect("TO");
  const target = reader.next();
  if (target.kind !== "string") throw reader.mismatch("a location in single quotes");
  reader.expect("WITH");
  const { start, end } = reader.bracketed();
  reader.expectEnd();
  const properties = parseProperties(text.slice(start, end));
  const { hive } = context.catalogs;
  const selected = new RewrittenSql(text, ["SELECT * FROM (", query, "\n) LIMIT 0"]);
  const columns = (await context.columnsOf(selected)).map(({ name }) => sqlName(name));
  const database = context.job.database ?? DEFAULT_DATABASE;
  const table = sqlName(hive, database, `unload_${context.job.id.replaceAll("-", "_")}`);
  const location = target.text.endsWith("/") ? target.text : `${target.text}/`;
  const list = Object.entries({
    external_location: sqlString(location),
    ...formatProperties(properties),
  }).map(([name, value]) => `${name} = ${value}`);
  const create = new RewrittenSql(text, [
    `CREATE TABLE ${table} (${columns.join(", ")}) `,
    `WITH (${list.join(", ")}) AS `,
    query,
  ]);
  return {
    steps: [{ sql: create, properties: { [`${hive}.compression_codec`]: codec(properties) } }],
    cleanUp: [{ sql: new RewrittenSql(text, [`DROP TABLE IF EXISTS ${table}`]) }],
    writesTo: { location },
    result: "count",
  };
}

function formatProperties(properties: TableProperties): Record<string, string> {
  const unknown = [...properties.keys()].find((name) => !PROPERTIES.includes(name));
  if (unknown !== undefined) {
    const reason = `UNLOAD has no property '${unknown}'; it has ${PROPERTIES.join(", ")}`;
    throw new QueryError("INVALID_PROPERTY", reason);
  }
  if (properties.has("compression_level")) {
    throw unsupportedByBoth("UNLOAD with 'compression_level'");
  }
  const delimiter = textProperty(properties, "field_delimiter");
  const partitionedBy = properties.get("partitioned_by");
  return {
    format: sqlString(formatOf(properties)),
    // Athena's default for text.
    ...(formatOf(properties) === "TEXTFILE"
      ? { textfile_field_separator: sqlString(delimiter ?? ",") }
      : {}),
    ...(partitionedBy === undefined ? {} : { partitioned_by: partitionedBy }),
  };
}

function formatOf(properties: TableProperties): string {
  const format = wordProperty(properties, "format");
  if (format !== undefined && Object.hasOwn(DEFAULT_CODECS, format)) return format;
  const names = Object.keys(DEFAULT_CODECS).join(", ");
  const reason = `UNLOAD needs the property 'format', one of ${names}; got ${format ?? "none"}`;
  throw new QueryError("INVALID_PROPERTY", reason);
}

function codec(properties: TableProperties): string {
  const given = wordProperty(properties, "compression");
  return trinoCodec(given ?? DEFAULT_CODECS[formatOf(properties)] ?? "GZIP");
}
