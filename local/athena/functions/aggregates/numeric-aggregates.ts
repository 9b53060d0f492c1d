import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { coerceSql, typed } from "../../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../../types/duckdb-type";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  isIntegerType,
  isNumeric,
  type TrinoType,
} from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
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
  return typed(returnType, () => {
    const total = write(SQL`sum`, [sql()]);
    // A product, since DuckDB's sum has more digits than its type, and a product is checked.
    const checked =
      returnType.kind === "decimal"
        ? SQL`${total} * CAST(1 AS DECIMAL(1,0))`
        : returnType.kind === "bigint" && call.node.over !== undefined
          ? macroCall(SQL`trino_wrapped_bigint`, total)
          : total;
    return SQL`CAST(${checked} AS ${duckDbTypeOf(returnType)})`;
  });
};

const avg: AggregateRule = (call, write) => {
  call.requireArity(1);
  const { sql, type } = call.arg(0);
  if (!isNumeric(type)) throw call.noMatchingSignature();
  if (type.kind === "decimal") {
    call.requireRepeatable(0);
    return typed(type, () => {
      const total = SQL`CAST(${write(SQL`sum`, [sql()])} AS DECIMAL(38,${literal(type.scale)}))`;
      const count = SQL`nullif(${write(SQL`count`, [sql()])}, 0)`;
      return SQL`CAST(trino_decimal_quotient(CAST(${total} AS VARCHAR), CAST(${count} AS VARCHAR), ${literal(type.scale)}) AS ${duckDbTypeOf(type)})`;
    });
  }
  const returnType = type.kind === "real" ? type : DOUBLE;
  return typed(returnType, () => {
    const mean = write(SQL`avg`, [coerceSql(sql(), type, DOUBLE)]);
    return SQL`CAST(${mean} AS ${duckDbTypeOf(returnType)})`;
  });
};

/** A variance, or its root. */
const deviation =
  (name: Sql): AggregateRule =>
  (call, write) => {
    call.requireArity(1);
    const value = call.argAs(0, DOUBLE);
    const inRange = squarable(call, 0);
    return typed(DOUBLE, () => write(name, [inRange(value.sql())]));
  };

/**
 * What checks an argument of a statistic of groups. Trino combines the parts of a group by squares of differences, also
 * of those from a part without rows, which its planner has or not: of a value whose square is infinite, the variance is
 * NaN or 0. In a window there are no parts.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/operator/aggregation/AggregationUtils.java (mergeVarianceState)
 */
function squarable(call: FunctionCall, index: number): (value: Sql) => Sql {
  if (call.node.over !== undefined || call.arg(index).type.kind !== "double")
    return (value) => value;
  call.requireRepeatable(index);
  return (value) => macroCall(SQL`trino_squarable`, value);
}

/** A statistic of two columns: of type real unless one of them is a double. @param finite others are null */
const ofTwoColumns =
  (name: Sql, finite = true): AggregateRule =>
  (call, write) => {
    call.requireArity(2);
    const type: TrinoType = call.args.some((arg) => arg.type.kind === "double")
      ? DOUBLE
      : { kind: "real" };
    // Other numbers are rounded to a real.
    const [x, y] = [call.argAs(0, type), call.argAs(1, type)];
    if (finite) call.requireRepeatable(0, 1);
    const inRange = [squarable(call, 0), squarable(call, 1)];
    return typed(type, () => {
      const result = write(
        name,
        [x, y].map(({ sql }, index) => {
          const value = coerceSql(sql(), type, DOUBLE);
          return inRange[index]?.(value) ?? value;
        }),
      );
      const known = finite ? SQL`CASE WHEN isfinite(${result}) THEN ${result} END` : result;
      return SQL`CAST(${known} AS ${duckDbTypeOf(type)})`;
    });
  };

/** A function of one value of a type, which is the type of the result too. */
const ofOneColumn =
  (name: Sql, type: TrinoType): AggregateRule =>
  (call, write) => {
    call.requireArity(1);
    const value = call.argAs(0, type);
    return typed(type, () => write(name, [value.sql()]));
  };

/** Sums, averages, statistics, and aggregates of booleans and bits. */
export const NUMERIC_AGGREGATES: AggregateRules = {
  sum,
  avg,
  bool_and: ofOneColumn(SQL`bool_and`, BOOLEAN),
  bool_or: ofOneColumn(SQL`bool_or`, BOOLEAN),
  every: ofOneColumn(SQL`bool_and`, BOOLEAN),
  bitwise_and_agg: ofOneColumn(SQL`bit_and`, BIGINT),
  bitwise_or_agg: ofOneColumn(SQL`bit_or`, BIGINT),
  geometric_mean: (call, write) => {
    call.requireArity(1);
    // Trino coerces a decimal to a real.
    const isReal = ["real", "decimal"].includes(call.arg(0).type.kind);
    const type: TrinoType = isReal ? { kind: "real" } : DOUBLE;
    const value = call.argAs(0, type);
    call.requireRepeatable(0);
    return typed(type, () => {
      const logarithm = macroCall(SQL`trino_ln`, SQL`CAST(${value.sql()} AS DOUBLE)`);
      return SQL`CAST(exp(${write(SQL`avg`, [logarithm])}) AS ${duckDbTypeOf(type)})`;
    });
  },
  stddev: deviation(SQL`stddev_samp`),
  stddev_samp: deviation(SQL`stddev_samp`),
  stddev_pop: deviation(SQL`stddev_pop`),
  variance: deviation(SQL`var_samp`),
  var_samp: deviation(SQL`var_samp`),
  var_pop: deviation(SQL`var_pop`),
  covar_samp: ofTwoColumns(SQL`covar_samp`, false),
  covar_pop: ofTwoColumns(SQL`covar_pop`, false),
  corr: ofTwoColumns(SQL`corr`),
  regr_slope: ofTwoColumns(SQL`regr_slope`),
  regr_intercept: ofTwoColumns(SQL`regr_intercept`),
};
