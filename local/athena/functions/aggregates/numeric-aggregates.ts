import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { coerce } from "../../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../../types/duckdb-type";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  isIntegerType,
  isNumeric,
  type TrinoType,
} from "../../types/trino-type";
import type { AggregateRule, AggregateRules } from "./aggregate-rule";
import { macroCall } from "../../engine/macros/macro-call";

/** The sum of integers is a bigint, that of decimals a decimal of maximum precision. */
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

const numeric =
  (name: Sql): AggregateRule =>
  (call, write) => ({
    sql: write(
      name,
      call.node.args.map((_, index) => call.argAs(index, DOUBLE)),
    ),
    type: DOUBLE,
  });

/** A statistic of two columns: of type real unless one of them is a double. @param finite others are null */
const ofTwoColumns =
  (name: Sql, finite = true): AggregateRule =>
  (call, write) => {
    call.requireArity(2);
    const type: TrinoType = call.args.some((arg) => arg.type.kind === "double")
      ? DOUBLE
      : { kind: "real" };
    const result = write(name, [call.argAs(0, DOUBLE), call.argAs(1, DOUBLE)]);
    return {
      sql: finite
        ? SQL`CAST(CASE WHEN isfinite(${result}) THEN ${result} END AS ${duckDbTypeOf(type)})`
        : SQL`CAST(${result} AS ${duckDbTypeOf(type)})`,
      type,
    };
  };

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

/** Sums, averages, statistics, and aggregates of booleans and bits. */
export const NUMERIC_AGGREGATES: AggregateRules = {
  sum,
  avg,
  bool_and: logical(SQL`bool_and`),
  bool_or: logical(SQL`bool_or`),
  every: logical(SQL`bool_and`),
  bitwise_and_agg: bitwise(SQL`bit_and`),
  bitwise_or_agg: bitwise(SQL`bit_or`),
  geometric_mean: (call, write) => {
    call.requireArity(1);
    // Trino coerces a decimal to a real.
    const isReal = ["real", "decimal"].includes(call.arg(0).type.kind);
    const type: TrinoType = isReal ? { kind: "real" } : DOUBLE;
    const logarithm = macroCall(SQL`trino_ln`, SQL`CAST(${call.argAs(0, type)} AS DOUBLE)`);
    return {
      sql: SQL`CAST(exp(${write(SQL`avg`, [logarithm])}) AS ${duckDbTypeOf(type)})`,
      type,
    };
  },
  stddev: numeric(SQL`stddev_samp`),
  stddev_samp: numeric(SQL`stddev_samp`),
  stddev_pop: numeric(SQL`stddev_pop`),
  variance: numeric(SQL`var_samp`),
  var_samp: numeric(SQL`var_samp`),
  var_pop: numeric(SQL`var_pop`),
  covar_samp: ofTwoColumns(SQL`covar_samp`, false),
  covar_pop: ofTwoColumns(SQL`covar_pop`, false),
  corr: ofTwoColumns(SQL`corr`),
  regr_slope: ofTwoColumns(SQL`regr_slope`),
  regr_intercept: ofTwoColumns(SQL`regr_intercept`),
};
