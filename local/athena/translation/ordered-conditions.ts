import { join, SQL, type Sql } from "../../duckdb/sql";
import { conjuncts } from "../analysis/expression-walk";
import type { Expression } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "./expressions/expression-translator";

/**
 * The conjuncts of a condition. DuckDB evaluates them in the order that it expects to be the fastest, so one that can
 * fail is evaluated only for rows that meet those before it, as in Trino.
 *
 * @param clause for the error of one that is not boolean
 * @param eager tells those that Trino evaluates before the others @default - none
 */
export function orderedConditions(
  condition: Expression,
  expressions: ExpressionTranslator,
  clause: string,
  eager: (node: Expression) => boolean = () => false,
): readonly Sql[] {
  const parts = [...conjuncts(condition)].map((node) => ({
    sql: expressions.condition(node, clause),
    fails: !eager(node) && expressions.translate(node).canFail,
    volatile: expressions.translate(node).volatile,
  }));
  const last = parts.reduce((found, { fails }, index) => (fails ? index : found), 0);
  if (last === 0) return parts.map(({ sql }) => sql);
  // DuckDB may evaluate these early too, to skip files and partitions: not those that have another value then.
  const plain = parts.filter(({ fails, volatile }, index) => !fails && (!volatile || index > last));
  return [...plain.map(({ sql }) => sql), inOrder(parts.slice(0, last + 1))];
}

/** Conditions each of which is evaluated for rows that meet those before it. */
function inOrder(parts: readonly { readonly sql: Sql; readonly fails: boolean }[]): Sql {
  const next = parts.findIndex(({ fails }, index) => fails && index > 0);
  const all = (some: typeof parts) =>
    join(
      some.map(({ sql }) => sql),
      SQL` AND `,
    );
  if (next < 0) return all(parts);
  return SQL`CASE WHEN ${all(parts.slice(0, next))} THEN ${inOrder(parts.slice(next))} ELSE FALSE END`;
}
