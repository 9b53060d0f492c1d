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
  return SQL`${key}${descending ? SQL` DESC` : SQL` ASC`} NULLS ${nullsFirst ? SQL`FIRST` : SQL`LAST`}`;
}
