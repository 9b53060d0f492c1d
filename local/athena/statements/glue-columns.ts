import type { Column } from "@aws-sdk/client-glue";

import { type Position, QueryError } from "../query-error";
import { hiveTypeName } from "../types/hive-column-type";
import { type TrinoType, typeName } from "../types/trino-type";

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

function findUnsupportedType(type: TrinoType): TrinoType | undefined {
  switch (type.kind) {
    case "timestamp with time zone":
    case "json":
    case "interval day to second":
    case "interval year to month":
    case "unknown":
      return type;
    case "array":
      return findUnsupportedType(type.element);
    case "map":
      return findUnsupportedType(type.key) ?? findUnsupportedType(type.value);
    case "row":
      return type.fields
        .map((field) => findUnsupportedType(field.type))
        .find((unsupported) => unsupported !== undefined);
    default:
      return undefined;
  }
}
