import { commonTypeOf } from "./expressions/comparisons";
import { EMPTY, join, literal, numericLiteral, SQL, type Sql } from "../../duckdb/sql";
import { keyword } from "../../duckdb/keyword";
import { type Position, QueryError, unsupported } from "../query-error";
import type { Expression, NamedQuery, Query, QueryBody, SortItem } from "../sql/syntax-tree";
import { commonType } from "../types/coercion";
import { rejectMaps } from "../types/reject-maps";
import { type TrinoType, typeName } from "../types/trino-type";
import { DuckDbExpressionTranslator } from "./expressions/duckdb-expression-translator";
import { ordinalOutOfRange } from "../analysis/semantic-errors";
import type { NameContext } from "./relations/relation-translator";
import { subqueryRelation, type TranslatedQuery } from "./relations/relation";
import { Scope } from "../analysis/scope";
import type { Field } from "./field";
import { type QueryParts, translateRecursive } from "./recursive-query";
import { SelectTranslator } from "./select-translator";
import type { TranslationState } from "./translation-state";
import { sortClause, sortKeyOf, withoutSignOfZero } from "./sort";
import type { ExpressionTranslator } from "./expressions/expression-translator";
import { rowFields } from "./expressions/nested-expressions";
import { coerce, coerceSql, requireUtc, type TypedSql } from "./expressions/typed-sql";

/** ORDER BY, OFFSET and LIMIT of a query. */
type OrderAndLimit = Pick<Query, "orderBy" | "offset" | "limit">;

const NO_ORDER_OR_LIMIT: OrderAndLimit = { orderBy: [] };

/** Analyzes queries. What it returns can be written when all is analyzed. */
export class QueryTranslator {
  constructor(private readonly state: TranslationState) {}

  translate(query: Query, names: NameContext, outer?: Scope<Field>): TranslatedQuery {
    const named = new Map(names.named);
    rejectDuplicateNames(query.with);
    for (const namedQuery of query.with) {
      const { name, columns, query: inner, recursive, ...position } = namedQuery;
      // A named query sees those before it, but not itself.
      const visible = { ...names, named: new Map(named) };
      const translate = () => {
        if (recursive) return translateRecursive(namedQuery, visible, outer, this.parts);
        return withColumnAliases(this.translate(inner, visible, outer), columns, name, position);
      };
      named.set(name.toLowerCase(), translate);
    }
    return this.body(query.body, query, { ...names, named }, outer);
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
        return this.orderAndLimit(this.values(body.rows, names, outer), tail);
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
    rows: Extract<QueryBody, { kind: "values" }>["rows"],
    names: NameContext,
    outer: Scope<Field> | undefined,
  ): TranslatedQuery {
    const expressions = this.expressions(new Scope<Field>([], outer), names);
    const typed = rows.map((row) => rowOfValues(row, expressions));
    const [first = []] = typed;
    if (typed.some((row) => row.length !== first.length)) {
      throw new QueryError("TYPE_MISMATCH", "Values rows have mismatched sizes", rows[0]);
    }
    const types = first.map((_, index) => {
      const column = typed.map((row) => row[index]).filter((value) => value !== undefined);
      return commonTypeOf(column, "Values rows", rows[0] ?? { line: 1, column: 1 });
    });
    const alias = this.state.alias();
    return {
      sql: () => {
        const lines = typed.map(
          (row) => SQL`(${join(types.map((type, index) => coerceAt(row, index, type)))})`,
        );
        const names = join(types.map((_, index) => SQL`c${literal(index)}`));
        return SQL`SELECT ${names} FROM (VALUES ${join(lines)}) AS ${alias()}(${names})`;
      },
      columns: types.map((type) => ({ name: undefined, type, use: () => undefined })),
    };
  }

  private setOperation(
    { operator, all, left, right }: Extract<QueryBody, { kind: "setOperation" }>,
    names: NameContext,
    outer: Scope<Field> | undefined,
  ): TranslatedQuery {
    const sides = [left, right].map((side) => this.body(side, NO_ORDER_OR_LIMIT, names, outer));
    // Two bodies are mapped to two queries.
    const [a, b] = sides as [TranslatedQuery, TranslatedQuery];
    if (a.columns.length !== b.columns.length) {
      const reason = `${operator} query has different number of fields: ${a.columns.length}, ${b.columns.length}`;
      throw new QueryError("TYPE_MISMATCH", reason);
    }
    const columns = a.columns.map((column, index) => {
      const other = b.columns[index];
      const type = other === undefined ? undefined : commonType(column.type, other.type);
      if (type === undefined && [column.type.kind, other?.type.kind].includes("char")) {
        throw unsupported(`${operator} of ${typeName(column.type)} with another type`);
      }
      if (other === undefined || type === undefined) {
        const reason = `column ${index + 1} in ${operator} query has incompatible types: ${typeName(column.type)}, ${typeName(other?.type ?? column.type)}`;
        throw new QueryError("TYPE_MISMATCH", reason);
      }
      checkSetOperation(operator, all, type);
      const use = () => {
        column.use();
        other.use();
      };
      if (!all || operator !== "UNION") use();
      return { name: column.name, type, use };
    });
    const aliases = sides.map(() => this.state.alias());
    return {
      sql: () => {
        const [x, y] = sides.map((side, place) => {
          const alias = aliases[place]?.() ?? EMPTY;
          const items = side.columns.map(({ type: from }, index) => {
            const to = columns[index]?.type ?? from;
            const sql = coerceSql(SQL`${alias}.c${literal(index)}`, from, to);
            return SQL`${all ? sql : requireUtc(sql, to)} AS c${literal(index)}`;
          });
          return SQL`(SELECT ${join(items)} FROM (${side.sql()}) AS ${alias})`;
        });
        const union = SQL`${keyword(operator)}${all ? SQL` ALL` : EMPTY}`;
        return SQL`${x ?? EMPTY} ${union} ${y ?? EMPTY}`;
      },
      columns,
    };
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

/** @throws QueryError NOT_SUPPORTED for values whose equality differs from Trino's */
function checkSetOperation(operator: string, all: boolean, type: TrinoType): void {
  if (operator === "UNION" && all) return;
  rejectMaps(type, operator);
  // Trino numbers the equal rows, and fails for a null in what it compares for that.
  if (all && (type.kind === "array" || type.kind === "row")) {
    throw unsupported(`${operator} ALL of ${type.kind} values`);
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

/** The columns of a row of VALUES: those of an expression that is a row are its fields. */
function rowOfValues(row: Expression, expressions: ExpressionTranslator): readonly TypedSql[] {
  if (row.kind === "row") return row.items.map((item) => expressions.translate(item));
  const value = expressions.translate(row);
  if (value.type.kind !== "row") return [value];
  // Trino fails for a null one; each field is written with the whole row.
  const isWritten = row.kind === "cast" && !row.safe && row.value.kind === "row";
  if (!isWritten || value.volatile) {
    throw unsupported("VALUES of a row that is neither ROW nor CAST of ROW", row);
  }
  return rowFields(value);
}

function coerceAt(
  row: readonly Parameters<typeof coerce>[0][],
  index: number,
  type: Parameters<typeof coerce>[1],
): Sql {
  const value = row[index];
  return value === undefined ? SQL`NULL` : coerce(value, type);
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
  return {
    ...query,
    columns: query.columns.map((column, index) => ({ ...column, name: names[index] })),
  };
}
