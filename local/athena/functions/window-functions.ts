import { EMPTY, join, SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import { coerce, type TypedSql } from "../translation/expressions/typed-sql";
import { commonType } from "../types/coercion";
import { BIGINT, DOUBLE, type TrinoType } from "../types/trino-type";
import type { FunctionCall } from "./function-call";
import { overClause } from "./over-clause";
import { macroCall } from "../engine/macros/macro-call";

/** Translates a window function to DuckDB's: its name, arguments and return type. */
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
    const value = call.arg(0);
    const given = call.node.args.length > 2 ? call.arg(2) : undefined;
    const type = given === undefined ? value.type : commonType(value.type, given.type);
    if (type === undefined) throw call.noMatchingSignature();
    const offset =
      call.node.args.length > 1
        ? [macroCall(SQL`trino_window_offset`, call.argAs(1, BIGINT), SQL`0`)]
        : [];
    const otherwise = given === undefined ? [] : [coerce(given, type)];
    return { name, args: [coerce(value, type), ...offset, ...otherwise], type };
  };

const value =
  (name: Sql): WindowRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    return { name, args: [sql], type };
  };

/** Window functions. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, WindowRule | undefined>> = {
  row_number: ranking(SQL`row_number`, BIGINT),
  rank: ranking(SQL`rank`, BIGINT),
  dense_rank: ranking(SQL`dense_rank`, BIGINT),
  percent_rank: ranking(SQL`percent_rank`, DOUBLE),
  cume_dist: ranking(SQL`cume_dist`, DOUBLE),
  ntile: (call) => {
    call.requireArity(1);
    return {
      name: SQL`ntile`,
      // DuckDB's ntile of null is null, as Trino's.
      args: [macroCall(SQL`trino_positive_or_null`, call.argAs(0, BIGINT))],
      type: BIGINT,
    };
  },
  lag: shifted(SQL`lag`),
  lead: shifted(SQL`lead`),
  first_value: value(SQL`first_value`),
  last_value: value(SQL`last_value`),
  nth_value: (call) => {
    call.requireArity(2);
    const { sql, type } = call.arg(0);
    // DuckDB's nth_value of null is null, as Trino's.
    const place = macroCall(SQL`trino_positive_or_null`, call.argAs(1, BIGINT));
    return { name: SQL`nth_value`, args: [sql, place], type };
  },
};

/** Translates a call of a window function. @throws QueryError MISSING_OVER */
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
