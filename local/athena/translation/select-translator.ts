import { EMPTY, join, literal, SQL, type Sql } from "../../duckdb/sql";
import type { QueryBody, Relation, Select, SelectItem, SortItem } from "../sql/syntax-tree";
import { DuckDbExpressionTranslator } from "./expressions/duckdb-expression-translator";
import type { ExpressionTranslator } from "./expressions/expression-translator";
import { contains } from "../analysis/expression-walk";
import { isAggregateCall, isWindowCall } from "./calls/call-kinds";
import { checkGrouped, type Grouping, sameKey, translateGrouping } from "./grouping";
import { ORDER_OF_HAVING, orderOfWhere } from "./conditions/condition-guards";
import {
  type Conditions,
  conditionsOf,
  NO_CONDITIONS,
  orderedConditions,
} from "./conditions/ordered-conditions";
import { rejectAggregatesAndWindows, rejectWindows } from "./calls/misplaced-calls";
import { pushPartitionConditions } from "./relations/partition-pushdown";
import type { TranslatedQuery, TranslatedRelation } from "./relations/relation";
import { type RelationContext, RelationTranslator } from "./relations/relation-translator";
import { Scope } from "../analysis/scope";
import { rejectMaps } from "../types/reject-maps";
import type { Field } from "./field";
import {
  distinctValue,
  type TranslatedItem,
  outputColumn,
  selectItems,
  recordUses,
} from "./select-items";
import { orderOfSelected, type SortedBy, sortKey, sortValue } from "./select-order";
import { sortClause, sortKeyOf } from "./sort";

const NESTED_IN_WINDOW = "Cannot nest window functions inside window specification";

/** Types the windows of WINDOW: no function has to use them. @throws QueryError */
function translateWindows({ windows }: Select, expressions: ExpressionTranslator): void {
  for (const { partitionBy, orderBy } of windows.values()) {
    const nodes = [...partitionBy, ...orderBy.map(({ value }) => value)];
    rejectWindows(nodes, NESTED_IN_WINDOW);
    for (const node of nodes) {
      expressions.translate(node);
    }
  }
}

/** Analyzes a SELECT with its ORDER BY and LIMIT. */
export class SelectTranslator {
  constructor(private readonly context: RelationContext) {}

  translate(
    select: Select,
    orderBy: readonly SortItem[],
    limit: (() => Sql) | undefined,
  ): TranslatedQuery {
    const from = new RelationTranslator(this.context).from(select.from);
    const uses: (() => void)[] = [];
    const fields = (from?.fields ?? []).map((field) => deferUse(field, uses));
    const scope = new Scope<Field>(fields, this.context.outer);
    const expressions = new DuckDbExpressionTranslator({
      state: this.context.state,
      scope,
      windows: select.windows,
      translateQuery: (query, inner) =>
        this.context.translateQuery(query, this.context.names, inner),
    });
    translateWindows(select, expressions);
    const where = this.where(select, expressions, from?.fields ?? []);
    recordUses(uses);
    const selected = select.items.flatMap((item) => selectItems(item, expressions, uses));
    rejectWindows([select.having], "HAVING clause cannot contain window functions");
    const grouping = translateGrouping(select, selected, expressions);
    // DuckDB requires the very SQL of the key.
    const items = selected.map((item) => ({
      ...item,
      value: sameKey(grouping?.keys, item.value) ?? item.value,
    }));
    const having =
      select.having === undefined
        ? undefined
        : conditionsOf(select.having, expressions, "HAVING clause", ORDER_OF_HAVING);
    const order = orderBy.map((item) =>
      sortKeyOf({ item, ...sortValue(item, items, scope, expressions) }),
    );
    recordUses(uses);
    const keys = order.flatMap(({ item: { value: node }, names }) =>
      names === undefined ? [] : [{ node, expressions: names }],
    );
    checkGrouped(select, items, grouping, expressions, keys);
    if (select.distinct) {
      for (const { value } of items) rejectMaps(value.type, "SELECT DISTINCT", select);
    }
    const sort = select.distinct ? orderOfSelected(order, items) : order;
    if (select.distinct) items.forEach((item) => recordUses([...item.uses]));
    // An outer condition may be pushed down unless rows are aggregated, ranked or limited before it.
    const transparent =
      limit === undefined && !select.items.some(hasWindow) && orderBy.length === 0;
    const plainGroups = select.groupBy.every(({ kind }) => kind === "simple");
    const columns = items.map((item) => {
      const grouped = plainGroups && sameKey(grouping?.keys, item.value) !== undefined;
      return outputColumn(item, transparent && (grouping === undefined || grouped));
    });
    const { distinct } = select;
    return {
      sql: () => written({ distinct, items, from, where, grouping, having, sort, limit }),
      columns,
    };
  }

