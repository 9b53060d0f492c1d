import type { TypedSql } from "../../translation/expressions/typed-sql";
import type { TypeOf } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";

/** A value of an array type. */
export interface ArrayValue extends TypedSql {
  readonly type: TypeOf<"array">;
}

/** An argument that is an array. @throws QueryError FUNCTION_NOT_FOUND for another type */
export function arrayArg(call: FunctionCall, index = 0): ArrayValue {
  const { sql, type } = call.arg(index);
  if (type.kind !== "array") throw call.noMatchingSignature();
  return { sql, type };
}
