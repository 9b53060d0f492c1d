import { isAggregate } from "../functions/aggregates";
import { QueryError } from "../query-error";
import type { Expression } from "../sql/expression";
import type { GroupingElement, Select, SelectItem, SortItem } from "../sql/query";
import { dottedName, ExpressionTranslator } from "./expression-translator";
import { contains, innerExpressions, windowExpressions } from "./expression-walk";
import { columnNotFound, outOfRange } from "./faults";
import { pushPartitionConditions } from "./partition-pushdown";
import type { OutputColumn, TranslatedQuery } from "./relation";
import { type RelationContext, RelationTranslator } from "./relation-translator";
import { type Field, type PartitionSource, Scope } from "./scope";
import { sortClause } from "./sort";
import { inUtcOnly, type Typed } from "./typed";
import { hasOneZone } from "./zones";

/** An item of the select list, translated. */
interface Item {
  readonly name: string | undefined;
  readonly value: Typed;
  readonly node?: Expression;
  readonly oneZone?: boolean;
  readonly partition?: PartitionSource;
  readonly uses: readonly (() => void)[];
}

/** Translates one SELECT with the order and limit behind it. */
export class SelectTranslator {
  constructor(private readonly context: RelationContext) {}

  translate(select: Select, orderBy: readonly SortItem[], limit: string): TranslatedQuery {
    const from = new RelationTranslator(this.context).from(select.from);
    const uses: (() => void)[] = [];
    const fields = (from?.fields ?? []).map((field) => deferred(field, uses));
    const scope = new Scope(fields, this.context.outer);
    const expressions = new ExpressionTranslator({
      session: this.context.session,
      scope,
      windows: select.windows,
      translateQuery: (query, inner) =>
        this.context.translateQuery(query, this.context.names, inner),
    });
    const conditions = this.where(select, expressions, from?.fields ?? []);
    settle(uses);
    const items = select.items.flatMap((item) => this.item(item, expressions, uses));
    const grouping = this.grouping(select, items, expressions);
    const having =
      select.having === undefined
        ? ""
        : ` HAVING ${expressions.condition(select.having, "HAVING clause")}`;
    const order = orderBy.map((item) => ({
      item,
      value: this.sortValue(item, items, scope, expressions),
    }));
    settle(uses);
    this.checkGrouped(select, items, grouping, expressions);
    if (select.distinct) items.forEach((item) => settle([...item.uses]));
    conditions.push(...(grouping?.guards ?? []));
    const list = items
      .map(
        (item, index) => `${select.distinct ? distinctValue(item) : item.value.sql} AS c${index}`,
      )
      .join(", ");
    const sql =
      `SELECT ${select.distinct ? "DISTINCT " : ""}${list}` +
      (from === undefined ? "" : ` FROM ${from.sql}`) +
      (conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`) +
      (grouping === undefined || grouping.sql === "" ? "" : ` GROUP BY ${grouping.sql}`) +
      having +
      sortClause(order) +
      limit;
    // A condition on the output filters the input too, unless rows were merged, ranked or cut before it.
    const transparent =
      grouping === undefined &&
      limit === "" &&
      !select.items.some(hasWindow) &&
      orderBy.length === 0;
    return { sql, columns: items.map((item) => outputColumn(item, transparent)) };
  }

  private where(
    select: Select,
    expressions: ExpressionTranslator,
    fields: readonly Field[],
  ): string[] {
    if (select.where === undefined) return [];
    const misplaced = [select.where].find((node) => contains(node, isAggregateOrWindow));
    if (misplaced !== undefined) {
      const reason =
        "WHERE clause cannot contain aggregations, window functions or grouping operations";
      throw new QueryError("EXPRESSION_NOT_SCALAR", reason, misplaced);
    }
    const condition = expressions.condition(select.where, "WHERE clause");
    pushPartitionConditions(select.where, fields, this.context.session);
    return [condition];
  }

  private item(item: SelectItem, expressions: ExpressionTranslator, uses: (() => void)[]): Item[] {
    if (item.kind === "all") return this.allColumns(item, expressions.scope, uses);
    const value = expressions.translate(item.value);
    const path = dottedName(item.value);
    const found =
      path &&
      expressions.scope.find(
        path.map((part) => part.toLowerCase()),
        item,
      );
    return [
      {
        name: item.alias ?? path?.[path.length - 1],
        value,
        node: item.value,
        oneZone: hasOneZone(item.value, expressions),
        partition: found?.parts === path?.length ? found?.field.partition : undefined,
        uses: uses.splice(0),
      },
    ];
  }

  private allColumns(
    item: Extract<SelectItem, { kind: "all" }>,
    scope: Scope,
    uses: (() => void)[],
  ): Item[] {
    const relation = item.of === undefined ? [] : (dottedName(item.of) ?? []);
    const fields = scope.all(relation.map((part) => part.toLowerCase()));
    if (fields.length === 0) {
      if (relation.length > 0) throw columnNotFound(relation.join("."), item);
      throw new QueryError(
        "COLUMN_NOT_FOUND",
        "SELECT * not allowed from relation that has no columns",
        item,
      );
    }
    return fields.map((field) => {
      field.use?.();
      return {
        name: field.name,
        value: { sql: field.sql, type: field.type },
        oneZone: field.oneZone,
        node: {
          kind: "name" as const,
          name: field.name ?? "",
          line: item.line,
          column: item.column,
        },
        partition: field.partition,
        uses: uses.splice(0),
      };
    });
  }

  private grouping(select: Select, items: readonly Item[], expressions: ExpressionTranslator) {
    const aggregated =
      select.groupBy.length > 0 ||
      select.having !== undefined ||
      select.items.some((item) => item.kind === "column" && contains(item.value, isAggregateCall));
    if (!aggregated) return undefined;
    const keys = new Set<string>();
    const guards: string[] = [];
    const key = (node: Expression): string => {
      const { value, oneZone } = this.groupingKey(node, items, expressions);
      keys.add(value.sql);
      if (oneZone !== true && value.type.kind === "timestamp with time zone") {
        guards.push(`coalesce(trino_is_utc(${value.sql}), TRUE)`);
      }
      return value.sql;
    };
    const sql = select.groupBy.map((element) => groupingSql(element, key)).join(", ");
    return { sql, keys, guards };
  }

  private groupingKey(
    node: Expression,
    items: readonly Item[],
    expressions: ExpressionTranslator,
  ): Pick<Item, "value" | "oneZone"> {
    if (node.kind !== "integer") {
      return { value: expressions.translate(node), oneZone: hasOneZone(node, expressions) };
    }
    const item = items[Number(node.text) - 1];
    if (item === undefined) throw outOfRange("GROUP BY", node.text, node);
    settle([...item.uses]);
    return item;
  }

  /** ORDER BY sees the names of the select list first, then those of FROM. */
  private sortValue(
    { value: node }: SortItem,
    items: readonly Item[],
    scope: Scope,
    expressions: ExpressionTranslator,
  ): Typed {
    if (node.kind === "integer") {
      const item = items[Number(node.text) - 1];
      if (item === undefined) throw outOfRange("ORDER BY", node.text, node);
      return byPlace(item.value, items.indexOf(item));
    }
    const aliases = items.map((item): Field => ({
      name: item.name?.toLowerCase(),
      relation: [],
      ...item.value,
    }));
    const named =
      node.kind === "name" ? new Scope(aliases).find([node.name.toLowerCase()], node) : undefined;
    if (named !== undefined) {
      return byPlace(named.field, aliases.indexOf(named.field));
    }
    const shadowed = scope.fields.filter(
      ({ name }) => !aliases.some((alias) => alias.name !== undefined && alias.name === name),
    );
    const qualified = scope.fields.map((field) => ({
      ...field,
      name: shadowed.includes(field) ? field.name : undefined,
    }));
    const visible = new Scope([...aliases, ...qualified], new Scope(scope.fields, scope.outer));
    return new ExpressionTranslator({ ...expressions.context, scope: visible }).translate(node);
  }

  /** Refuses columns outside GROUP BY and outside aggregates, as Trino does. */
  private checkGrouped(
    select: Select,
    items: readonly Item[],
    grouping: { readonly keys: ReadonlySet<string> } | undefined,
    expressions: ExpressionTranslator,
  ): void {
    if (grouping === undefined) return;
    const check = (node: Expression): void => {
      if (grouping.keys.has(expressions.translate(node).sql) || isAggregateCall(node)) return;
      const path = dottedName(node);
      if (path !== undefined) {
        const reason = `'${path.join(".")}' must be an aggregate expression or appear in GROUP BY clause`;
        const outer = expressions.scope.find(
          path.map((part) => part.toLowerCase()),
          node,
        )?.scope;
        if (outer === expressions.scope)
          throw new QueryError("EXPRESSION_NOT_AGGREGATE", reason, node);
        return;
      }
      if (node.kind === "lambda") return;
      if (node.kind === "call" && node.over !== undefined) {
        [...node.args, ...windowExpressions(node.over)].forEach(check);
        return;
      }
      innerExpressions(node)
        .filter(({ kind }) => kind !== "lambda")
        .forEach(check);
    };
    for (const { node, value } of items) {
      if (node !== undefined && !grouping.keys.has(value.sql)) check(node);
    }
    if (select.having !== undefined) check(select.having);
  }
}

/** A value among which duplicates are sought: the same instant in two zones would be two to DuckDB. */
function distinctValue({ value, oneZone }: Item): string {
  return oneZone === true ? value.sql : inUtcOnly(value);
}

/** A column of the select list by its place, which says it even where the column is a constant. */
function byPlace({ sql, type }: Typed, index: number): Typed {
  return type.kind === "timestamp with time zone"
    ? { sql, type }
    : { sql: String(index + 1), type };
}

function outputColumn(item: Item, transparent: boolean): OutputColumn {
  return {
    name: item.name,
    type: item.value.type,
    oneZone: item.oneZone,
    partition: transparent ? item.partition : undefined,
    use: () => {
      item.uses.forEach((use) => {
        use();
      });
    },
  };
}

/** A field whose use is noted later, once it is known whether anybody wants what it is used for. */
function deferred(field: Field, uses: (() => void)[]): Field {
  const { use } = field;
  return use === undefined ? field : { ...field, use: () => uses.push(use) };
}

function settle(uses: (() => void)[]): void {
  uses.splice(0).forEach((use) => {
    use();
  });
}

function groupingSql(element: GroupingElement, key: (node: Expression) => string): string {
  if (element.kind === "simple") {
    return element.items.length === 0 ? "()" : element.items.map(key).join(", ");
  }
  const sets = element.sets.map((set) =>
    set.length === 1 && element.kind !== "GROUPING SETS" && set[0]
      ? key(set[0])
      : `(${set.map(key).join(", ")})`,
  );
  return `${element.kind} (${sets.join(", ")})`;
}

function isAggregateCall(node: Expression): boolean {
  return (
    node.kind === "call" &&
    node.over === undefined &&
    (isAggregate(node.name) || node.name === "grouping")
  );
}

function isAggregateOrWindow(node: Expression): boolean {
  return (
    node.kind === "call" &&
    (node.over !== undefined || isAggregate(node.name) || node.name === "grouping")
  );
}

function hasWindow(item: SelectItem): boolean {
  return (
    item.kind === "column" &&
    contains(item.value, (node) => node.kind === "call" && node.over !== undefined)
  );
}
