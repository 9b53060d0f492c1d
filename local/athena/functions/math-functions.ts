import { EMPTY, join, literal, SQL, type Sql } from "../../duckdb/sql";
import { unsupported } from "../query-error";
import { comparable } from "../translation/expressions/comparisons";
import { arithmetic } from "../translation/expressions/operators";
import { coerce, type Typed } from "../translation/expressions/typed";
import { duckDbTypeOf } from "../types/duckdb-type";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  isNumeric,
  isWholeNumber,
  type TrinoType,
} from "../types/trino-type";
import { calls, form, type FunctionCall, type Rule, signatures } from "./rule";

const ofDouble = (sql: (...args: Sql[]) => Sql): Rule => signatures(form([DOUBLE], DOUBLE, sql));

function number(call: FunctionCall, index = 0): Typed {
  const value = call.value(index);
  if (!isNumeric(value.type)) throw call.mismatch();
  return value;
}

/** Rounds to a whole number: whole numbers stay, decimals lose their fraction. */
const toWhole =
  (name: Sql): Rule =>
  (call) => {
    call.count(1);
    const { sql, type } = number(call);
    if (isWholeNumber(type)) return { sql, type };
    const gives: TrinoType =
      type.kind === "decimal"
        ? {
            kind: "decimal",
            precision: Math.min(38, type.precision - type.scale + Math.min(type.scale, 1)),
            scale: 0,
          }
        : type;
    return { sql: SQL`CAST(${name}(${sql}) AS ${duckDbTypeOf(gives)})`, type: gives };
  };

const round: Rule = (call) => {
  call.count(1, 2);
  const { sql, type } = number(call);
  const digits =
    call.node.args.length === 2 ? SQL`CAST(${call.as(1, BIGINT)} AS INTEGER)` : undefined;
  if (isWholeNumber(type)) {
    return {
      sql:
        digits === undefined ? sql : SQL`CAST(round(${sql}, ${digits}) AS ${duckDbTypeOf(type)})`,
      type,
    };
  }
  if (type.kind !== "decimal") {
    return {
      sql: SQL`CAST(round(${sql}${digits === undefined ? EMPTY : SQL`, ${digits}`}) AS ${duckDbTypeOf(type)})`,
      type,
    };
  }
  const [precision, scale] =
    digits === undefined
      ? [type.precision - type.scale + Math.min(type.scale, 1), 0]
      : [type.precision + 1, type.scale];
  const gives: TrinoType = {
    kind: "decimal",
    precision: Math.min(38, Math.max(1, precision)),
    scale,
  };
  if (digits !== undefined && call.argument(1).kind !== "integer") {
    throw unsupported("round of a decimal to digits that are no literal", call.node);
  }
  return {
    sql: SQL`CAST(round(${sql}, ${digits ?? literal(0)}) AS ${duckDbTypeOf(gives)})`,
    type: gives,
  };
};

const truncateDouble = ofDouble(calls(SQL`trunc`));

/** Cuts the fraction off; a decimal stays one. */
const truncate: Rule = (call) => {
  call.count(1);
  const { sql, type } = number(call);
  if (type.kind !== "decimal") return truncateDouble(call);
  const precision = Math.max(1, type.precision - type.scale);
  const gives: TrinoType = { kind: "decimal", precision, scale: 0 };
  return { sql: SQL`CAST(trunc(${sql}) AS ${duckDbTypeOf(gives)})`, type: gives };
};

const OUTERMOST = { greatest: SQL`greatest`, least: SQL`least` } as const;

/** The greatest or least; unlike DuckDB's, null when one is null. */
const outermost =
  (name: "greatest" | "least"): Rule =>
  (call) => {
    call.count(1, Infinity);
    const type = call.expressions.common(
      call.args,
      `All ${name.toUpperCase()} operands`,
      call.node,
    );
    if (type.kind === "timestamp with time zone") {
      throw unsupported(`${name} of timestamps with time zone`, call.node);
    }
    const values = call.args.map((arg) => comparable(coerce(arg, type), type, call.node));
    const nulls = join(
      values.map((value) => SQL`${value} IS NULL`),
      SQL` OR `,
    );
    return {
      sql: SQL`CASE WHEN ${nulls} THEN NULL ELSE ${OUTERMOST[name]}(${join(values)}) END`,
      type,
    };
  };

