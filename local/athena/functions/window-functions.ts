import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import { keyword } from "../../duckdb/keyword";
import { QueryError, unsupported } from "../query-error";
import type { Window } from "../sql/syntax-tree";
import { contains } from "../translation/expressions/expression-walk";
import { isAggregateCall } from "../translation/grouping";
import { sortClause } from "../translation/sort";
import type { TypedSql } from "../translation/expressions/typed-sql";
import { BIGINT, DOUBLE, type TrinoType } from "../types/trino-type";
import type { AggregateRule } from "./aggregates";
import type { FunctionCall } from "./function-call";

/** A window function in DuckDB's SQL: its name, its arguments and the type it gives. */
type WindowRule = (call: FunctionCall) => {
  readonly name: Sql;
  readonly args: readonly Sql[];
  readonly type: TrinoType;
};

const ranking =
  (name: Sql, type: TrinoType): WindowRule =>
  (call) => {
    call.requireArity(0);
    return { name, args: [], type };
  };

const shifted =
  (name: Sql): WindowRule =>
  (call) => {
    call.requireArity(1, 3);
    const { sql, type } = call.arg(0);
    const offset = call.node.args.length > 1 ? [call.argAs(1, BIGINT)] : [];
    const otherwise = call.node.args.length > 2 ? [call.argAs(2, type)] : [];
    return { name, args: [sql, ...offset, ...otherwise], type };
  };

const value =
  (name: Sql): WindowRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    return { name, args: [sql], type };
  };

/** Functions that need OVER. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowRule | undefined>> = {
  row_number: ranking(SQL`row_number`, BIGINT),
  rank: ranking(SQL`rank`, BIGINT),
  dense_rank: ranking(SQL`dense_rank`, BIGINT),
  percent_rank: ranking(SQL`percent_rank`, DOUBLE),
  cume_dist: ranking(SQL`cume_dist`, DOUBLE),
  ntile: (call) => {
    call.requireArity(1);
    return { name: SQL`ntile`, args: [call.argAs(0, BIGINT)], type: BIGINT };
  },
  lag: shifted(SQL`lag`),
  lead: shifted(SQL`lead`),
  first_value: value(SQL`first_value`),
  last_value: value(SQL`last_value`),
  nth_value: (call) => {
    call.requireArity(2);
    const { sql, type } = call.arg(0);
    return { name: SQL`nth_value`, args: [sql, call.argAs(1, BIGINT)], type };
  },
};

/** `row_number() OVER (…)` and its like. */
export function translateWindowFunction(call: FunctionCall, rule: WindowRule): TypedSql {
  const { node } = call;
  if (node.over === undefined) {
    const reason = `Window function ${node.name} requires an OVER clause`;
    throw new QueryError("MISSING_OVER", reason, node);
  }
  if (node.filter !== undefined || node.distinct)
    throw unsupported(`FILTER or DISTINCT of ${node.name}`, node);
  const { name, args, type } = rule(call);
  const nulls = node.ignoreNulls ? SQL` IGNORE NULLS` : EMPTY;
  return {
    sql: SQL`${name}(${join(args)}${nulls}) OVER ${overClause(call, node.over)}`,
    type,
  };
}

/** An aggregate, plain or over a window. */
export function translateAggregate(call: FunctionCall, rule: AggregateRule): TypedSql {
  const { node, expressions } = call;
  if (node.ignoreNulls) throw unsupported(`IGNORE NULLS of ${node.name}`, node);
  const nested = node.args.find((arg) => contains(arg, isAggregateCall));
  // Over a window an aggregate takes what the groups brought.
  if (nested !== undefined && node.over === undefined) {
    const reason = `Cannot nest aggregations inside aggregation '${node.name}'`;
    throw new QueryError("NESTED_AGGREGATION", reason, nested);
  }
  const distinct = node.distinct ? SQL`DISTINCT ` : EMPTY;
  const order = sortClause(
    node.orderBy.map((item) => ({ item, value: expressions.translate(item.value) })),
  );
  const filter =
    node.filter === undefined
      ? EMPTY
      : SQL` FILTER (WHERE ${expressions.condition(node.filter, "FILTER clause")})`;
  const over = node.over === undefined ? EMPTY : SQL` OVER ${overClause(call, node.over)}`;
  return rule(call, (name, args) => SQL`${name}(${distinct}${join(args)}${order})${filter}${over}`);
}

function overClause(call: FunctionCall, window: Window): Sql {
  const { expressions, node } = call;
  const resolved = resolveWindow(window, call);
  const partition = resolved.partitionBy.map((item) => {
    const { sql, type } = expressions.translate(item);
    return type.kind === "timestamp with time zone" ? SQL`${sql}.i` : sql;
  });
  const order = sortClause(
    resolved.orderBy.map((item) => ({ item, value: expressions.translate(item.value) })),
  );
  const frame = resolved.frame;
  const bound = (at: NonNullable<typeof frame>["start"]): Sql =>
    "offset" in at
      ? SQL`${expressions.translate(at.offset).sql} ${keyword(at.kind)}`
      : keyword(at.kind);
  if (
    frame?.unit === "RANGE" &&
    [frame.start, frame.end].some((at) => at !== undefined && "offset" in at)
  ) {
    throw unsupported("RANGE with an offset", node);
  }
  const borders = ({ start, end }: NonNullable<typeof frame>): Sql =>
    end === undefined ? bound(start) : SQL`BETWEEN ${bound(start)} AND ${bound(end)}`;
  const frameSql = frame === undefined ? EMPTY : SQL` ${keyword(frame.unit)} ${borders(frame)}`;
  const by = partition.length === 0 ? EMPTY : SQL`PARTITION BY ${join(partition)}`;
  return SQL`(${by}${order}${frameSql})`;
}

function resolveWindow(window: Window, call: FunctionCall): Window {
  if (window.base === undefined) return window;
  const base = call.expressions.context.windows.get(window.base);
  if (base === undefined) {
    const reason = `Cannot resolve WINDOW name ${window.base}`;
    throw new QueryError("INVALID_WINDOW_REFERENCE", reason, call.node);
  }
  const resolved = resolveWindow(base, call);
  return {
    partitionBy: resolved.partitionBy,
    orderBy: window.orderBy.length > 0 ? window.orderBy : resolved.orderBy,
    frame: window.frame ?? resolved.frame,
  };
}
