import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import { coerce, typed, type TypedSql } from "../translation/expressions/typed-sql";
import { commonType } from "../types/coercion";
import { BIGINT, DOUBLE, type TrinoType } from "../types/trino-type";
import type { FunctionCall } from "./function-call";
import { overClause } from "./over-clause";
import { macroCall } from "../engine/macros/macro-call";

/** A call of a window function of DuckDB: its name, its type, and what writes its arguments. */
interface WindowCall {
  readonly name: Sql;
  readonly type: TrinoType;
  readonly args: () => readonly Sql[];
}

/** Types a call of one of Trino's window functions. */
type WindowRule = (call: FunctionCall) => WindowCall;

const ranking =
  (name: Sql, type: TrinoType): WindowRule =>
  (call) => {
    call.requireArity(0);
    return { name, type, args: () => [] };
  };

const shifted =
  (name: Sql): WindowRule =>
  (call) => {
    call.requireArity(1, 3);
    const value = call.arg(0);
    const given = call.node.args.length > 2 ? call.arg(2) : undefined;
    const type = given === undefined ? value.type : commonType(value.type, given.type);
    if (type === undefined) throw call.noMatchingSignature();
    const offset = call.optionalArgAs(1, BIGINT);
    if (offset !== undefined) call.requireRepeatable(1);
    return {
      name,
      type,
      args: () => [
        coerce(value, type),
        ...(offset === undefined
          ? []
          : [macroCall(SQL`trino_window_offset`, offset.sql(), SQL`0`)]),
        ...(given === undefined ? [] : [coerce(given, type)]),
      ],
    };
  };

const value =
  (name: Sql): WindowRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    return { name, type, args: () => [sql()] };
  };

/** An argument that DuckDB takes null for as Trino does, and that has to be positive. */
function positive(call: FunctionCall, index: number): () => Sql {
  const count = call.argAs(index, BIGINT);
  call.requireRepeatable(index);
  return () => macroCall(SQL`trino_positive_or_null`, count.sql());
}

/** Window functions. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowRule | undefined>> = {
  row_number: ranking(SQL`row_number`, BIGINT),
  rank: ranking(SQL`rank`, BIGINT),
  dense_rank: ranking(SQL`dense_rank`, BIGINT),
  percent_rank: ranking(SQL`percent_rank`, DOUBLE),
  cume_dist: ranking(SQL`cume_dist`, DOUBLE),
  ntile: (call) => {
    call.requireArity(1);
    const buckets = positive(call, 0);
    return { name: NTILE, type: BIGINT, args: () => [buckets()] };
  },
  lag: shifted(SQL`lag`),
  lead: shifted(SQL`lead`),
  first_value: value(SQL`first_value`),
  last_value: value(SQL`last_value`),
  nth_value: (call) => {
    call.requireArity(2);
    const { sql, type } = call.arg(0);
    const place = positive(call, 1);
    return { name: NTH_VALUE, type, args: () => [sql(), place()] };
  },
};

const NTILE = SQL`ntile`;
const NTH_VALUE = SQL`nth_value`;

/** Functions that have no values of which nulls could be ignored. */
const RANKING: readonly string[] = [
  ...["row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile"],
];

/** Types a call of a window function. @throws QueryError MISSING_OVER */
export function translateWindowFunction(call: FunctionCall, rule: WindowRule): TypedSql {
  const { node } = call;
  if (node.over === undefined) {
    const reason = `Window function ${node.name} requires an OVER clause`;
    throw new QueryError("MISSING_OVER", reason, node);
  }
  if (node.filter !== undefined || node.distinct)
    throw unsupported(`FILTER or DISTINCT of ${node.name}`, node);
  if (node.orderBy.length > 0) {
    const reason = "Only aggregation window functions with ORDER BY are supported";
    throw new QueryError("NOT_SUPPORTED", reason, node);
  }
  if (node.nulls !== undefined && RANKING.includes(node.name)) {
    const reason = `Cannot specify null treatment clause for ${node.name} function`;
    throw new QueryError("NULL_TREATMENT_NOT_ALLOWED", reason, node);
  }
  const { name, args, type } = rule(call);
  const over = overClause(call, node.over);
  return typed(type, () => {
    const nulls = node.nulls === "IGNORE" ? SQL` IGNORE NULLS` : EMPTY;
    return SQL`${name}(${join(args())}${nulls}) OVER ${over()}`;
  });
}
