import type { SortItem } from "../sql/query";
import { unsupported } from "../query-error";
import type { Typed } from "./typed";

/** ORDER BY in DuckDB's SQL; nulls come last in Trino whatever the direction. */
export function sortClause(
  order: readonly { readonly item: SortItem; readonly value: Typed }[],
): string {
  if (order.length === 0) return "";
  return ` ORDER BY ${order.map(({ item, value }) => sortItem(item, value)).join(", ")}`;
}

function sortItem({ descending, nullsFirst, value: node }: SortItem, { sql, type }: Typed): string {
  if (type.kind === "json" || type.kind === "map") {
    throw unsupported(`ORDER BY a value of type ${type.kind}`, node);
  }
  const key = type.kind === "timestamp with time zone" ? `${sql}.i` : sql;
  return `${key}${descending ? " DESC" : " ASC"} NULLS ${nullsFirst ? "FIRST" : "LAST"}`;
}
