import { literal } from "../../duckdb/sql";
import { contains } from "../analysis/expression-walk";
import { sameExpression } from "../analysis/same-expression";
import { Scope } from "../analysis/scope";
import { ordinalOutOfRange } from "../analysis/semantic-errors";
import { QueryError } from "../query-error";
import type { Expression, SortItem } from "../sql/syntax-tree";
import { DuckDbExpressionTranslator } from "./expressions/duckdb-expression-translator";
import type { ExpressionTranslator } from "./expressions/expression-translator";
import type { WritableExpression } from "./expressions/writable-expression";
import type { Field } from "./field";
import type { TranslatedItem } from "./select-items";
import { isAggregateCall, isGroupingCall } from "./calls/call-kinds";
import { type SortKey, withoutSignOfZero } from "./sort";

/** ORDER BY of a SELECT DISTINCT, which uses only selected expressions, with their SQL. @throws QueryError */
export function orderOfSelected(
  order: readonly SortedBy[],
  items: readonly TranslatedItem[],
): readonly SortedBy[] {
  return order.map((sorted) => {
    const { item, value, ordinal } = sorted;
    if (ordinal !== undefined) return sorted;
    const selected = value.volatile
      ? undefined
      : items.find((each) => sameExpression(each.value, value));
    if (selected === undefined) {
      const reason = "For SELECT DISTINCT, ORDER BY expressions must appear in select list";
      throw new QueryError("EXPRESSION_NOT_IN_DISTINCT", reason, item.value);
    }
    return { ...sorted, value: selected.value };
  });
}

/** An item of ORDER BY and its value. */
export interface SortedBy {
  readonly item: SortItem;
  readonly value: WritableExpression;
  /** The place of an item of the select list that is named by its ordinal or alias, counted from 1. */
  readonly ordinal?: number;
}

/**
 * Types an ORDER BY expression, which resolves aliases of the select list before columns of FROM. `names` is the
 * translator that does so, undefined if the expression is an item of the select list.
 */
export function sortValue(
  { value: node }: SortItem,
  items: readonly TranslatedItem[],
  scope: Scope<Field>,
  expressions: ExpressionTranslator,
): Omit<SortedBy, "item"> & { readonly names?: ExpressionTranslator } {
  if (node.kind === "integer") {
    const item = items[Number(node.text) - 1];
    if (item === undefined) throw ordinalOutOfRange("ORDER BY", node.text, node);
    return { value: item.value, ordinal: Number(node.text) };
  }
  const aliases = items.map(({ name, value }): Field => ({
    name: name?.toLowerCase(),
    relation: [],
    column: Symbol(name),
    aliasOf: value,
    type: value.type,
    sql: value.sql,
  }));
  const named =
    node.kind === "name"
      ? new Scope<Field>(aliases).resolve([node.name.toLowerCase()], node)
      : undefined;
  const index = named === undefined ? -1 : aliases.indexOf(named.field);
  const item = items[index];
  if (item !== undefined) return { value: item.value, ordinal: index + 1 };
  const refersToAlias = (inner: Expression): boolean =>
    inner.kind === "name" && aliases.some(({ name }) => name === inner.name.toLowerCase());
  const ofAlias = (inner: Expression): boolean =>
    contains(inner, refersToAlias, ({ kind }) => kind === "field");
  if (contains(node, (inner) => isGroupingCall(inner) && ofAlias(inner))) {
    const reason = "Invalid reference to output of SELECT clause from grouping() in ORDER BY";
    throw new QueryError("INVALID_ARGUMENTS", reason, node);
  }
  if (contains(node, (inner) => isAggregateCall(inner) && ofAlias(inner))) {
    const reason = "Invalid reference to output projection attribute from ORDER BY aggregation";
    throw new QueryError("COLUMN_NOT_FOUND", reason, node);
  }
  const unshadowed = scope.fields.filter(
    ({ name }) => !aliases.some((alias) => alias.name !== undefined && alias.name === name),
  );
  const qualified = scope.fields.map((field) => ({
    ...field,
    name: unshadowed.includes(field) ? field.name : undefined,
  }));
  const visible = new Scope<Field>(
    [...aliases, ...qualified],
    new Scope<Field>(scope.fields, scope.outer),
  );
  const names = new DuckDbExpressionTranslator({ ...expressions.context, scope: visible });
  return { value: names.translate(node), names };
}

/**
 * A key of ORDER BY. An item of the select list is written by its ordinal, since DuckDB would read a constant as one.
 *
 * @param distinct whether DuckDB takes nothing but the items as keys
 */
export function sortKey({ item, value, ordinal }: SortedBy, distinct: boolean): SortKey {
  const { type } = value;
  const isFloating = type.kind === "double" || type.kind === "real";
  if (isFloating && !distinct && !value.volatile && !value.hasSubquery) {
    return { item, value: withoutSignOfZero(value) };
  }
  // An ordinal is only a column's while it is the whole key, which is more than that where NaN is the least number.
  const whole = type.kind !== "timestamp with time zone" && !item.nullsFirst;
  if (ordinal === undefined || !whole) return { item, value };
  return { item, value: { type, sql: () => literal(ordinal) } };
}
