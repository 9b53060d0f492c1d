import { QueryError, unsupportedByBoth } from "../../query-error";
import type { TableProperties } from "./table-properties";

/** Where a new table is written and how. */
export interface NewTableTarget {
  readonly catalog: string;
  /** S3 URI of its files. */
  readonly location: string;
  /** Trino's properties, each with its value as SQL. */
  readonly tableProperties: Readonly<Record<string, string>>;
  /** Properties of the session, which Trino takes the codec from. */
  readonly sessionProperties: Readonly<Record<string, string>>;
}

/**
 * Rejects properties that Athena does not have, and those that Trino can't follow.
 *
 * @throws QueryError INVALID_TABLE_PROPERTY, NOT_SUPPORTED
 */
export function checkProperties(
  properties: TableProperties,
  known: { readonly mapped: readonly string[]; readonly unsupported: readonly string[] },
): void {
  for (const name of properties.keys()) {
    if (known.unsupported.includes(name)) {
      throw unsupportedByBoth(`The table property '${name}'`);
    }
    if (known.mapped.includes(name)) continue;
    const reason = `Catalog 'awsdatacatalog' table property '${name}' does not exist`;
    throw new QueryError("INVALID_TABLE_PROPERTY", reason);
  }
}
