import type { Sql } from "../../../duckdb/sql";
import { Scope } from "../../analysis/scope";
import { QueryError } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { DuckDbExpressionTranslator } from "../expressions/duckdb-expression-translator";
import type { TypedSql } from "../expressions/typed-sql";
import type { Field } from "../field";
import type { TranslationState } from "../translation-state";

/** An expression without columns; undefined for any other. */
export function tryConstant(node: Expression, state: TranslationState): (() => Sql) | undefined {
  return attempt(() => translator([], state).translate(node))?.sql;
}

/** A condition over fields; undefined if it is none over them alone. */
export function tryTranslate(
  node: Expression,
  fields: readonly Field[],
  state: TranslationState,
): TypedSql | undefined {
  return attempt(() => translator(fields, state).condition(node, "WHERE clause"));
}

/** The `use` of a field that a condition must not have to be translated: {@link tryTranslate} gives undefined. */
export function notPrunable(): never {
  throw new QueryError("NOT_PRUNABLE", "not a condition on these columns alone");
}

function translator(fields: readonly Field[], state: TranslationState): DuckDbExpressionTranslator {
  return new DuckDbExpressionTranslator({
    state,
    scope: new Scope<Field>(fields),
    windows: new Map(),
    translateQuery: notPrunable,
  });
}

function attempt<Typed extends TypedSql>(translate: () => Typed): Typed | undefined {
  try {
    return translate();
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
