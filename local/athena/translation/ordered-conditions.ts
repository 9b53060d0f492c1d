import { join, SQL, type Sql } from "../../duckdb/sql";
import { conjuncts } from "../analysis/expression-walk";
import type { Expression } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "./expressions/expression-translator";
import type { TypedSql } from "./expressions/typed-sql";

/** Which conjuncts Trino evaluates in another order than the written one. */
export interface ConditionOrder {
  /** Those that it evaluates before the others. @default - none */
  readonly eager?: (node: Expression) => boolean;
  /** Whether one decides for which rows those after it are evaluated. @param failing those that can fail @default - each one */
  readonly guards?: (node: Expression, failing: readonly Expression[]) => boolean;
}

/** A conjunct of a condition. */
interface Conjunct {
  readonly value: TypedSql;
  readonly fails: boolean;
  readonly volatile: boolean;
  readonly guards: boolean;
}

/** A condition, as its conjuncts. */
export type Conditions = readonly Conjunct[];

/** A conjunct, written. */
interface Part extends Omit<Conjunct, "value"> {
  readonly sql: Sql;
}

/**
 * Types the conjuncts of a condition.
 *
 * @param clause for the error of one that is not boolean
 */
export function conditionsOf(
  condition: Expression,
  expressions: ExpressionTranslator,
  clause: string,
  { eager = () => false, guards = () => true }: ConditionOrder = {},
): Conditions {
  const nodes = [...conjuncts(condition)];
  const values = nodes.map((node) => expressions.condition(node, clause));
  const typed = nodes.map((node) => expressions.translate(node));
  const failing = typed.filter(({ node, canFail }) => !eager(node) && canFail);
  const nodesThatFail = failing.map(({ node }) => node);
  return typed.flatMap((expression, index) => {
    const value = values[index];
    if (value === undefined) return [];
    const { node, volatile } = expression;
    return [
      {
        value,
        fails: failing.includes(expression),
        volatile,
        guards: guards(node, nodesThatFail),
      },
    ];
  });
}

/**
 * Writes the conjuncts of a condition. DuckDB evaluates them in the order that it expects to be the fastest, so one that
 * can fail is evaluated only for rows that meet those before it, as in Trino.
 */
export function orderedConditions(conditions: Conditions): readonly Sql[] {
  const parts = conditions.map(({ value, ...known }): Part => ({ ...known, sql: value.sql() }));
  const last = parts.reduce((found, { fails }, index) => (fails ? index : found), 0);
  if (last === 0) return parts.map(({ sql }) => sql);
  // DuckDB may evaluate these early too, to skip files and partitions: not those that have another value then.
  const plain = parts.filter(
    (part, index) => !part.fails && part.guards && (!part.volatile || index > last),
  );
  const needed = parts.slice(0, last + 1);
  const ordered = needed.every((part) => part.guards) ? inOrder(needed) : allEvaluated(needed);
  return [...plain.map((part) => part.sql), ordered];
}

/** Conditions each of which is evaluated for rows that meet those before it. */
function inOrder(parts: readonly Part[]): Sql {
  const next = parts.findIndex(({ fails }, index) => fails && index > 0);
  if (next < 0) return conjunction(parts);
  return SQL`CASE WHEN ${conjunction(parts.slice(0, next))} THEN ${inOrder(parts.slice(next))} ELSE FALSE END`;
}

/** Conditions all of which are evaluated for each row that meets those of them that decide on it. */
function allEvaluated(parts: readonly Part[]): Sql {
  const deciding = parts.filter(({ fails, guards }) => guards && !fails);
  const rest = parts
    .filter((part) => !deciding.includes(part))
    .map(({ sql }) => SQL`coalesce(${sql}, FALSE)`);
  const all = SQL`list_bool_and([${join(rest)}])`;
  if (deciding.length === 0) return all;
  return SQL`CASE WHEN ${conjunction(deciding)} THEN ${all} ELSE FALSE END`;
}

function conjunction(parts: readonly Part[]): Sql {
  return join(
    parts.map(({ sql }) => sql),
    SQL` AND `,
  );
}
