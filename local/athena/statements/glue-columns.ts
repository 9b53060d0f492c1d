import type { Column } from "@aws-sdk/client-glue";

import { type Position, QueryError } from "../query-error";
import { hiveTypeName } from "../types/hive-column-type";
import { type TrinoType, typeName } from "../types/trino-type";

/** The precision of a table's timestamps. */
const MILLISECONDS = 3;

/** A column of a query. */
export interface QueryColumn {
  readonly name?: string | undefined;
  readonly type: TrinoType;
}

/**
 * The columns of a table or view that is created from a query.
 *
 * @throws QueryError for a column without a name, a duplicate name, or a type that Hive does not have
 */
export function glueColumns(
  { columns }: { readonly columns: readonly QueryColumn[] },
  position?: Position,
): Column[] {
  const names = new Set<string>();
  return columns.map(({ name, type }, index) => {
    if (name === undefined) {
      const reason = `Column name not specified at position ${index + 1}`;
      throw new QueryError("MISSING_COLUMN_NAME", reason, position);
    }
    const lower = name.toLowerCase();
    if (names.has(lower)) {
      const reason = `Column name '${name}' specified more than once`;
      throw new QueryError("DUPLICATE_COLUMN_NAME", reason, position);
    }
    names.add(lower);
    if (type.kind === "unknown") {
      throw new QueryError("COLUMN_TYPE_UNKNOWN", `Column type is unknown: ${name}`, position);
    }
    const unsupported = findUnsupportedType(type);
    if (unsupported !== undefined) {
      const reason = `Invalid column type for column ${name}: Unsupported Hive type: ${typeName(unsupported)}`;
      throw new QueryError("NOT_SUPPORTED", reason);
    }
    return { Name: lower, Type: hiveTypeName(type) };
  });
}

/**
 * Checks that a table can have the types of a query's columns. Those of a view are not bound by it.
 *
 * @throws QueryError NOT_SUPPORTED for timestamps of other than milliseconds, and rows with fields without names
 */
export function checkTableTypes({ columns }: { readonly columns: readonly QueryColumn[] }): void {
  for (const { name = "", type } of columns) checkTableType(name, type);
}

function checkTableType(name: string, type: TrinoType): void {
  if (type.kind === "timestamp" && type.precision !== MILLISECONDS) {
    const reason = `Incorrect timestamp precision for ${typeName(type)}; the configured precision is MILLISECONDS; column name: ${name}`;
    throw new QueryError("NOT_SUPPORTED", reason);
  }
  if (type.kind === "row" && type.fields.some((field) => field.name === undefined)) {
    const reason = `Anonymous row type is not supported in Hive. Please give each field a name: ${typeName(type)}`;
    throw new QueryError("NOT_SUPPORTED", reason);
  }
  for (const part of partsOf(type)) checkTableType(name, part);
}

/** The types that a type is made of. */
function partsOf(type: TrinoType): readonly TrinoType[] {
  switch (type.kind) {
    case "array":
      return [type.element];
    case "map":
      return [type.key, type.value];
    case "row":
      return type.fields.map((field) => field.type);
    default:
      return [];
  }
}

function findUnsupportedType(type: TrinoType): TrinoType | undefined {
  switch (type.kind) {
    case "timestamp with time zone":
    case "json":
    case "interval day to second":
    case "interval year to month":
    case "unknown":
      return type;
    default:
      return partsOf(type)
        .map(findUnsupportedType)
        .find((unsupported) => unsupported !== undefined);
  }
}
