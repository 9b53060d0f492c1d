import { keyword } from "../../duckdb/keyword";
import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import { contains, windowExpressions } from "../analysis/expression-walk";
import { QueryError, unsupported } from "../query-error";
import type { Expression, FrameBound, Window } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "../translation/expressions/expression-translator";
import { rejectWindows } from "../translation/calls/misplaced-calls";
import { sortClause, withoutSignOfZero } from "../translation/sort";
import { canCoerce } from "../types/coercion";
import { rejectMaps } from "../types/reject-maps";
import { isNumeric, typeName } from "../types/trino-type";
import type { FunctionCall } from "./function-call";
import { windowSortKey } from "./window-sort-key";

/** Types the window of an OVER clause. @returns what writes it, in parentheses */
export function overClause(call: FunctionCall, window: Window): () => Sql {
  const { expressions } = call;
  const resolved = resolveWindow(window, call);
  rejectWindows(call.node.args, "Cannot nest window functions inside window function arguments");
  rejectWindows(
    windowExpressions(resolved),
    "Cannot nest window functions inside window specification",
  );
  const partition = resolved.partitionBy.map((item) => expressions.translate(item));
  for (const { type } of partition) rejectMaps(type, "PARTITION BY", call.node);
  const order = resolved.orderBy.map((item) => {
    const key = windowSortKey(item, expressions);
    return { ...key, value: withoutSignOfZero(key.value) };
  });
  const isCorrelated = (inner: Expression) => expressions.context.state.correlated.has(inner);
  if (windowExpressions(resolved).some((inner) => contains(inner, isCorrelated))) {
    throw unsupported("A correlated subquery in a window", call.node);
  }
  const { frame } = resolved;
  checkBorders(resolved, call);
  const bounds = frame === undefined ? [] : [frame.start, frame.end ?? []].flat();
  if (frame?.unit !== "RANGE") for (const at of bounds) checkCount(at, call);
  if (frame?.unit === "RANGE" && bounds.some((at) => "offset" in at)) {
    checkRangeOffsets(call, resolved);
  }
  const borders = bounds.map((at) => border(at, expressions));
  return () => {
    const keys = partition.map((key) =>
      key.type.kind === "timestamp with time zone"
        ? SQL`${key.sql()}.i`
        : withoutSignOfZero(key).sql(),
    );
    const by = keys.length === 0 ? EMPTY : SQL`PARTITION BY ${join(keys)}`;
    const [start = EMPTY, end] = borders.map((write) => write());
    const rows = end === undefined ? start : SQL`BETWEEN ${start} AND ${end}`;
    const frameSql = frame === undefined ? EMPTY : SQL` ${keyword(frame.unit)} ${rows}`;
    return SQL`(${by}${sortClause(order)}${frameSql})`;
  };
}

/** Types a border of a frame. */
function border(at: FrameBound, expressions: ExpressionTranslator): () => Sql {
  if (!("offset" in at)) return () => keyword(at.kind);
  const { sql } = expressions.translate(at.offset);
  return () => SQL`${sql()} ${keyword(at.kind)}`;
}

/** Checks the offset of a frame that counts rows or groups. */
function checkCount(at: FrameBound, { node }: FunctionCall): void {
  if (!("offset" in at)) return;
  if (at.offset.kind !== "integer") {
    throw unsupported("A frame with an offset that is not an integer literal", node);
  }
  if (at.offset.text.startsWith("-")) {
    const reason = "Window frame offset must not be negative";
    throw new QueryError("INVALID_WINDOW_FRAME", reason, node);
  }
}

function resolveWindow(window: Window, call: FunctionCall): Window {
  if (window.base === undefined) return window;
  const base = call.expressions.context.windows.get(window.base);
  if (base === undefined) {
    const reason = `Cannot resolve WINDOW name ${window.base}`;
    throw new QueryError("INVALID_WINDOW_REFERENCE", reason, call.node);
  }
  checkExtension(window, base, call);
  const resolved = resolveWindow(base, call);
  return {
    partitionBy: resolved.partitionBy,
    orderBy: window.orderBy.length > 0 ? window.orderBy : resolved.orderBy,
    frame: window.frame ?? resolved.frame,
  };
}

/** Checks what a window adds to the one that it names. @throws QueryError */
function checkExtension(window: Window, base: Window, { node }: FunctionCall): void {
  if (window.partitionBy.length > 0) {
    const reason = "WINDOW that references another one must not have PARTITION BY";
    throw new QueryError("INVALID_PARTITION_BY", reason, node);
  }
  if (window.orderBy.length > 0 && base.orderBy.length > 0) {
    const reason = "Cannot specify ORDER BY: the referenced WINDOW has it";
    throw new QueryError("INVALID_ORDER_BY", reason, node);
  }
  if (window.isReference !== true && base.frame !== undefined) {
    const reason = "Cannot reference a WINDOW that has a frame";
    throw new QueryError("INVALID_WINDOW_REFERENCE", reason, node);
  }
}

