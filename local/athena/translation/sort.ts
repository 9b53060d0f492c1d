import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import type { SortItem } from "../sql/syntax-tree";
import { unsupported } from "../query-error";
import type { TypedSql } from "./expressions/typed-sql";

/** An item of ORDER BY whose value can be ordered. */
export interface SortKey {
  readonly item: SortItem;
  readonly value: TypedSql;
}

/** Checks an item of ORDER BY. @throws QueryError NOT_SUPPORTED for a type that DuckDB orders otherwise */
export function sortKeyOf<Key extends SortKey>(key: Key): Key {
  const { kind } = key.value.type;
  // Trino fails for a null in them, where two values are equal before it.
  if (["array", "json", "map", "row"].includes(kind)) {
    throw unsupported(`ORDER BY a value of type ${kind}`, key.item.value);
  }
  return key;
}

/** Writes ORDER BY. In Trino, nulls are last by default, in both directions. */
export function sortClause(order: readonly SortKey[]): Sql {
  if (order.length === 0) return EMPTY;
  return SQL` ORDER BY ${join(order.map(sortItem))}`;
}

function sortItem({ item: { descending, nullsFirst }, value: { sql, type } }: SortKey): Sql {
  const key = type.kind === "timestamp with time zone" ? SQL`${sql()}.i` : sql();
  const direction = descending ? SQL` DESC` : SQL` ASC`;
  if (!nullsFirst) return SQL`${key}${direction} NULLS LAST`;
  const sorted = SQL`${key}${direction} NULLS FIRST`;
  if (type.kind !== "double" && type.kind !== "real") return sorted;
  // With NULLS FIRST, NaN is the least number in Trino, else the greatest one, as in DuckDB.
  return SQL`isnan(${key})${descending ? SQL` ASC` : SQL` DESC`} NULLS FIRST, ${sorted}`;
}
