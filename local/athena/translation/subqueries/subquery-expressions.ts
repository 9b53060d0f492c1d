import { SQL, type Sql } from "../../../duckdb/sql";
import { keyword } from "../../../duckdb/keyword";
import { QueryError, unsupported } from "../../query-error";
import type { Expression, ExpressionOf } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { BOOLEAN, typeName } from "../../types/trino-type";
import { checkCorrelated } from "./correlated-subquery";
import { comparable, requireComparable } from "../expressions/comparisons";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import { coerce, coerceSql, typed, type TypedSql } from "../expressions/typed-sql";

/** Types a subquery expression: EXISTS, IN, a quantified comparison, or a scalar subquery. */
export function translateSubquery(
  node: ExpressionOf<"exists" | "subquery" | "inQuery" | "quantified">,
  expressions: ExpressionTranslator,
): TypedSql {
  const inner = expressions.context.translateQuery(node.query, expressions.scope);
  const { state } = expressions.context;
  if (checkCorrelated(node, outerNames(expressions))) state.correlated.add(node);
  inner.columns.forEach((column) => {
    column.use();
  });
  if (node.kind === "exists") return typed(BOOLEAN, () => SQL`EXISTS (${inner.sql()})`);
  const [column] = inner.columns;
  if (column === undefined || inner.columns.length !== 1) {
    throw unsupported(`A subquery of ${inner.columns.length} columns as an expression`, node);
  }
  // More than one row is an error, as in Trino (DuckDB's scalar_subquery_error_on_multiple_rows).
  if (node.kind === "subquery") return typed(column.type, () => SQL`(${inner.sql()})`);
  const left = expressions.translate(node.kind === "inQuery" ? node.value : node.left);
  const type = commonType(left.type, column.type);
  if (type === undefined) {
    const reason = `value and result of subquery must be of the same type: ${typeName(left.type)} vs ${typeName(column.type)}`;
    throw new QueryError("TYPE_MISMATCH", reason, node);
  }
  const what = node.kind === "inQuery" ? "IN" : `${node.operator} ${node.quantifier}`;
  if (type.kind === "double" || type.kind === "real") {
    // To DuckDB NaN equals itself and is the greatest number.
    throw unsupported(`${what} with a subquery of type ${type.kind}`, node);
  }
  requireComparable(type, node);
  if (node.kind === "quantified" && node.operator.startsWith("IS")) {
    throw unsupported("IS DISTINCT FROM with a quantifier", node);
  }
  const alias = state.alias();
  return typed(BOOLEAN, () => {
    const value = comparable(coerce(left, type), type);
    const each = comparable(coerceSql(SQL`${alias()}.c0`, column.type, type), type);
    const query = SQL`(SELECT ${each} FROM (${inner.sql()}) AS ${alias()})`;
    if (node.kind === "inQuery") return SQL`(${value} IN ${query})`;
    const compared = SQL`${value} ${keyword(node.operator)} ${keyword(node.quantifier)} ${query}`;
    return withNullOnLeft(compared, node, SQL`${query} AS ${alias()}(x)`);
  });
}

/** Whether a name of a subquery, which was translated, is a column of the query around it, or of one around that. */
function outerNames({ scope, context: { state } }: ExpressionTranslator) {
  const columns = new Set<symbol | undefined>();
  for (let each: typeof scope | undefined = scope; each !== undefined; each = each.outer) {
    for (const { column } of each.fields) columns.add(column);
  }
  columns.delete(undefined);
  return (node: Expression) => columns.has(state.expressions.get(node)?.reference?.column);
}

/**
 * Trino compares with the extremes of the subquery: where these differ, no value equals all of them and each differs from
 * one, and a null does too.
 */
function withNullOnLeft(sql: Sql, node: ExpressionOf<"quantified">, relation: Sql): Sql {
  const differ = SQL`(SELECT count(DISTINCT x) > 1 FROM ${relation})`;
  if (node.operator === "=" && node.quantifier === "ALL") return SQL`(${sql} AND NOT ${differ})`;
  if (node.operator === "<>" && node.quantifier !== "ALL") return SQL`(${sql} OR ${differ})`;
  return SQL`(${sql})`;
}
