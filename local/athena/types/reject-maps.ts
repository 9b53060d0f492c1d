import { type Position, unsupported } from "../query-error";
import type { TrinoType } from "./trino-type";

/**
 * Rejects values that DuckDB would tell apart by the order of their entries, where Trino takes equal ones for one.
 *
 * @param what is done with the value: `GROUP BY`
 * @throws QueryError NOT_SUPPORTED for a map, and for what has one in it
 */
export function rejectMaps(type: TrinoType, what: string, position?: Position): void {
  if (containsMap(type)) throw unsupported(`${what} of maps`, position);
}

function containsMap(type: TrinoType): boolean {
  switch (type.kind) {
    case "map":
      return true;
    case "array":
      return containsMap(type.element);
    case "row":
      return type.fields.some((field) => containsMap(field.type));
    default:
      return false;
  }
}
