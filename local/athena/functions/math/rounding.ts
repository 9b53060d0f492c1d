import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { unsupported } from "../../query-error";
import { coerce, typed } from "../../translation/expressions/typed-sql";
import { asDecimal } from "../../types/coercion";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { BIGINT, isIntegerType, type TrinoType } from "../../types/trino-type";
import type { FunctionRule } from "../signature";
import { numberArgument } from "./number-argument";

/** Rounds to an integer: integers are unchanged, decimals get the scale 0. */
export const roundTo =
  (name: Sql): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = numberArgument(call);
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

/** `round`, of which the type of a decimal depends on whether digits are given. */
export const round: FunctionRule = (call) => {
  call.requireArity(1, 2);
  const { sql, type } = numberArgument(call);
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
export const truncate: FunctionRule = (call) => {
  call.requireArity(1);
  const value = numberArgument(call);
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
