import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import type { SortItem } from "../sql/syntax-tree";
import { unsupported } from "../query-error";
import { duckDbTypeOf } from "../types/duckdb-type";
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

/**
 * A key in which 0.0 and -0.0 are the same. DuckDB reads a column that rows are sorted by, or put into the partitions of
 * a window by, from the encoded key, which has no sign of zero: so that it is not the column, it is a sum.
 */
export function withoutSignOfZero({ type, sql }: TypedSql): TypedSql {
  if (type.kind !== "double" && type.kind !== "real") return { type, sql };
  return { type, sql: () => SQL`(${sql()} + CAST(0 AS ${duckDbTypeOf(type)}))` };
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
