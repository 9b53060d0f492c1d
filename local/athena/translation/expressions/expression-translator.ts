import type { Sql } from "../../../duckdb/sql";
import type { Position } from "../../query-error";
import type { Expression, ExpressionOf, Query } from "../../sql/syntax-tree";
import type { TrinoType } from "../../types/trino-type";
import type { Scope } from "../scope";
import type { TranslationState } from "../translation-state";
import type { TypedSql } from "./typed-sql";

/** A query inside an expression, translated. */
export interface Subquery {
  readonly sql: Sql;
  readonly columns: readonly { readonly type: TrinoType; readonly use: () => void }[];
}

/** What expressions need of the query that they stand in. */
export interface ExpressionContext {
  readonly state: TranslationState;
  readonly scope: Scope;
  /** Named windows of the query. */
  readonly windows: ReadonlyMap<string, NonNullable<ExpressionOf<"call">["over"]>>;
  translateQuery(query: Query, scope: Scope): Subquery;
}

/**
 * Turns Trino's expressions into DuckDB's, checking types as Trino does. Functions and operators translate their
 * arguments by it and know nothing of the others.
 */
export interface ExpressionTranslator {
  readonly context: ExpressionContext;
  /** The fields that names stand for. */
  readonly scope: Scope;

  /** @throws QueryError for what Athena refuses, or what is not supported */
  translate(node: Expression): TypedSql;

  /**
   * A condition, as WHERE and its like ask for.
   *
   * @param clause names the place in the fault of a value that is no boolean
   */
  condition(node: Expression, clause: string): Sql;

  /** A lambda with a parameter of each type. */
  lambda(node: Expression, types: readonly TrinoType[]): TypedSql;

  /** A lambda's body. @param values SQL of the parameters */
  lambdaBody(node: Expression, types: readonly TrinoType[], values: readonly Sql[]): TypedSql;

  /**
   * The one type of several values.
   *
   * @param what names the values in the fault where there is none
   */
  common(values: readonly TypedSql[], what: string, position: Position): TrinoType;
}
