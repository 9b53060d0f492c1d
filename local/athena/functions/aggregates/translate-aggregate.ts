import { EMPTY, join, SQL } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { contains } from "../../analysis/expression-walk";
import { sameExpression } from "../../analysis/same-expression";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import { isAggregateCall } from "../../translation/calls/call-kinds";
import { rejectWindows } from "../../translation/calls/misplaced-calls";
import { sortClause } from "../../translation/sort";
import { rejectMaps } from "../../types/reject-maps";
import { windowSortKey } from "../window-sort-key";
import type { FunctionCall } from "../function-call";
import { overClause } from "../over-clause";
import type { AggregateRule, WriteAggregate } from "./aggregate-rule";

/** Types a call of an aggregate function, with or without OVER. */
export function translateAggregate(call: FunctionCall, rule: AggregateRule): TypedSql {
  const { node, expressions } = call;
  if (node.nulls === "IGNORE") throw unsupported(`IGNORE NULLS of ${node.name}`, node);
  const nested = node.args.find((arg) => contains(arg, isAggregateCall));
  // With OVER, the argument may be an aggregate of the groups.
  if (nested !== undefined && node.over === undefined) {
    const reason = `Cannot nest aggregations inside aggregation '${node.name}'`;
    throw new QueryError("NESTED_AGGREGATION", reason, nested);
  }
  if (node.filter !== undefined && node.over !== undefined) {
    throw new QueryError("NOT_SUPPORTED", "Window function with FILTER is not supported", node);
  }
  if (node.distinct) {
    for (const argument of node.args) {
      rejectMaps(expressions.translate(argument).type, `${node.name} of DISTINCT`, node);
    }
  }
  const nodes = [...node.args, ...node.orderBy.map(({ value }) => value), node.filter];
  if (node.over === undefined) {
    rejectWindows(nodes, `Cannot nest window functions inside aggregation '${node.name}'`);
  }
  if (node.distinct) requireArguments(call);
  const order = node.orderBy.map((item) => windowSortKey(item, expressions));
  const filter =
    node.filter === undefined ? undefined : expressions.condition(node.filter, "FILTER clause");
  const over = node.over === undefined ? undefined : overClause(call, node.over);
  const write: WriteAggregate = (name, args) => {
    const distinct = node.distinct ? SQL`DISTINCT ` : EMPTY;
    const kept = filter === undefined ? EMPTY : SQL` FILTER (WHERE ${filter.sql()})`;
    const window = over === undefined ? EMPTY : SQL` OVER ${over()}`;
    return SQL`${name}(${distinct}${join(args)}${sortClause(order)})${kept}${window}`;
  };
  return rule(call, write);
}

/** @throws QueryError EXPRESSION_NOT_IN_DISTINCT for distinct values that are sorted by something else */
function requireArguments({ node, args, expressions }: FunctionCall): void {
  const other = node.orderBy.find(({ value }) => {
    const key = expressions.translate(value);
    return !args.some((arg) => sameExpression(arg, key));
  });
  if (other === undefined) return;
  const reason =
    "For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments";
  throw new QueryError("EXPRESSION_NOT_IN_DISTINCT", reason, other.value);
}
