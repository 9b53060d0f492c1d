import { type Sql, SQL } from "../../../duckdb/sql";

/**
 * `first AND rest`, or with OR, of which DuckDB evaluates both: of its own AND and OR it leaves out the operand that can
 * fail where statistics, or a condition of the query, tell it the other one's value. Trino evaluates the first one then.
 *
 * Of the numbers 0, 1 and 2 for false, null and true, AND is the least one, and OR the greatest.
 */
export function bothEvaluated(kind: "and" | "or", first: Sql, rest: Sql): Sql {
  const place = kind === "and" ? SQL`least` : SQL`greatest`;
  return SQL`[FALSE, NULL, TRUE][1 + ${place}(${rank(first)}, ${rank(rest)})]`;
}

function rank(condition: Sql): Sql {
  return SQL`coalesce(CAST(${condition} AS INTEGER) * 2, 1)`;
}
