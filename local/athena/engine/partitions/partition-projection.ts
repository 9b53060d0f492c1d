import { escapeRegExp } from "../../../../formats/escape-reg-exp";
import { partitionFolder } from "../../../glue/catalog/partition-folders";
import { join, SQL } from "../../../duckdb/sql";
import type { Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import type { PartitionCondition } from "../../translation/relations/table-scan";
import type { CatalogColumn, CatalogTable } from "../catalog-table";
import type { DuckDbSession } from "../duckdb-session";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { INTEGER_TYPES } from "../../types/trino-type";
import { prunePartitions, pruneValues } from "./partition-pruning";
import { projectedDates } from "./projected-dates";
import type { TablePartition } from "./table-partition";

/** Maximum number of projected partitions of a query. */
const MAX_PARTITIONS = 1_000_000;

/** Whether a table uses partition projection instead of registered partitions. */
export function usesProjection({ definition }: CatalogTable): boolean {
  return definition.Parameters?.["projection.enabled"]?.toLowerCase() === "true";
}

/**
 * The partitions of a table with partition projection that meet the conditions.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export async function projectedPartitions(
  session: DuckDbSession,
  table: CatalogTable,
  conditions: readonly PartitionCondition[],
  now: Date,
): Promise<readonly TablePartition[]> {
  // Each key is pruned on its own first, since the product of all keys may be huge.
  const projected = await Promise.all(
    table.partitionKeys.map(async (key) => {
      const own = conditions.filter(({ columns }) => columns.size === 1 && columns.has(key.name));
      const values = await projectedValues(session, table, key, own, now);
      return { key, values, conditions: own.map(({ sql }) => sql()) };
    }),
  );
  const pruned = await pruneValues(session, projected);
  let combinations: string[][] = [[]];
  for (const values of pruned) {
    combinations = combinations.flatMap((prefix) => values.map((value) => [...prefix, value]));
    if (combinations.length > MAX_PARTITIONS) {
      throw unsupported(`A query over more than ${MAX_PARTITIONS} projected partitions`);
    }
  }
  const partitions = combinations.map((values) => ({ values, location: location(table, values) }));
  const overSeveralKeys = conditions.filter(({ columns }) => columns.size > 1);
  return prunePartitions(
    session,
    table.partitionKeys,
    partitions,
    overSeveralKeys.map(({ sql }) => sql()),
  );
}

async function projectedValues(
  session: DuckDbSession,
  table: CatalogTable,
  key: CatalogColumn,
  conditions: readonly PartitionCondition[],
  now: Date,
): Promise<readonly string[]> {
  const setting = (name: string) => table.definition.Parameters?.[`projection.${key.name}.${name}`];
  const required = (name: string): string => {
    const value = setting(name);
    if (value !== undefined && value.trim() !== "") return value;
    throw invalid(`projection.${key.name}.${name} is missing`);
  };
  switch (required("type").toLowerCase()) {
    case "enum":
      return [
        ...new Set(
          required("values")
            .split(",")
            .map((value) => value.trim()),
        ),
      ];
    case "integer":
      return projectedIntegers(key, required("range"), setting("interval"), setting("digits"));
    case "date":
      return projectedDates(
        required("range"),
        required("format"),
        { interval: setting("interval"), unit: setting("interval.unit") },
        now,
      );
    case "injected": {
      const constants = conditions.flatMap(({ equals }) => equals ?? []).map((value) => value());
      if (constants.length > 0) return textsOf(session, key, constants);
      throw new QueryError(
        "CONSTRAINT_VIOLATION",
        `For the injected projected partition column ${key.name}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
      );
    }
    default:
      throw invalid(`projection.${key.name}.type must be enum, integer, date or injected`);
  }
}

/** The values of constant expressions as text, without duplicates and nulls. */
async function textsOf(
  session: DuckDbSession,
  { type }: CatalogColumn,
  constants: readonly Sql[],
): Promise<string[]> {
  const isInteger = INTEGER_TYPES.includes(type.kind);
  const texts = constants.map((constant) =>
    // 1.0 is the partition 1; what is no integer is rounded, and then does not meet the condition.
    isInteger
      ? SQL`CAST(TRY_CAST(${constant} AS ${duckDbTypeOf(type)}) AS VARCHAR)`
      : SQL`CAST(${constant} AS VARCHAR)`,
  );
  const reader = await session.rows(SQL`SELECT DISTINCT unnest([${join(texts)}])`);
  return reader.getRows().flatMap(([text]) => (typeof text === "string" ? [text] : []));
}

function projectedIntegers(
  key: CatalogColumn,
  range: string,
  interval: string | undefined,
  digits: string | undefined,
): string[] {
  const bounds = range.split(",").map((bound) => Number(bound.trim()));
  const [from, to] = bounds;
  const step = Number(interval ?? "1");
  const width = Number(digits ?? "1");
  if (
    from === undefined ||
    to === undefined ||
    bounds.length !== 2 ||
    ![...bounds, step, width].every(Number.isSafeInteger) ||
    step < 1 ||
    width < 1
  ) {
    throw invalid(
      `projection.${key.name} has the range '${range}', interval '${interval ?? ""}' and digits '${digits ?? ""}': expected integers such as 0,23`,
    );
  }
  const values: string[] = [];
  for (let value = from; value <= to; value += step) {
    const sign = value < 0 ? "-" : "";
    // As in Java's formats, the sign is one of the digits.
    values.push(sign + String(Math.abs(value)).padStart(width - sign.length, "0"));
    if (values.length > MAX_PARTITIONS) throw unsupported(`The projected range '${range}'`);
  }
  return values;
}

function location(table: CatalogTable, values: readonly string[]): string {
  const template = table.definition.Parameters?.["storage.location.template"];
  const keys = table.partitionKeys.map(({ name, hiveType }) => ({ name, type: hiveType }));
  if (template === undefined) {
    const root = table.definition.StorageDescriptor?.Location ?? "";
    return `${root.endsWith("/") ? root : `${root}/`}${partitionFolder(keys, values)}`;
  }
  for (const { name } of keys) {
    if (template.includes(`\${${name}}`)) continue;
    throw invalid(`storage.location.template must contain \${${name}}`);
  }
  // Replaced in one pass, since a value may contain another key's placeholder.
  const named = new Map(keys.map(({ name }, index) => [`\${${name}}`, values[index] ?? ""]));
  const any = [...named.keys()].map(escapeRegExp);
  return template.replace(new RegExp(any.join("|"), "g"), (text) => named.get(text) ?? text);
}

function invalid(reason: string): QueryError {
  return new QueryError(
    "INVALID_TABLE_PROPERTY",
    `Table properties of partition projection: ${reason}`,
  );
}
