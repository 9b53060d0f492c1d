import { EMPTY, SQL, type Sql } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { arithmetic } from "../../translation/expressions/operators/operators";
import { typed } from "../../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { BIGINT, BOOLEAN, DOUBLE, isIntegerType, type TrinoType } from "../../types/trino-type";
import { callTo, type FunctionRule, overloads, signature, total } from "../signature";
import { greatestOrLeast } from "./greatest-least";
import { numberArgument } from "./number-argument";
import { round, roundTo, truncate } from "./rounding";

const doubleFunction = (sql: (...args: Sql[]) => Sql): FunctionRule =>
  overloads(signature([DOUBLE], DOUBLE, sql));

/** The sign as a number of the same type; that of a decimal is a decimal(1,0). */
const sign: FunctionRule = (call) => {
  call.requireArity(1);
  const { sql, type } = numberArgument(call);
  if (type.kind === "decimal") {
    const returnType: TrinoType = { kind: "decimal", precision: 1, scale: 0 };
    return typed(returnType, () => SQL`CAST(sign(${sql()}) AS DECIMAL(1,0))`);
  }
  return typed(type, () => {
    const plain = SQL`CAST(sign(${sql()}) AS ${duckDbTypeOf(type)})`;
    // NaN and both zeros are their own sign.
    return isIntegerType(type)
      ? plain
      : SQL`CASE WHEN ${sql()} = 0 OR isnan(${sql()}) THEN ${sql()} ELSE ${plain} END`;
  });
};

const NAN = SQL`CAST('NaN' AS DOUBLE)`;

/** A function that DuckDB computes for some arguments only; for others it is NaN, and null for null. */
const within = (name: Sql, inDomain: (x: Sql) => Sql): FunctionRule =>
  doubleFunction(
    (x = EMPTY) =>
      SQL`CASE WHEN ${inDomain(x)} THEN ${name}(${x}) WHEN ${x} IS NOT NULL THEN ${NAN} END`,
  );
const unit = (x: Sql) => SQL`abs(${x}) <= 1`;
const finite = (x: Sql) => SQL`isfinite(${x})`;

const sameNumber =
  (write: (value: Sql) => Sql): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = numberArgument(call);
    return typed(type, () => SQL`CAST(${write(sql())} AS ${duckDbTypeOf(type)})`);
  };

const power = total(overloads(signature([DOUBLE, DOUBLE], DOUBLE, callTo(SQL`trino_power`))));
const bitwise = (sql: (a: Sql, b: Sql) => Sql): FunctionRule =>
  overloads(signature([BIGINT, BIGINT], BIGINT, (a = EMPTY, b = EMPTY) => sql(a, b)));

/** Mathematical functions. Out of domain, where DuckDB fails, they return NaN or infinity, as Trino's do. */
export const MATH_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  abs: sameNumber((value) => SQL`abs(${value})`),
  ceil: roundTo(SQL`ceil`),
  ceiling: roundTo(SQL`ceil`),
  floor: roundTo(SQL`floor`),
  round,
  truncate,
  sign,
  sqrt: total(
    doubleFunction((x) => SQL`CASE WHEN ${x} < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(${x}) END`),
  ),
  cbrt: total(doubleFunction(callTo(SQL`trino_cbrt`))),
  exp: total(doubleFunction(callTo(SQL`exp`))),
  ln: total(doubleFunction((x) => macroCall(SQL`trino_ln`, x))),
  log2: total(doubleFunction((x) => SQL`(${macroCall(SQL`trino_ln`, x)} / ln(2))`)),
  log10: total(
    doubleFunction(
      (x) => SQL`CASE WHEN ${x} > 0 THEN log10(${x}) ELSE ${macroCall(SQL`trino_ln`, x)} END`,
    ),
  ),
  log: overloads(
    signature(
      [DOUBLE, DOUBLE],
      DOUBLE,
      (base, x) => SQL`(${macroCall(SQL`trino_ln`, x)} / ${macroCall(SQL`trino_ln`, base)})`,
    ),
  ),
  power,
  pow: power,
  mod: (call) => {
    call.requireArity(2);
    return arithmetic("%", call.arg(0), call.arg(1), call.node);
  },
  greatest: total(greatestOrLeast("greatest")),
  least: total(greatestOrLeast("least")),
  pi: total(overloads(signature([], DOUBLE, () => SQL`pi()`))),
  e: total(overloads(signature([], DOUBLE, () => SQL`exp(CAST(1 AS DOUBLE))`))),
  degrees: doubleFunction(callTo(SQL`degrees`)),
  radians: doubleFunction(callTo(SQL`radians`)),
  sin: within(SQL`sin`, finite),
  cos: within(SQL`cos`, finite),
  tan: within(SQL`tan`, finite),
  asin: within(SQL`asin`, unit),
  acos: within(SQL`acos`, unit),
  atan: doubleFunction(callTo(SQL`atan`)),
  atan2: overloads(signature([DOUBLE, DOUBLE], DOUBLE, callTo(SQL`atan2`))),
  is_nan: total(overloads(signature([DOUBLE], BOOLEAN, callTo(SQL`isnan`)))),
  is_finite: total(overloads(signature([DOUBLE], BOOLEAN, callTo(SQL`isfinite`)))),
  is_infinite: total(overloads(signature([DOUBLE], BOOLEAN, callTo(SQL`isinf`)))),
  nan: total(overloads(signature([], DOUBLE, () => SQL`CAST('NaN' AS DOUBLE)`))),
  infinity: total(overloads(signature([], DOUBLE, () => SQL`CAST('Infinity' AS DOUBLE)`))),
  bitwise_and: bitwise((a, b) => SQL`(${a} & ${b})`),
  bitwise_or: bitwise((a, b) => SQL`(${a} | ${b})`),
  bitwise_xor: bitwise((a, b) => SQL`xor(${a}, ${b})`),
  bitwise_not: overloads(signature([BIGINT], BIGINT, (a) => SQL`(~${a})`)),
};
