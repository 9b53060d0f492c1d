import { join, SQL, type Sql } from "../../../duckdb/sql";
import { conjuncts } from "../../analysis/expression-walk";
import { unsupported } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { andInOrder } from "./and-in-order";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import type { TypedSql } from "../expressions/typed-sql";

/** Which conjuncts Trino evaluates in another order than the written one. */
export interface ConditionOrder {
  /** Those that it evaluates before the others. @default - none */
  readonly eager?: (node: Expression) => boolean;
  /** Whether one decides for which rows those after it are evaluated. @param failing those that can fail @default - each one */
  readonly guards?: (node: Expression, failing: readonly Expression[]) => boolean;
  /** Of conjuncts that Trino evaluates apart from the others, a name of these: those of one relation of a join. @default - none is */
  readonly group?: (node: Expression) => string | undefined;
  /** Whether they are of rows that were joined. @default - they are not */
  readonly joined?: boolean;
  /** Whether conjuncts that can't fail are evaluated before those that can. @default - in the written order */
  readonly safeFirst?: boolean;
}

/** A conjunct of a condition. */
interface Conjunct {
  readonly value: TypedSql;
  readonly fails: boolean;
  readonly volatile: boolean;
  readonly guards: boolean;
  readonly group: string | undefined;
}

/** A condition, as its conjuncts. */
export interface Conditions extends Required<Pick<ConditionOrder, "safeFirst" | "joined">> {
  readonly conjuncts: readonly Conjunct[];
}

/** Those of a query without a condition. */
export const NO_CONDITIONS: Conditions = { conjuncts: [], safeFirst: false, joined: false };

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
  {
    eager = () => false,
    guards = () => true,
    group = () => undefined,
    safeFirst = false,
    joined = false,
  }: ConditionOrder = {},
): Conditions {
  const nodes = [...conjuncts(condition)];
  const values = nodes.map((node) => expressions.condition(node, clause));
  const typed = nodes.map((node) => expressions.translate(node));
  const failing = typed.filter(({ node, canFail }) => !eager(node) && canFail);
  const undecided = nodes.find(isComparisonWithNull);
  if (failing.length > 0 && undecided !== undefined) {
    // Whether Trino evaluates the others depends on what they are of.
    throw unsupported("A comparison with NULL next to a condition that can fail", undecided);
  }
  const nodesThatFail = failing.map(({ node }) => node);
  const found = typed.flatMap((expression, index) => {
    const value = values[index];
    if (value === undefined) return [];
    const { node, volatile } = expression;
    return [
      {
        value,
        fails: failing.includes(expression),
        volatile,
        guards: guards(node, nodesThatFail),
        group: group(node),
      },
    ];
  });
  return { conjuncts: found, safeFirst, joined };
}

function isComparisonWithNull(node: Expression): boolean {
  return node.kind === "comparison" && [node.left, node.right].some(({ kind }) => kind === "null");
}

/**
 * Writes the conjuncts of a condition. DuckDB evaluates them in the order that it expects to be the fastest, so where one
 * can fail they are inside of CASE, and evaluated in the order of Trino.
 */
export function orderedConditions(conditions: Conditions): readonly Sql[] {
  const { safeFirst, joined } = conditions;
  const parts = conditions.conjuncts.map(({ value, ...known }): Part => ({
    ...known,
    sql: value.sql(),
  }));
  const failing = parts.filter(({ fails }) => fails);
  if (failing.length === 0) return parts.map(({ sql }) => sql);
  const groups = new Set(failing.map(({ group }) => group));
  groups.delete(undefined);
  const apart = [...groups].map((group) => inOrder(parts.filter((part) => part.group === group)));
  const others = parts.filter(({ group }) => !groups.has(group));
  return [...apart, ...(joined ? joinedInOrder(others) : allInOrder(others, safeFirst))];
}

/** Conditions of rows that were joined: those that decide on them are evaluated before, and no null is left. */
function joinedInOrder(parts: readonly Part[]): readonly Sql[] {
  const last = parts.reduce((found, { fails }, index) => (fails ? index : found), -1);
  if (last < 0) return parts.map(({ sql }) => sql);
  const plain = parts.filter(
    (part, index) => !part.fails && part.guards && (!part.volatile || index > last),
  );
  const needed = parts.slice(0, last + 1);
  const ordered = needed.every((part) => part.guards) ? inOrder(needed) : allEvaluated(needed);
  return [...plain.map((part) => part.sql), ordered];
}

function allInOrder(parts: readonly Part[], safeFirst: boolean): readonly Sql[] {
  if (parts.length === 0) return [];
  const safe = safeFirst ? parts.filter(({ fails }) => !fails) : [];
  const sorted = [...safe, ...parts.filter((part) => !safe.includes(part))];
  return [sorted.every((part) => part.guards) ? inOrder(sorted) : allEvaluated(sorted)];
}

/** Conditions each of which is evaluated for rows for which none of those before it is false: AND goes on after a null. */
function inOrder(parts: readonly Part[]): Sql {
  // Up to the next one that can fail, or after the first one if that can.
  const from = parts[0]?.fails === true ? 0 : parts.findIndex(({ fails }) => fails) - 1;
  if (from < 0 || parts.length === 1) return conjunction(parts);
  const before = parts.slice(0, from + 1);
  const first = conjunction(before);
  const rest = inOrder(parts.slice(from + 1));
  // One that has another value at each evaluation is evaluated once.
  if (before.some(({ volatile }) => volatile))
    return SQL`CASE WHEN ${first} THEN ${rest} ELSE FALSE END`;
  return andInOrder(first, rest);
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
