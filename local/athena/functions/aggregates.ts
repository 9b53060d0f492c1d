import { literal, SQL, type Sql } from "../../duckdb/sql";
import { unsupported } from "../query-error";
import type { TypedSql } from "../translation/expressions/typed-sql";
import { coerce } from "../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../types/duckdb-type";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  isNumeric,
  isIntegerType,
  type TrinoType,
  UNKNOWN,
  VARCHAR,
} from "../types/trino-type";
import type { FunctionCall } from "./function-call";

/** Writes an aggregate's call with the DISTINCT, ORDER BY, FILTER and OVER that the query gave it. */
export type WriteAggregate = (name: Sql, args: readonly Sql[]) => Sql;

/** How an aggregate of Trino's is written for DuckDB. */
export type AggregateRule = (call: FunctionCall, write: WriteAggregate) => TypedSql;

/** A number's sum: whole numbers give a bigint, decimals as many digits as there are. */
const sum: AggregateRule = (call, write) => {
  call.requireArity(1);
  const { sql, type } = call.arg(0);
  const returnType: TrinoType | undefined = isIntegerType(type)
    ? BIGINT
    : type.kind === "decimal"
      ? { kind: "decimal", precision: 38, scale: type.scale }
      : isNumeric(type)
        ? type
        : undefined;
  if (returnType === undefined) throw call.noMatchingSignature();
  return {
    sql: SQL`CAST(${write(SQL`sum`, [sql])} AS ${duckDbTypeOf(returnType)})`,
    type: returnType,
  };
};

const avg: AggregateRule = (call, write) => {
  call.requireArity(1);
  const { sql, type } = call.arg(0);
  if (!isNumeric(type)) throw call.noMatchingSignature();
  if (type.kind === "decimal") {
    const total = SQL`CAST(${write(SQL`sum`, [sql])} AS DECIMAL(38,${literal(type.scale)}))`;
    const count = SQL`nullif(${write(SQL`count`, [sql])}, 0)`;
    return {
      sql: SQL`CAST(trino_decimal_quotient(CAST(${total} AS VARCHAR), CAST(${count} AS VARCHAR), ${literal(type.scale)}) AS ${duckDbTypeOf(type)})`,
      type,
    };
  }
  const returnType = type.kind === "real" ? type : DOUBLE;
  return {
    sql: SQL`CAST(${write(SQL`avg`, [coerce({ sql, type }, DOUBLE)])} AS ${duckDbTypeOf(returnType)})`,
    type: returnType,
  };
};

/** DuckDB's names for the extreme itself, and for the value beside the extreme of another. */
const EXTREMES = {
  min: { of: SQL`min`, by: SQL`arg_min`, byOrNull: SQL`arg_min_null` },
  max: { of: SQL`max`, by: SQL`arg_max`, byOrNull: SQL`arg_max_null` },
} as const;

const extreme =
  (name: keyof typeof EXTREMES): AggregateRule =>
  (call, write) => {
    if (call.node.args.length === 2) throw unsupported(`${name} of several values`, call.node);
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    rejectNested(call, type, name);
    if (type.kind === "timestamp with time zone") {
      return { sql: write(EXTREMES[name].by, [sql, SQL`${sql}.i`]), type };
    }
    return { sql: write(EXTREMES[name].of, [sql]), type };
  };

/** The value beside the least or greatest of another; unlike DuckDB's own, the value may be null. */
const extremeBy =
  (name: keyof typeof EXTREMES): AggregateRule =>
  (call, write) => {
    if (call.node.args.length === 3) throw unsupported(`${name}_by of several values`, call.node);
    call.requireArity(2);
    const value = call.arg(0);
    const key = call.arg(1);
    rejectNested(call, key.type, `${name}_by`);
    const by = key.type.kind === "timestamp with time zone" ? SQL`${key.sql}.i` : key.sql;
    return { sql: write(EXTREMES[name].byOrNull, [value.sql, by]), type: value.type };
  };

const numeric =
  (name: Sql): AggregateRule =>
  (call, write) => ({
    sql: write(
      name,
      call.node.args.map((_, index) => call.argAs(index, DOUBLE)),
    ),
    type: DOUBLE,
  });

const logical =
  (name: Sql): AggregateRule =>
  (call, write) => {
    call.requireArity(1);
    return { sql: write(name, [call.argAs(0, BOOLEAN)]), type: BOOLEAN };
  };

const bitwise =
  (name: Sql): AggregateRule =>
  (call, write) => {
    call.requireArity(1);
    return { sql: write(name, [call.argAs(0, BIGINT)]), type: BIGINT };
  };

const arbitrary: AggregateRule = (call, write) => {
  call.requireArity(1);
  const { sql, type } = call.arg(0);
  return { sql: write(SQL`any_value`, [sql]), type };
};

