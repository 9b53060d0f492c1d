import { EMPTY, join, SQL } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { contains } from "../../analysis/expression-walk";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import { isAggregateCall } from "../../translation/grouping";
import { sortClause } from "../../translation/sort";
import { rejectMaps } from "../../types/reject-maps";
import { windowSortKey } from "../window-sort-key";
import type { FunctionCall } from "../function-call";
import { overClause } from "../over-clause";
import type { AggregateRule, WriteAggregate } from "./aggregate-rule";

/** Types a call of an aggregate function, with or without OVER. */
export function translateAggregate(call: FunctionCall, rule: AggregateRule): TypedSql {
  const { node, expressions } = call;
  if (node.ignoreNulls) throw unsupported(`IGNORE NULLS of ${node.name}`, node);
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
