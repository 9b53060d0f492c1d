import { EMPTY, join, literal, numericLiteral, SQL, type Sql } from "../../duckdb/sql";
import { Scope } from "../analysis/scope";
import { ordinalOutOfRange } from "../analysis/semantic-errors";
import { type Position, QueryError } from "../query-error";
import type { NamedQuery, Query, QueryBody, SortItem } from "../sql/syntax-tree";
import { DuckDbExpressionTranslator } from "./expressions/duckdb-expression-translator";
import type { Field } from "./field";
import { translateSetOperation } from "./queries/set-operation";
import { translateValues } from "./queries/values";
import { type QueryParts, translateRecursive } from "./recursive-query";
import { subqueryRelation, type TranslatedQuery } from "./relations/relation";
import type { NameContext } from "./relations/relation-translator";
import { SelectTranslator } from "./select-translator";
import { sortClause, sortKeyOf, withoutSignOfZero } from "./sort";
import type { TranslationState } from "./translation-state";

/** ORDER BY, OFFSET and LIMIT of a query. */
type OrderAndLimit = Pick<Query, "orderBy" | "offset" | "limit">;

const NO_ORDER_OR_LIMIT: OrderAndLimit = { orderBy: [] };

/** Analyzes queries. What it returns can be written when all is analyzed. */
export class QueryTranslator {
  constructor(private readonly state: TranslationState) {}

  translate(query: Query, names: NameContext, outer?: Scope<Field>): TranslatedQuery {
    const named = new Map(names.named);
    rejectDuplicateNames(query.with);
    const unread = new Map<string, () => TranslatedQuery>();
    for (const namedQuery of query.with) {
      const { name, columns, query: inner, recursive, ...position } = namedQuery;
      // A named query sees those before it, but not itself.
      const visible = { ...names, named: new Map(named) };
      const translate = () => {
        if (recursive) return translateRecursive(namedQuery, visible, outer, this.parts);
        return withColumnAliases(this.translate(inner, visible, outer), columns, name, position);
      };
      const key = name.toLowerCase();
      unread.set(key, translate);
      named.set(key, () => {
        unread.delete(key);
        return translate();
      });
    }
    const translated = this.body(query.body, query, { ...names, named }, outer);
    // Those that nothing reads may be wrong, too. The last one may read others.
    for (const key of [...unread.keys()].reverse()) {
      const translate = unread.get(key);
      if (translate !== undefined) this.state.withoutReading(translate);
    }
    return translated;
  }

  private readonly parts: QueryParts = {
    alias: () => this.state.alias(),
    translate: (query, names, outer) => this.translate(query, names, outer),
    body: (body, names, outer) => this.body(body, NO_ORDER_OR_LIMIT, names, outer),
    withColumnAliases,
  };

  private body(
    body: QueryBody,
    tail: OrderAndLimit,
    names: NameContext,
    outer: Scope<Field> | undefined,
  ): TranslatedQuery {
    switch (body.kind) {
      case "select":
        return new SelectTranslator({
          state: this.state,
          names,
          outer,
          translateQuery: (query, inner, scope) => this.translate(query, inner, scope),
        }).translate(body, tail.orderBy, hasLimit(tail) ? () => limitClause(tail) : undefined);
      case "query":
        return this.orderAndLimit(this.translate(body.query, names, outer), tail);
      case "values":
        return this.orderAndLimit(this.values(body, names, outer), tail);
      case "setOperation":
        return this.orderAndLimit(this.setOperation(body, names, outer), tail);
    }
  }

  private orderAndLimit(query: TranslatedQuery, tail: OrderAndLimit): TranslatedQuery {
    if (tail.orderBy.length === 0 && !hasLimit(tail)) return query;
    const relation = subqueryRelation(query, this.state.alias(), []);
    const expressions = this.expressions(new Scope<Field>(relation.fields), {
      database: undefined,
      named: new Map(),
    });
    const order = tail.orderBy.map((item: SortItem) => {
      if (item.value.kind !== "integer") {
        const value = withoutSignOfZero(expressions.translate(item.value));
        return sortKeyOf({ item, value });
      }
      const column = relation.fields[Number(item.value.text) - 1];
      if (column === undefined) throw ordinalOutOfRange("ORDER BY", item.value.text, item.value);
      return sortKeyOf({ item, value: withoutSignOfZero(column) });
    });
    return {
      sql: () => {
        const columns = join(
          relation.fields.map(({ sql }, index) => SQL`${sql()} AS c${literal(index)}`),
        );
        return SQL`SELECT ${columns} FROM ${relation.sql()}${sortClause(order)}${limitClause(tail)}`;
      },
      columns: query.columns.map((column) => ({ ...column, partition: undefined })),
    };
  }

  private values(
    body: Extract<QueryBody, { kind: "values" }>,
    names: NameContext,
    outer: Scope<Field> | undefined,
  ): TranslatedQuery {
    const expressions = this.expressions(new Scope<Field>([], outer), names);
    return translateValues(body, expressions, this.state);
  }

  private setOperation(
    body: Extract<QueryBody, { kind: "setOperation" }>,
    names: NameContext,
    outer: Scope<Field> | undefined,
  ): TranslatedQuery {
    const side = (query: QueryBody) => this.body(query, NO_ORDER_OR_LIMIT, names, outer);
    return translateSetOperation(body, [side(body.left), side(body.right)], this.state);
  }

  private expressions(scope: Scope<Field>, names: NameContext): DuckDbExpressionTranslator {
    return new DuckDbExpressionTranslator({
      state: this.state,
      scope,
      windows: new Map(),
      translateQuery: (query, inner) => this.translate(query, names, inner),
    });
  }
}

function rejectDuplicateNames(queries: readonly NamedQuery[]): void {
  const names = new Set<string>();
  for (const { name, ...position } of queries) {
    if (names.has(name.toLowerCase())) {
      const reason = `WITH query name '${name}' specified more than once`;
      throw new QueryError("DUPLICATE_NAMED_QUERY", reason, position);
    }
    names.add(name.toLowerCase());
  }
}

function hasLimit({ limit, offset }: OrderAndLimit): boolean {
  return limit?.kind === "integer" || offset?.kind === "integer";
}

function limitClause({ limit, offset }: OrderAndLimit): Sql {
  const count = limit?.kind === "integer" ? SQL` LIMIT ${numericLiteral(limit.text)}` : EMPTY;
  const start = offset?.kind === "integer" ? SQL` OFFSET ${numericLiteral(offset.text)}` : EMPTY;
  return SQL`${count}${start}`;
}

function withColumnAliases(
  query: TranslatedQuery,
  names: readonly string[] | undefined,
  name: string,
  position: Position,
): TranslatedQuery {
  if (names === undefined) return query;
  if (names.length !== query.columns.length) {
    const reason = `Column alias list has ${names.length} entries but relation '${name}' has ${query.columns.length} columns`;
    throw new QueryError("MISMATCHED_COLUMN_ALIASES", reason, position);
  }
  const lower = names.map((column) => column.toLowerCase());
  const twice = names.find((_, index) => lower.indexOf(lower[index] ?? "") < index);
  if (twice !== undefined) {
    const reason = `Column name '${twice}' specified more than once`;
    throw new QueryError("DUPLICATE_COLUMN_NAME", reason, position);
  }
  return {
    ...query,
    columns: query.columns.map((column, index) => ({ ...column, name: names[index] })),
  };
}