  private where(
    select: Select,
    expressions: ExpressionTranslator,
    fields: readonly Field[],
  ): Conditions {
    if (select.where === undefined) return NO_CONDITIONS;
    rejectAggregatesAndWindows([select.where], "WHERE clause");
    const order = orderOfWhere(
      { from: select.from, where: select.where },
      expressions,
      (relation) => this.isDerived(relation),
    );
    const conditions = conditionsOf(select.where, expressions, "WHERE clause", order);
    pushPartitionConditions(select.where, expressions, fields);
    return conditions;
  }

  /** Whether a relation is a query that may group rows. */
  private isDerived(relation: Relation): boolean {
    switch (relation.kind) {
      case "alias":
        return this.isDerived(relation.relation);
      case "subquery":
        return mayGroup(relation.query.body);
      case "table": {
        const [name = "", ...rest] = relation.name.parts;
        return rest.length === 0 && this.context.names.named.has(name.toLowerCase());
      }
      default:
        return false;
    }
  }
}

function mayGroup(body: QueryBody): boolean {
  if (body.kind !== "select") return body.kind !== "values";
  const aggregated = body.items.some(
    (item) => item.kind === "column" && contains(item.value, isAggregateCall),
  );
  return body.groupBy.length > 0 || aggregated;
}

/** The parts of a SELECT, analyzed. */
interface SelectParts {
  readonly distinct: boolean;
  readonly items: readonly TranslatedItem[];
  readonly from: TranslatedRelation | undefined;
  readonly where: Conditions;
  readonly grouping: Grouping | undefined;
  readonly having: Conditions | undefined;
  readonly sort: readonly SortedBy[];
  readonly limit: (() => Sql) | undefined;
}

/** Writes a SELECT. */
function written({
  distinct,
  items,
  from,
  where,
  grouping,
  having,
  sort,
  limit,
}: SelectParts): Sql {
  const list = items.map((item, index) => {
    const value = distinct ? distinctValue(item) : item.value.sql();
    return SQL`${value} AS c${literal(index)}`;
  });
  const conditions = [
    ...orderedConditions(where),
    ...(grouping?.guards ?? []).map((guard) => guard()),
  ];
  const clauses = [
    SQL`SELECT ${distinct ? SQL`DISTINCT ` : EMPTY}${join(list)}`,
    from === undefined ? EMPTY : SQL` FROM ${from.sql()}`,
    conditions.length === 0 ? EMPTY : SQL` WHERE ${join(conditions, SQL` AND `)}`,
    grouping?.sql === undefined ? EMPTY : SQL` GROUP BY ${grouping.sql()}`,
    having === undefined ? EMPTY : SQL` HAVING ${join(orderedConditions(having), SQL` AND `)}`,
    sortClause(sort.map((key) => sortKey(key, distinct))),
    limit?.() ?? EMPTY,
  ];
  return join(clauses, EMPTY);
}

/** A field whose use is deferred until it is known whether the expression that uses it is needed. */
function deferUse(field: Field, uses: (() => void)[]): Field {
  const { use } = field;
  return use === undefined ? field : { ...field, use: () => uses.push(use) };
}

function hasWindow(item: SelectItem): boolean {
  return item.kind === "column" && contains(item.value, isWindowCall);
}
