import type { TypedSql } from "../../translation/expressions/typed-sql";
import { isNumeric } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";

/** An argument of any numeric type. @throws QueryError for another type */
export function numberArgument(call: FunctionCall, index = 0): TypedSql {
  const value = call.arg(index);
  if (!isNumeric(value.type)) throw call.noMatchingSignature();
  return value;
}
