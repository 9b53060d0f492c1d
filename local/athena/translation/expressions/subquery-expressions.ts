import { SQL, type Sql } from "../../../duckdb/sql";
import { keyword } from "../../../duckdb/keyword";
import { QueryError, unsupported } from "../../query-error";
import type { ExpressionOf } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { BOOLEAN, typeName } from "../../types/trino-type";
import { comparable, requireComparable } from "./comparisons";
import type { ExpressionTranslator } from "./expression-translator";
import { coerce, coerceSql, typed, type TypedSql } from "./typed-sql";

/** Types a subquery expression: EXISTS, IN, a quantified comparison, or a scalar subquery. */
export function translateSubquery(
  node: ExpressionOf<"exists" | "subquery" | "inQuery" | "quantified">,
  expressions: ExpressionTranslator,
): TypedSql {
  const inner = expressions.context.translateQuery(node.query, expressions.scope);
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
  const alias = expressions.context.state.alias();
  return typed(BOOLEAN, () => {
    const value = comparable(coerce(left, type), type);
    const each = comparable(coerceSql(SQL`${alias()}.c0`, column.type, type), type);
    const query = SQL`(SELECT ${each} FROM (${inner.sql()}) AS ${alias()})`;
    if (node.kind === "inQuery") return SQL`(${value} IN ${query})`;
    const compared = SQL`${value} ${keyword(node.operator)} ${keyword(node.quantifier)} ${query}`;
    return withNullOnLeft(compared, node, SQL`${query} AS ${alias()}(x)`);
  });
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
