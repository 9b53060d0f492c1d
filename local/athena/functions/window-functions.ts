import { QueryError, unsupported } from "../query-error";
import type { Window } from "../sql/expression";
import { contains } from "../translation/expression-walk";
import { isAggregateCall } from "../translation/grouping";
import { sortClause } from "../translation/sort";
import type { Typed } from "../translation/typed";
import { BIGINT, DOUBLE, type TrinoType } from "../types/trino-type";
import type { AggregateRule } from "./aggregates";
import type { FunctionCall } from "./rule";

/** A window function's arguments in DuckDB's SQL and the type it gives. */
type WindowRule = (call: FunctionCall) => {
  readonly args: readonly string[];
  readonly type: TrinoType;
};

const ranking =
  (type: TrinoType): WindowRule =>
  (call) => {
    call.count(0);
    return { args: [], type };
  };

const shifted: WindowRule = (call) => {
  call.count(1, 3);
  const { sql, type } = call.value(0);
  const offset = call.node.args.length > 1 ? [call.as(1, BIGINT)] : [];
  const otherwise = call.node.args.length > 2 ? [call.as(2, type)] : [];
  return { args: [sql, ...offset, ...otherwise], type };
};

const value: WindowRule = (call) => {
  call.count(1);
  const { sql, type } = call.value(0);
  return { args: [sql], type };
};

/** Functions that need OVER. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowRule | undefined>> = {
  row_number: ranking(BIGINT),
  rank: ranking(BIGINT),
  dense_rank: ranking(BIGINT),
  percent_rank: ranking(DOUBLE),
  cume_dist: ranking(DOUBLE),
  ntile: (call) => {
    call.count(1);
    return { args: [call.as(0, BIGINT)], type: BIGINT };
  },
  lag: shifted,
  lead: shifted,
  first_value: value,
  last_value: value,
  nth_value: (call) => {
    call.count(2);
    const { sql, type } = call.value(0);
    return { args: [sql, call.as(1, BIGINT)], type };
  },
};

/** `row_number() OVER (…)` and its like. */
export function translateWindowFunction(call: FunctionCall, rule: WindowRule): Typed {
  const { node } = call;
  if (node.over === undefined) {
    const reason = `Window function ${node.name} requires an OVER clause`;
    throw new QueryError("MISSING_OVER", reason, node);
  }
  if (node.filter !== undefined || node.distinct)
    throw unsupported(`FILTER or DISTINCT of ${node.name}`, node);
  const { args, type } = rule(call);
  const nulls = node.ignoreNulls ? " IGNORE NULLS" : "";
  return {
    sql: `${node.name}(${args.join(", ")}${nulls}) OVER ${windowSql(call, node.over)}`,
    type,
  };
}

/** An aggregate, plain or over a window. */
export function translateAggregate(call: FunctionCall, rule: AggregateRule): Typed {
  const { node, expressions } = call;
  if (node.ignoreNulls) throw unsupported(`IGNORE NULLS of ${node.name}`, node);
  const nested = node.args.find((arg) => contains(arg, isAggregateCall));
  // Over a window an aggregate takes what the groups brought.
  if (nested !== undefined && node.over === undefined) {
    const reason = `Cannot nest aggregations inside aggregation '${node.name}'`;
    throw new QueryError("NESTED_AGGREGATION", reason, nested);
  }
  const distinct = node.distinct ? "DISTINCT " : "";
  const order = sortClause(
    node.orderBy.map((item) => ({ item, value: expressions.translate(item.value) })),
  );
  const filter =
    node.filter === undefined
      ? ""
      : ` FILTER (WHERE ${expressions.condition(node.filter, "FILTER clause")})`;
  const over = node.over === undefined ? "" : ` OVER ${windowSql(call, node.over)}`;
  return rule(
    call,
    (name, args) => `${name}(${distinct}${args.join(", ")}${order})${filter}${over}`,
  );
}

function windowSql(call: FunctionCall, window: Window): string {
  const { expressions, node } = call;
  const resolved = resolveWindow(window, call);
  const partition = resolved.partitionBy.map((item) => {
    const { sql, type } = expressions.translate(item);
    return type.kind === "timestamp with time zone" ? `${sql}.i` : sql;
  });
  const order = sortClause(
    resolved.orderBy.map((item) => ({ item, value: expressions.translate(item.value) })),
  );
  const frame = resolved.frame;
  const bound = (at: NonNullable<typeof frame>["start"]): string =>
    "offset" in at ? `${expressions.translate(at.offset).sql} ${at.kind}` : at.kind;
  if (
    frame?.unit === "RANGE" &&
    [frame.start, frame.end].some((at) => at !== undefined && "offset" in at)
  ) {
    throw unsupported("RANGE with an offset", node);
  }
  const frameSql =
    frame === undefined
      ? ""
      : ` ${frame.unit} ${frame.end === undefined ? bound(frame.start) : `BETWEEN ${bound(frame.start)} AND ${bound(frame.end)}`}`;
  const by = partition.length === 0 ? "" : `PARTITION BY ${partition.join(", ")}`;
  return `(${by}${order}${frameSql})`;
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