/** Counted exactly, which is well inside the error that Trino allows itself. */
const approxDistinct: AggregateRule = (call, write) => {
  call.requireArity(1, 2);
  const { sql, type } = call.arg(0);
  const key = type.kind === "timestamp with time zone" ? SQL`${sql}.i` : sql;
  return { sql: write(SQL`count`, [SQL`DISTINCT ${key}`]), type: BIGINT };
};

/** Taken exactly: the value at that place of the sorted input, which is what Trino approaches. */
const approxPercentile: AggregateRule = (call, write) => {
  if (call.node.args.length > 2) throw unsupported("approx_percentile with weights", call.node);
  call.requireArity(2);
  const value = call.arg(0);
  if (!isNumeric(value.type) || value.type.kind === "decimal") throw call.noMatchingSignature();
  const share = call.arg(1);
  const list = share.type.kind === "array";
  const place = list ? call.argAs(1, { kind: "array", element: DOUBLE }) : call.argAs(1, DOUBLE);
  return {
    sql: write(SQL`quantile_disc`, [value.sql, place]),
    type: list ? { kind: "array", element: value.type } : value.type,
  };
};

const count: AggregateRule = (call, write) => {
  call.requireArity(0, 1);
  if (call.node.star || call.node.args.length === 0)
    return { sql: write(SQL`count`, [SQL`*`]), type: BIGINT };
  const { sql, type } = call.arg(0);
  const key = type.kind === "timestamp with time zone" && call.node.distinct ? SQL`${sql}.i` : sql;
  return { sql: write(SQL`count`, [key]), type: BIGINT };
};

/** The aggregates that are known to give what Trino's give. */
export const AGGREGATES: Readonly<Record<string, AggregateRule | undefined>> = {
  count,
  count_if: (call, write) => {
    call.requireArity(1);
    return {
      sql: SQL`CAST(${write(SQL`count_if`, [call.argAs(0, BOOLEAN)])} AS BIGINT)`,
      type: BIGINT,
    };
  },
  sum,
  avg,
  min: extreme("min"),
  max: extreme("max"),
  min_by: extremeBy("min"),
  max_by: extremeBy("max"),
  arbitrary,
  any_value: arbitrary,
  bool_and: logical(SQL`bool_and`),
  bool_or: logical(SQL`bool_or`),
  every: logical(SQL`bool_and`),
  bitwise_and_agg: bitwise(SQL`bit_and`),
  bitwise_or_agg: bitwise(SQL`bit_or`),
  stddev: numeric(SQL`stddev_samp`),
  stddev_samp: numeric(SQL`stddev_samp`),
  stddev_pop: numeric(SQL`stddev_pop`),
  variance: numeric(SQL`var_samp`),
  var_samp: numeric(SQL`var_samp`),
  var_pop: numeric(SQL`var_pop`),
  covar_samp: numeric(SQL`covar_samp`),
  covar_pop: numeric(SQL`covar_pop`),
  corr: numeric(SQL`corr`),
  regr_slope: numeric(SQL`regr_slope`),
  regr_intercept: numeric(SQL`regr_intercept`),
  approx_distinct: approxDistinct,
  approx_percentile: approxPercentile,
  array_agg: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    return { sql: write(SQL`array_agg`, [sql]), type: { kind: "array", element: type } };
  },
  listagg: (call, write) => {
    call.requireArity(1, 2);
    const separator = call.node.args.length === 2 ? call.argAs(1, VARCHAR) : SQL`''`;
    const joined = write(SQL`string_agg`, [call.argAs(0, VARCHAR), separator]);
    return { sql: SQL`trino_listagg(${joined})`, type: VARCHAR };
  },
  map_agg: (call, write) => {
    call.requireArity(2);
    const [key, value] = [call.arg(0), call.arg(1)];
    const entry = SQL`CASE WHEN ${key.sql} IS NOT NULL THEN struct_pack(k := ${key.sql}, v := ${value.sql}) END`;
    return {
      sql: SQL`trino_map_of_entries(${write(SQL`array_agg`, [entry])})`,
      type: { kind: "map", key: key.type, value: value.type },
    };
  },
  histogram: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    const returnType: TrinoType = { kind: "map", key: type, value: BIGINT };
    return {
      sql: SQL`CAST(${write(SQL`histogram`, [sql])} AS ${duckDbTypeOf(returnType)})`,
      type: returnType,
    };
  },
  checksum: (call) => {
    throw unsupported("checksum", call.node);
  },
};

/** Whether a function is an aggregate. */
export function isAggregate(name: string): boolean {
  return Object.hasOwn(AGGREGATES, name);
}

function rejectNested(call: FunctionCall, type: TrinoType, name: string): void {
  if (["array", "row", "map", "json"].includes(type.kind)) {
    throw unsupported(`${name} of a value of type ${type.kind}`, call.node);
  }
  if (type.kind === UNKNOWN.kind) throw call.noMatchingSignature();
}
