import { EMPTY, join, literal, SQL, type Sql } from "../../duckdb/sql";
import { unsupported } from "../query-error";
import {
  commonTypeOf,
  comparable,
  requireComparable,
} from "../translation/expressions/comparisons";
import { arithmetic } from "../translation/expressions/operators";
import { coerce, typed, type TypedSql } from "../translation/expressions/typed-sql";
import { asDecimal } from "../types/coercion";
import { duckDbTypeOf } from "../types/duckdb-type";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  isNumeric,
  isIntegerType,
  type TrinoType,
} from "../types/trino-type";
import type { FunctionCall } from "./function-call";
import { callTo, signature, type FunctionRule, overloads, total } from "./signature";
import { macroCall } from "../engine/macros/macro-call";

const doubleFunction = (sql: (...args: Sql[]) => Sql): FunctionRule =>
  overloads(signature([DOUBLE], DOUBLE, sql));

function number(call: FunctionCall, index = 0): TypedSql {
  const value = call.arg(index);
  if (!isNumeric(value.type)) throw call.noMatchingSignature();
  return value;
}

/** Rounds to an integer: integers are unchanged, decimals get the scale 0. */
const roundTo =
  (name: Sql): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = number(call);
    if (isIntegerType(type)) return { type, sql };
    const returnType: TrinoType =
      type.kind === "decimal"
        ? {
            kind: "decimal",
            precision: Math.min(38, type.precision - type.scale + Math.min(type.scale, 1)),
            scale: 0,
          }
        : type;
    return typed(returnType, () => SQL`CAST(${name}(${sql()}) AS ${duckDbTypeOf(returnType)})`);
  };

const round: FunctionRule = (call) => {
  call.requireArity(1, 2);
  const { sql, type } = number(call);
  const least = isIntegerType(type) ? -18n : -308n;
  const literalDigits = call.node.args.length === 2 ? call.arg(1).literal : undefined;
  if (typeof literalDigits === "bigint" && literalDigits < least) {
    throw unsupported(`round to ${literalDigits} digits`, call.node);
  }
  const given = call.optionalArgAs(1, BIGINT);
  const digits = () => (given === undefined ? undefined : SQL`CAST(${given.sql()} AS INTEGER)`);
  if (isIntegerType(type)) {
    return typed(type, () => {
      const places = digits();
      if (places === undefined) return sql();
      return SQL`CAST(round(CAST(${sql()} AS HUGEINT), ${places}) AS ${duckDbTypeOf(type)})`;
    });
  }
  if (type.kind !== "decimal") {
    return typed(type, () => {
      const rounded = macroCall(SQL`trino_round`, sql(), digits() ?? literal(0));
      return SQL`CAST(${rounded} AS ${duckDbTypeOf(type)})`;
    });
  }
  const [precision, scale] =
    given === undefined
      ? [type.precision - type.scale + Math.min(type.scale, 1), 0]
      : [type.precision + 1, type.scale];
  const returnType: TrinoType = {
    kind: "decimal",
    precision: Math.min(38, Math.max(1, precision)),
    scale,
  };
  const place = given === undefined ? undefined : call.argNode(1);
  if (place?.kind === "integer" && place.text.startsWith("-") && type.precision === 38) {
    throw unsupported("round of a decimal(38) to negative digits", call.node);
  }
  if (place !== undefined && place.kind !== "integer") {
    throw unsupported("round of a decimal to digits that are not a literal", call.node);
  }
  return typed(
    returnType,
    () => SQL`CAST(round(${sql()}, ${digits() ?? literal(0)}) AS ${duckDbTypeOf(returnType)})`,
  );
};

/** Truncates the fraction; a decimal gets the scale 0, and an integer is coerced to a decimal. */
const truncate: FunctionRule = (call) => {
  call.requireArity(1);
  const value = number(call);
  const type = asDecimal(value.type) ?? value.type;
  const returnType: TrinoType =
    type.kind === "decimal"
      ? { kind: "decimal", precision: Math.max(1, type.precision - type.scale), scale: 0 }
      : type;
  return typed(
    returnType,
    () => SQL`CAST(trunc(${coerce(value, type)}) AS ${duckDbTypeOf(returnType)})`,
  );
};

/** Kinds of expressions that can't fail. */
const INFALLIBLE = ["null", "boolean", "integer", "decimal", "double", "string", "name", "field"];

const DUCKDB_NAMES = { greatest: SQL`greatest`, least: SQL`least` } as const;

/** `greatest` or `least`. Unlike DuckDB's, null if any argument is null. */
const greatestOrLeast =
  (name: "greatest" | "least"): FunctionRule =>
  (call) => {
    call.requireArity(1, Infinity);
    const type = commonTypeOf(call.args, `All ${name.toUpperCase()} operands`, call.node);
    if (type.kind === "timestamp with time zone") {
      throw unsupported(`${name} of timestamps with time zone`, call.node);
    }
    if (type.kind === "char" && call.args.some((arg) => arg.type.kind === "varchar")) {
      throw unsupported(`${name} of char and varchar`, call.node);
    }
    const hasNull = call.args.some((arg) => arg.type.kind === "unknown");
    if (hasNull && !call.node.args.every(({ kind }) => INFALLIBLE.includes(kind))) {
      // DuckDB would not evaluate the other arguments, which may fail.
      throw unsupported(`${name} of a bare NULL`, call.node);
    }
    // DuckDB takes both zeros of reals for one, and shows that.
    const compared = type.kind === "real" ? DOUBLE : type;
    requireComparable(compared, call.node);
    const { args } = call;
    return typed(type, () => {
      const values = args.map((arg) => comparable(coerce(arg, compared), compared));
      const nulls = join(
        values.map((value) => SQL`${value} IS NULL`),
        SQL` OR `,
      );
      const plain = SQL`${DUCKDB_NAMES[name]}(${join(values)})`;
      const isNumber = compared.kind === "double" && name === "greatest";
      const result = isNumber ? greatestNumber(values, plain) : plain;
      return SQL`CAST(CASE WHEN ${nulls} THEN NULL ELSE ${result} END AS ${duckDbTypeOf(type)})`;
    });
  };

/** In DuckDB NaN is the greatest number; Trino returns it only if there is no other. */
function greatestNumber(values: readonly Sql[], plain: Sql): Sql {
  const allNan = join(
    values.map((value) => SQL`isnan(${value})`),
    SQL` AND `,
  );
  const numbers = values.map(
    (value) => SQL`CASE WHEN isnan(${value}) THEN '-Infinity' ELSE ${value} END`,
  );
  return SQL`CASE WHEN ${allNan} THEN ${plain} ELSE greatest(${join(numbers)}) END`;
}

/** The sign as a number of the same type; that of a decimal is a decimal(1,0). */
const sign: FunctionRule = (call) => {
  call.requireArity(1);
  const { sql, type } = number(call);
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
    const { sql, type } = number(call);
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
