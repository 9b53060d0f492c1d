import { literal, SQL, type Sql } from "../../../../duckdb/sql";
import { macroCall } from "../../../engine/macros/macro-call";
import { type Position, QueryError, unsupported } from "../../../query-error";
import { commonType } from "../../../types/coercion";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import { type TrinoType, typeName, type TypeOf, VARCHAR } from "../../../types/trino-type";
import { coerce, typed, type TypedSql } from "../typed-sql";

/** Whether an array has no element of a known type. */
function isUntyped(type: TypeOf<"array">): boolean {
  return type.element.kind === "unknown";
}

/** `left || right`, which the call of `concat` with more operands is made of. */
export function concatenate(left: TypedSql, right: TypedSql, position: Position): TypedSql {
  for (const [array, other] of [
    [left.type, right.type],
    [right.type, left.type],
  ] as const) {
    if (array.kind !== "array") continue;
    if (other.kind === "array" && isUntyped(array) !== isUntyped(other)) {
      const reason = `Could not choose a best candidate operator: ${typeName(left.type)} || ${typeName(right.type)}`;
      throw new QueryError("AMBIGUOUS_FUNCTION_CALL", reason, position);
    }
    const ofArrays =
      other.kind === "array" || other.kind === "unknown" ? commonType(array, other) : undefined;
    const common = ofArrays ?? commonType(array, { kind: "array", element: other });
    if (common?.kind !== "array") continue;
    // In Trino, a null element makes the whole array null.
    const element = (item: Sql) => SQL`CASE WHEN ${item} IS NOT NULL THEN [${item}] END`;
    const part = (side: TypedSql) =>
      side.type === array || ofArrays !== undefined
        ? coerce(side, common)
        : element(coerce(side, common.element));
    return typed(common, () => macroCall(SQL`trino_array_concat`, part(left), part(right)));
  }
  const common = commonType(left.type, right.type);
  if (common?.kind === "varbinary") {
    // DuckDB takes the constant null of two nulls for one without a type.
    return typed(common, () => SQL`CAST(${left.sql()} || ${right.sql()} AS BLOB)`);
  }
  const texts = [left.type, right.type].filter(({ kind }) => kind !== "unknown");
  if (texts.length === 1 && common?.kind === "varchar") {
    // Trino takes the bare NULL for an array.
    const type: TrinoType = { kind: "array", element: common };
    return typed(type, () => SQL`CAST(NULL AS ${duckDbTypeOf(type)})`);
  }
  if (typeof left.literal === "string" && typeof right.literal === "string") {
    const text = left.literal + right.literal;
    return typed(VARCHAR, () => literal(text), { literal: text });
  }
  if (common?.kind === "unknown" || common?.kind === "varchar") {
    return typed(VARCHAR, () => SQL`(${coerce(left, VARCHAR)} || ${coerce(right, VARCHAR)})`);
  }
  const kinds = [left.type.kind, right.type.kind];
  if (kinds.includes("char") || kinds.includes("unknown")) {
    throw unsupported(`${typeName(left.type)} || ${typeName(right.type)}`, position);
  }
  // Trino reads `||` as a call of concat.
  const types = [left, right].map(({ type }) => typeName(type)).join(", ");
  const reason = `Unexpected parameters (${types}) for function concat`;
  throw new QueryError("FUNCTION_NOT_FOUND", reason, position);
}
