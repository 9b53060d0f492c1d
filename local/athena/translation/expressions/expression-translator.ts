import type { Sql } from "../../../duckdb/sql";
import type { Expression, ExpressionOf, Query } from "../../sql/syntax-tree";
import type { TrinoType } from "../../types/trino-type";
import type { Scope } from "../../analysis/scope";
import type { Field } from "../field";
import type { TranslationState } from "../translation-state";
import type { TypedSql } from "./typed-sql";
import type { WritableExpression } from "./writable-expression";

/** A translated subquery. */
export interface Subquery {
  readonly sql: () => Sql;
  readonly columns: readonly { readonly type: TrinoType; readonly use: () => void }[];
}

/** The context of expressions: the state and the query that contains them. */
export interface ExpressionContext {
  readonly state: TranslationState;
  readonly scope: Scope<Field>;
  /** How many lambdas the expression is in. @default 0 */
  readonly lambdaDepth?: number;
  /** Named windows of the query. */
  readonly windows: ReadonlyMap<string, NonNullable<ExpressionOf<"call">["over"]>>;
  translateQuery(query: Query, scope: Scope<Field>): Subquery;
}

/**
 * Types Trino's expressions as Trino does, with a writer of DuckDB's SQL for each. Functions and operators use it to type
 * their arguments, so that they don't depend on each other. It raises all errors; what it returns is written when the
 * whole query is typed.
 */
export interface ExpressionTranslator {
  readonly context: ExpressionContext;
  /** Resolves names. */
  readonly scope: Scope<Field>;

  /** @throws QueryError for what Athena rejects, or what is not supported here */
  translate(node: Expression): WritableExpression;

  /** A column that is not named. @param node for errors */
  columnOf(field: Field, node: Expression): WritableExpression;

  /**
   * Types a boolean condition, for example of WHERE.
   *
   * @param clause for the error of an expression that is not boolean
   */
  condition(node: Expression, clause: string): TypedSql;

  /** Types a lambda; its type is that of its body. @param types of its parameters */
  lambda(node: Expression, types: readonly TrinoType[]): TypedSql;

  /** Types the body of a lambda. @param values write its parameters */
  lambdaBody(
    node: Expression,
    types: readonly TrinoType[],
    values: readonly (() => Sql)[],
  ): TypedSql;
}
