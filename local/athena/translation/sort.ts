import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import type { SortItem } from "../sql/syntax-tree";
import { unsupported } from "../query-error";
import type { TypedSql } from "./expressions/typed-sql";

/** Translates ORDER BY. In Trino, nulls are last by default, in both directions. */
export function sortClause(
  order: readonly { readonly item: SortItem; readonly value: TypedSql }[],
): Sql {
  if (order.length === 0) return EMPTY;
  return SQL` ORDER BY ${join(order.map(({ item, value }) => sortItem(item, value)))}`;
}

function sortItem({ descending, nullsFirst, value: node }: SortItem, { sql, type }: TypedSql): Sql {
  if (type.kind === "json" || type.kind === "map") {
    throw unsupported(`ORDER BY a value of type ${type.kind}`, node);
  }
  const key = type.kind === "timestamp with time zone" ? SQL`${sql}.i` : sql;
  const direction = descending ? SQL` DESC` : SQL` ASC`;
  if (nullsFirst !== true) return SQL`${key}${direction} NULLS LAST`;
  const sorted = SQL`${key}${direction} NULLS FIRST`;
  if (type.kind !== "double" && type.kind !== "real") return sorted;
  // With NULLS FIRST, NaN is the least number in Trino, else the greatest one, as in DuckDB.
  return SQL`isnan(${key})${descending ? SQL` ASC` : SQL` DESC`} NULLS FIRST, ${sorted}`;
}
