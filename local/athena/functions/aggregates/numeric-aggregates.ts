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

const numeric =
  (name: Sql): AggregateRule =>
  (call, write) => {
    const args = call.args.map((_, index) => call.argAs(index, DOUBLE));
    return typed(DOUBLE, () =>
      write(
        name,
        args.map(({ sql }) => sql()),
      ),
    );
  };

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
    return typed(type, () => {
      const result = write(
        name,
        [x, y].map(({ sql }) => coerceSql(sql(), type, DOUBLE)),
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