const sameNumber =
  (sql: (value: Sql) => Sql): Rule =>
  (call) => {
    call.count(1);
    const { sql: value, type } = number(call);
    return { sql: SQL`CAST(${sql(value)} AS ${duckDbTypeOf(type)})`, type };
  };

const power = signatures(form([DOUBLE, DOUBLE], DOUBLE, calls(SQL`pow`)));
const bitwise = (sql: (a: Sql, b: Sql) => Sql): Rule =>
  signatures(form([BIGINT, BIGINT], BIGINT, (a = EMPTY, b = EMPTY) => sql(a, b)));

/** Functions of numbers. Where DuckDB refuses a number that has no root or logarithm, Trino gives NaN or infinity. */
export const MATH_FUNCTIONS: Readonly<Record<string, Rule>> = {
  abs: sameNumber((value) => SQL`abs(${value})`),
  ceil: toWhole(SQL`ceil`),
  ceiling: toWhole(SQL`ceil`),
  floor: toWhole(SQL`floor`),
  round,
  truncate,
  sign: sameNumber((value) => SQL`sign(${value})`),
  sqrt: ofDouble((x) => SQL`CASE WHEN ${x} < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(${x}) END`),
  cbrt: ofDouble(calls(SQL`trino_cbrt`)),
  exp: ofDouble(calls(SQL`exp`)),
  ln: ofDouble((x) => SQL`trino_ln(${x})`),
  log2: ofDouble((x) => SQL`(trino_ln(${x}) / ln(2))`),
  log10: ofDouble((x) => SQL`CASE WHEN ${x} > 0 THEN log10(${x}) ELSE trino_ln(${x}) END`),
  log: signatures(
    form([DOUBLE, DOUBLE], DOUBLE, (base, x) => SQL`(trino_ln(${x}) / trino_ln(${base}))`),
  ),
  power,
  pow: power,
  mod: (call) => {
    call.count(2);
    return arithmetic("%", call.value(0), call.value(1), call.node);
  },
  greatest: outermost("greatest"),
  least: outermost("least"),
  pi: signatures(form([], DOUBLE, () => SQL`pi()`)),
  e: signatures(form([], DOUBLE, () => SQL`exp(CAST(1 AS DOUBLE))`)),
  degrees: ofDouble(calls(SQL`degrees`)),
  radians: ofDouble(calls(SQL`radians`)),
  sin: ofDouble(calls(SQL`sin`)),
  cos: ofDouble(calls(SQL`cos`)),
  tan: ofDouble(calls(SQL`tan`)),
  asin: ofDouble(calls(SQL`asin`)),
  acos: ofDouble(calls(SQL`acos`)),
  atan: ofDouble(calls(SQL`atan`)),
  atan2: signatures(form([DOUBLE, DOUBLE], DOUBLE, calls(SQL`atan2`))),
  is_nan: signatures(form([DOUBLE], BOOLEAN, calls(SQL`isnan`))),
  is_finite: signatures(form([DOUBLE], BOOLEAN, calls(SQL`isfinite`))),
  is_infinite: signatures(form([DOUBLE], BOOLEAN, calls(SQL`isinf`))),
  nan: signatures(form([], DOUBLE, () => SQL`CAST('NaN' AS DOUBLE)`)),
  infinity: signatures(form([], DOUBLE, () => SQL`CAST('Infinity' AS DOUBLE)`)),
  bitwise_and: bitwise((a, b) => SQL`(${a} & ${b})`),
  bitwise_or: bitwise((a, b) => SQL`(${a} | ${b})`),
  bitwise_xor: bitwise((a, b) => SQL`xor(${a}, ${b})`),
  bitwise_not: signatures(form([BIGINT], BIGINT, (a) => SQL`(~${a})`)),
};
