import { keyword } from "../../duckdb/keyword";
import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import type { Window } from "../sql/syntax-tree";
import { sortClause } from "../translation/sort";
import type { FunctionCall } from "./function-call";

/** The window of an OVER clause, in parentheses. */
export function overClause(call: FunctionCall, window: Window): Sql {
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
  for (const at of [frame?.start, frame?.end]) {
    if (at === undefined || !("offset" in at)) continue;
    if (at.offset.kind !== "integer") {
      throw unsupported("A frame with an offset that is not an integer literal", node);
    }
    if (at.offset.text.startsWith("-")) {
      throw new QueryError(
        "INVALID_WINDOW_FRAME",
        "Window frame offset must not be negative",
        node,
      );
    }
  }
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