/** The borders of a frame, from its first row to its last. */
const BORDERS: readonly FrameBound["kind"][] = [
  "UNBOUNDED PRECEDING",
  "PRECEDING",
  "CURRENT ROW",
  "FOLLOWING",
  "UNBOUNDED FOLLOWING",
];

/** Functions of the rows before and after, which only an order gives. */
const SHIFTED: readonly string[] = ["lag", "lead"];

/** Functions of the whole partition. */
const FRAMELESS: readonly string[] = [
  ...SHIFTED,
  ...["row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile"],
];

/** Checks what DuckDB does not, or has another error for. @throws QueryError INVALID_WINDOW_FRAME, MISSING_ORDER_BY */
function checkBorders({ frame, orderBy }: Window, { node }: FunctionCall): void {
  if (SHIFTED.includes(node.name) && orderBy.length === 0) {
    const reason = `${node.name} function requires an ORDER BY window clause`;
    throw new QueryError("MISSING_ORDER_BY", reason, node);
  }
  if (frame !== undefined && FRAMELESS.includes(node.name)) {
    const reason = `Cannot specify window frame for ${node.name} function`;
    throw new QueryError("INVALID_WINDOW_FRAME", reason, node);
  }
  if (frame === undefined) return;
  if (frame.unit === "GROUPS" && orderBy.length === 0) {
    const reason = "Window frame of type GROUPS requires ORDER BY to be specified";
    throw new QueryError("MISSING_ORDER_BY", reason, node);
  }
  const [first, last] = [frame.start.kind, frame.end?.kind ?? "CURRENT ROW"];
  if (
    first === "UNBOUNDED FOLLOWING" ||
    last === "UNBOUNDED PRECEDING" ||
    BORDERS.indexOf(first) > BORDERS.indexOf(last)
  ) {
    const reason = `Window frame starting from ${first} cannot end with ${last}`;
    throw new QueryError("INVALID_WINDOW_FRAME", reason, node);
  }
}

/** Literals that a RANGE frame may have as its offset: others are unknown until the query runs. */
const OFFSET_LITERALS: readonly Expression["kind"][] = ["integer", "decimal", "double", "interval"];

/** Checks the offsets of a RANGE frame. @throws QueryError for offsets that Trino rejects or that are not supported here */
function checkRangeOffsets(call: FunctionCall, { orderBy, frame }: Window): void {
  const { expressions, node } = call;
  const [key] = orderBy;
  if (key === undefined || orderBy.length > 1) {
    throw new QueryError(
      key === undefined ? "MISSING_ORDER_BY" : "INVALID_ORDER_BY",
      "Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in ORDER BY",
      node,
    );
  }
  const { type } = expressions.translate(key.value);
  const isTime = type.kind === "date" || type.kind === "timestamp";
  if (type.kind === "timestamp with time zone") {
    throw unsupported(`RANGE with an offset over a key of type ${typeName(type)}`, node);
  }
  if (!isTime && !isNumeric(type)) {
    const reason = `Window frame of type RANGE PRECEDING or FOLLOWING requires that sort item type be numeric, datetime or interval (actual: ${typeName(type)})`;
    throw new QueryError("TYPE_MISMATCH", reason, node);
  }
  if (key.nullsFirst && (type.kind === "double" || type.kind === "real")) {
    throw unsupported(`RANGE with an offset over a key of type ${type.kind} NULLS FIRST`, node);
  }
  for (const at of [frame?.start, frame?.end]) {
    if (at === undefined || !("offset" in at)) continue;
    const { offset } = at;
    const given = expressions.translate(offset).type;
    if (!OFFSET_LITERALS.includes(offset.kind) || ("text" in offset && offset.text.includes("-"))) {
      throw unsupported("A RANGE frame with an offset that is not a positive literal", offset);
    }
    const fits = isTime ? given.kind.startsWith("interval") : canCoerce(given, type);
    if (!fits && !isTime && isNumeric(given)) {
      const types = `${typeName(type)} with an offset of type ${typeName(given)}`;
      throw unsupported(`A RANGE frame over a key of type ${types}`, offset);
    }
    if (!fits) {
      const reason = `Window frame RANGE value type (${typeName(given)}) not compatible with sort item type (${typeName(type)})`;
      throw new QueryError("TYPE_MISMATCH", reason, offset);
    }
    if (type.kind === "date" && offset.kind === "interval" && !isDays(offset.from, offset.to)) {
      throw unsupported("A RANGE frame over dates with an offset that is not whole days", offset);
    }
  }
}

function isDays(from: string, to: string | undefined): boolean {
  return ["year", "month", "day"].includes(from) && (to === undefined || to === "month");
}
