import { join, SQL, type Sql } from "../../duckdb/sql";
import { keyword } from "../../duckdb/keyword";
import { QueryError, unsupported } from "../query-error";
import type { Expression, GroupingElement, Select } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "./expressions/expression-translator";
import {
  contains,
  dottedName,
  isDottedName,
  childExpressions,
  windowExpressions,
} from "../analysis/expression-walk";
import { ordinalOutOfRange } from "../analysis/semantic-errors";
import { sameExpression } from "../analysis/same-expression";
import type { TypedExpression } from "../analysis/typed-expression";
import { requireColumns, requireKeys } from "./grouping-columns";
import { rejectAggregatesAndWindows } from "./calls/misplaced-calls";
import { isAggregateCall, isGroupingCall } from "./calls/call-kinds";
import { type TranslatedItem, recordUses } from "./select-items";
import { rejectMaps } from "../types/reject-maps";
import { hasSingleZone } from "./expressions/single-zone";
import type { WritableExpression } from "./expressions/writable-expression";

/** An analyzed GROUP BY. */
export interface Grouping {
  /** Writes it; undefined if all rows are one group. */
  readonly sql: (() => Sql) | undefined;
  readonly keys: readonly WritableExpression[];
  /** Write conditions that fail for rows that DuckDB would group differently. */
  readonly guards: readonly (() => Sql)[];
}

/** Analyzes GROUP BY; undefined for a query without aggregation. */
export function translateGrouping(
  select: Select,
  items: readonly TranslatedItem[],
  expressions: ExpressionTranslator,
): Grouping | undefined {
  const aggregated =
    select.groupBy.length > 0 ||
    select.having !== undefined ||
    select.items.some((item) => item.kind === "column" && contains(item.value, isAggregateCall));
  if (!aggregated) return undefined;
  const keys: WritableExpression[] = [];
  const guards: (() => Sql)[] = [];
  const key = (node: Expression): WritableExpression => {
    const { value, singleZone } = groupingKey(node, items, expressions);
    rejectAggregatesAndWindows([value.node], "GROUP BY clause");
    const known = sameKey(keys, value);
    if (known !== undefined) return known;
    rejectMaps(value.type, "GROUP BY", node);
    keys.push(value);
    if (singleZone !== true && value.type.kind === "timestamp with time zone") {
      guards.push(() => SQL`coalesce(trino_is_utc(${value.sql()}), TRUE)`);
    }
    return value;
  };
  for (const element of select.groupBy) {
    if (element.kind !== "simple") requireColumns(element, expressions);
  }
  // DuckDB makes one group of all rows of it.
  if (select.groupBy.some(hasTwoEmptySets))
    throw unsupported("GROUP BY of () more than once", select);
  const elements = select.groupBy.map((element) => groupingElement(element, key));
  const sql = () => join(elements.map((write) => write()));
  return { sql: elements.length === 0 ? undefined : sql, keys, guards };
}

/** The key that an expression is to Trino. */
export function sameKey(
  keys: readonly WritableExpression[] | undefined,
  value: TypedExpression,
): WritableExpression | undefined {
  return keys?.find((key) => sameExpression(key, value));
}

function hasTwoEmptySets(element: GroupingElement): boolean {
  return element.kind !== "simple" && element.sets.filter((set) => set.length === 0).length > 1;
}

function groupingKey(
  node: Expression,
  items: readonly TranslatedItem[],
  expressions: ExpressionTranslator,
): Pick<TranslatedItem, "value" | "singleZone"> {
  if (node.kind !== "integer") {
    return { value: expressions.translate(node), singleZone: hasSingleZone(node, expressions) };
  }
  const item = items[Number(node.text) - 1];
  if (item === undefined) throw ordinalOutOfRange("GROUP BY", node.text, node);
  recordUses([...item.uses]);
  return item;
}

/** An ORDER BY expression, with the translator that also resolves aliases of the select list. */
export interface SortKey {
  readonly node: Expression;
  readonly expressions: ExpressionTranslator;
}

/** Checks that all columns are in GROUP BY or in aggregates. @throws QueryError EXPRESSION_NOT_AGGREGATE */
export function checkGrouped(
  select: Select,
  items: readonly TranslatedItem[],
  grouping: Grouping | undefined,
  expressions: ExpressionTranslator,
  order: readonly SortKey[],
): void {
  if (grouping === undefined) return;
  const columns = new Set(expressions.scope.fields.map(({ column }) => column));
  const isKey = (value: TypedExpression) => sameKey(grouping.keys, value) !== undefined;
  const check = (node: Expression, names: ExpressionTranslator): void => {
    if (isKey(names.translate(node))) return;
    if (isAggregateCall(node)) {
      if (isGroupingCall(node)) requireKeys(node, select, isKey, names);
      return;
    }
    if (isFieldOfKey(node, grouping, names)) return;
    const path = dottedName(node);
    if (path !== undefined) {
      const reason = `'${path.join(".")}' must be an aggregate expression or appear in GROUP BY clause`;
      const field = names.scope.resolveNode(node)?.field;
      // Not a column of an outer query, nor an alias of the select list.
      if (field !== undefined && columns.has(field.column)) {
        throw new QueryError("EXPRESSION_NOT_AGGREGATE", reason, node);
      }
      return;
    }
    if (node.kind === "lambda") return;
    if (node.kind === "call" && node.over !== undefined) {
      for (const inner of [...node.args, ...windowExpressions(node.over)]) check(inner, names);
      return;
    }
    for (const inner of childExpressions(node)) if (inner.kind !== "lambda") check(inner, names);
  };
  for (const { value } of items) {
    if (!isKey(value)) check(value.node, expressions);
  }
  if (select.having !== undefined) check(select.having, expressions);
  for (const key of order) check(key.node, key.expressions);
}

/** Whether an expression is a field of a grouping key that is a row. */
function isFieldOfKey(node: Expression, grouping: Grouping, names: ExpressionTranslator): boolean {
  if (node.kind !== "field") return false;
  // The name before the dot may be a relation.
  if (isDottedName(node.base) && names.scope.resolveNode(node.base) === undefined) return false;
  return (
    sameKey(grouping.keys, names.translate(node.base)) !== undefined ||
    isFieldOfKey(node.base, grouping, names)
  );
}

/** Types an element of GROUP BY. */
function groupingElement(
  element: GroupingElement,
  key: (node: Expression) => WritableExpression,
): () => Sql {
  if (element.kind === "simple") {
    const keys = element.items.map(key);
    return () => (keys.length === 0 ? SQL`()` : keyList(keys));
  }
  const { kind } = element;
  const all = element.sets.map((set) => set.map(key));
  // A column that CUBE names twice counts once.
  const sets = kind === "CUBE" ? withoutRepetition(all) : all;
  return () => {
    const written = sets.map((set) =>
      set.length === 1 && kind !== "GROUPING SETS" ? keyList(set) : SQL`(${keyList(set)})`,
    );
    return SQL`${keyword(kind)} (${join(written)})`;
  };
}

function keyList(keys: readonly WritableExpression[]): Sql {
  return join(keys.map(({ sql }) => sql()));
}

/** Sets of the same keys once. */
function withoutRepetition(
  sets: readonly (readonly WritableExpression[])[],
): readonly (readonly WritableExpression[])[] {
  return sets.filter(
    (set, index) =>
      sets.findIndex(
        (other) => other.length === set.length && other.every((key, at) => key === set[at]),
      ) === index,
  );
}
