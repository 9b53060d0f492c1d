import { EMPTY, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { keyword } from "../../../duckdb/keyword";
import { contains } from "../../analysis/expression-walk";
import { QueryError, unsupported } from "../../query-error";
import type { Expression, NamedTable, Query, Relation } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { comparison } from "../expressions/comparisons";
import { DuckDbExpressionTranslator } from "../expressions/duckdb-expression-translator";
import { isUnnest, rejectLateral, rejectSubqueries } from "./join-checks";
import { metadataRelation } from "./metadata-relation";
import { conditionsOf, orderedConditions } from "../conditions/ordered-conditions";
import { columnNotFound } from "../../analysis/semantic-errors";
import { rejectAggregatesAndWindows } from "../calls/misplaced-calls";
import { pushPartitionConditions } from "./partition-pushdown";
import { subqueryRelation, type TranslatedQuery, type TranslatedRelation } from "./relation";
import { Scope } from "../../analysis/scope";
import type { Field } from "../field";
import type { TranslationState } from "../translation-state";
import { partitionsRelation, tableRelation } from "./table-relation";
import { PARTITIONS_SUFFIX, resolveTableName } from "../../analysis/resolve-table-name";
import { coerce, type TypedSql } from "../expressions/typed-sql";
import { translateUnnest } from "./unnest";
import { viewRelation } from "./view-relation";

/** The context of relation names. */
export interface NameContext {
  /** Database of unqualified names. */
  readonly database: string | undefined;
  /** Named queries of WITH by lower-case name. */
  readonly named: ReadonlyMap<string, () => TranslatedQuery>;
}

/** The context of relations: the state and the query that contains them. */
export interface RelationContext {
  readonly state: TranslationState;
  readonly names: NameContext;
  /** The scope of the outer query, for correlated subqueries. */
  readonly outer: Scope<Field> | undefined;
  translateQuery(
    query: Query,
    names: NameContext,
    outer: Scope<Field> | undefined,
  ): TranslatedQuery;
}

/** Analyzes relations of FROM. */
export class RelationTranslator {
  constructor(private readonly context: RelationContext) {}

  /** The cross join of all relations; undefined without FROM. */
  from(items: readonly Relation[]): TranslatedRelation | undefined {
    const [first, ...rest] = items;
    if (first === undefined) return undefined;
    let left = this.translate(first, []);
    for (const item of rest) {
      left = crossJoin(left, this.translate(item, left.fields));
    }
    return left;
  }

  /** @param leftFields fields of the relations on the left, which UNNEST may use */
  private translate(node: Relation, leftFields: readonly Field[]): TranslatedRelation {
    switch (node.kind) {
      case "table":
        return this.table(node);
      case "subquery": {
        const query = this.context.translateQuery(
          node.query,
          this.context.names,
          this.context.outer,
        );
        return subqueryRelation(query, this.context.state.alias(), []);
      }
      case "unnest":
        return this.unnest(node, leftFields);
      case "alias":
        return this.alias(node, leftFields);
      case "join":
        return this.join(node, leftFields);
    }
  }

  private unnest(
    node: Extract<Relation, { kind: "unnest" }>,
    leftFields: readonly Field[],
  ): TranslatedRelation {
    rejectAggregatesAndWindows(node.values, "UNNEST");
    const { state } = this.context;
    const source = state.alias();
    const used = new Map<number, Field>();
    const copies = leftFields.map((field, index): Field => {
      const use = () => {
        field.use?.();
        used.set(index, field);
      };
      return { ...field, sql: () => SQL`${source()}.f${literal(index)}`, use };
    });
    // DuckDB's lambdas find no column of a relation outside of the subquery, so that the subquery has copies of them.
    return translateUnnest(node, this.expressions(copies), state.alias(), () => {
      const items = [...used].map(([index, { sql }]) => SQL`${sql()} AS f${literal(index)}`);
      return items.length === 0 ? EMPTY : SQL` FROM (SELECT ${join(items)}) AS ${source()}`;
    });
  }

  private alias(
    node: Extract<Relation, { kind: "alias" }>,
    leftFields: readonly Field[],
  ): TranslatedRelation {
    const inner = this.translate(node.relation, leftFields);
    const visible = inner.fields.filter(({ hidden }) => hidden !== true);
    if (node.columns !== undefined && node.columns.length !== visible.length) {
      const reason = `Column alias list has ${node.columns.length} entries but '${node.alias}' has ${visible.length} columns available`;
      throw new QueryError("MISMATCHED_COLUMN_ALIASES", reason, node);
    }
    const relation = [node.alias.toLowerCase()];
    const fields = inner.fields.map((field) => {
      const index = visible.indexOf(field);
      const label = node.columns?.[index] ?? field.label;
      return { ...field, relation, label, name: label?.toLowerCase() ?? field.name };
    });
    return { sql: inner.sql, fields };
  }

  private join(
    node: Extract<Relation, { kind: "join" }>,
    leftFields: readonly Field[],
  ): TranslatedRelation {
    const left = this.translate(node.left, leftFields);
    const keepsLeft = node.type === "LEFT" || node.type === "FULL";
    const keepsRight = node.type === "RIGHT" || node.type === "FULL";
    if (keepsRight) rejectLateral(node, left.fields);
    const right = this.translate(node.right, left.fields);
    const fields = [
      // The null side of an outer join: conditions on it can't prune partitions.
      ...left.fields.map((field) => (keepsRight ? { ...field, partition: undefined } : field)),
      ...right.fields.map((field) => (keepsLeft ? { ...field, partition: undefined } : field)),
    ];
    if (node.type === "CROSS") {
      const crossed = crossJoin(left, right);
      return { sql: () => SQL`(${crossed.sql()})`, fields };
    }
    if (node.using !== undefined) return this.joinUsing(node, left, right, node.using);
    const expressions = this.expressions([...left.fields, ...right.fields]);
    if (node.on === undefined) throw new QueryError("SYNTAX_ERROR", "JOIN without ON", node);
    if (isUnnest(node.right) && (node.on.kind !== "boolean" || !node.on.value)) {
      const reason = `${node.type} JOIN involving UNNEST is only supported with condition ON TRUE`;
      throw new QueryError("NOT_SUPPORTED", reason, node.on);
    }
    rejectAggregatesAndWindows([node.on], "JOIN clause");
    // The sides of an equation are computed before rows are joined.
    const eager = (part: Expression) => part.kind === "comparison" && part.operator === "=";
    const on = conditionsOf(node.on, expressions, "JOIN ON clause", { eager });
    const isCorrelated = (part: Expression) => this.context.state.correlated.has(part);
    if (node.type === "FULL" && !contains(node.on, ({ kind }) => kind === "name")) {
      // Trino 476 counts other rows than it returns.
      throw unsupported("A FULL JOIN whose condition names no column", node.on);
    }
    if (node.type !== "INNER" && contains(node.on, isCorrelated)) {
      throw unsupported(`A correlated subquery in the condition of a ${node.type} JOIN`, node.on);
    }
    if (node.type !== "INNER") rejectSubqueries(node.type, node.on, left, right);
    const prunable = [...(keepsLeft ? [] : left.fields), ...(keepsRight ? [] : right.fields)];
    pushPartitionConditions(node.on, expressions, prunable);
    return { sql: () => joined(node.type, left, right, orderedConditions(on)), fields };
  }

  private joinUsing(
    node: Extract<Relation, { kind: "join" }>,
    left: TranslatedRelation,
    right: TranslatedRelation,
    using: readonly string[],
  ): TranslatedRelation {
    const conditions: TypedSql[] = [];
    const merged = using.map((column): Field => {
      const name = column.toLowerCase();
      const sides = [left, right].map(({ fields }) => {
        const found = new Scope<Field>(fields).resolve([name], node)?.field;
        if (found === undefined) throw columnNotFound(column, node);
        found.use?.();
        return found;
      });
      // Two sides are mapped to two fields.
      const [a, b] = sides as [Field, Field];
      const type = commonType(a.type, b.type) ?? a.type;
      conditions.push(comparison("=", a, b, node));
      return {
        name,
        label: column,
        relation: [],
        column: Symbol(name),
        type,
        sql: () => SQL`coalesce(${coerce(a, type)}, ${coerce(b, type)})`,
      };
    });
    const rest = [...left.fields, ...right.fields]
      .filter(({ name }) => !merged.some((field) => field.name === name))
      .map((field) => (node.type === "INNER" ? field : { ...field, partition: undefined }));
    return {
      sql: () =>
        joined(
          node.type,
          left,
          right,
          conditions.map(({ sql }) => sql()),
        ),
      fields: [...merged, ...rest],
    };
  }

  private expressions(fields: readonly Field[]): DuckDbExpressionTranslator {
    const { state, names, outer } = this.context;
    return new DuckDbExpressionTranslator({
      state,
      scope: new Scope<Field>(fields, outer),
      windows: new Map(),
      translateQuery: (query, scope) => this.context.translateQuery(query, names, scope),
    });
  }

  private table({ name, period }: NamedTable): TranslatedRelation {
    const lower = name.parts.map((part) => part.toLowerCase());
    const named = lower.length === 1 ? this.context.names.named.get(lower[0] ?? "") : undefined;
    if (named !== undefined) {
      if (period !== undefined) throw unsupported("Time travel over a named query", period);
      return subqueryRelation(named(), this.context.state.alias(), lower);
    }
    const { database, table } = resolveTableName(name, this.context.names.database);
    const relation = ["awsdatacatalog", database, table];
    if (table.endsWith(PARTITIONS_SUFFIX) && !this.context.state.hasMetadata(database, table)) {
      return partitionsRelation(database, table, name, this.context.state);
    }
    const entry = this.context.state.entry(database, table, name, period);
    switch (entry.kind) {
      case "table":
        return tableRelation(entry, relation, this.context.state);
      case "view": {
        const { query, database } = entry.view;
        return viewRelation(entry.view, relation, name, this.context.state, () =>
          this.context.translateQuery(query, { database, named: new Map() }, undefined),
        );
      }
      case "metadata":
        return metadataRelation(entry.metadata, relation, this.context.state);
    }
  }
}

function crossJoin(left: TranslatedRelation, right: TranslatedRelation): TranslatedRelation {
  return {
    sql: () => SQL`${left.sql()} CROSS JOIN ${right.sql()}`,
    fields: [...left.fields, ...right.fields],
  };
}

/** Writes a join. */
function joined(
  type: Extract<Relation, { kind: "join" }>["type"],
  left: TranslatedRelation,
  right: TranslatedRelation,
  conditions: readonly Sql[],
): Sql {
  const on = join(conditions, SQL` AND `);
  return SQL`(${left.sql()} ${keyword(type)} JOIN ${right.sql()} ON ${on})`;
}
