import { evaluatedOnce } from "../../../duckdb/bind-shared";
import { eachRow } from "../../../duckdb/each-row";
import { SQL, type Sql } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { typed } from "../../translation/expressions/typed-sql";
import { BOOLEAN } from "../../types/trino-type";
import type { FunctionRule } from "../signature";
import { arrayArg } from "./array-argument";

const predicate =
  (holds: (flags: Sql) => Sql): FunctionRule =>
  (call) => {
    call.requireArity(2);
    const value = arrayArg(call);
    const body = call.expressions.lambda(call.argNode(1), [value.type.element]);
    if (body.type.kind !== "boolean") throw call.noMatchingSignature();
    return typed(BOOLEAN, () =>
      evaluatedOnce(SQL`list_transform(${eachRow(value.sql())}, ${body.sql()})`, holds),
    );
  };

/** Array functions that take a lambda. */
export const ARRAY_LAMBDA_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  filter: (call) => {
    call.requireArity(2);
    const value = arrayArg(call);
    const body = call.expressions.lambda(call.argNode(1), [value.type.element]);
    if (body.type.kind !== "boolean") throw call.noMatchingSignature();
    return typed(value.type, () => SQL`list_filter(${eachRow(value.sql())}, ${body.sql()})`);
  },
  transform: (call) => {
    call.requireArity(2);
    const value = arrayArg(call);
    const body = call.expressions.lambda(call.argNode(1), [value.type.element]);
    return typed(
      { kind: "array", element: body.type },
      () => SQL`list_transform(${eachRow(value.sql())}, ${body.sql()})`,
    );
  },
  any_match: predicate((flags) => macroCall(SQL`trino_any`, flags)),
  all_match: predicate((flags) => macroCall(SQL`trino_all`, flags)),
  none_match: predicate((flags) => SQL`NOT ${macroCall(SQL`trino_any`, flags)}`),
};
