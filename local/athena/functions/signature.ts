import { join, SQL, type Sql } from "../../duckdb/sql";
import { coerce, type TypedSql } from "../translation/expressions/typed-sql";
import { canCoerce } from "../types/coercion";
import { sameType, type TrinoType } from "../types/trino-type";
import type { FunctionCall } from "./function-call";

/** How a function of Trino's is written for DuckDB. */
export type FunctionRule = (call: FunctionCall) => TypedSql;

/** One form of a function: what it takes, what it gives, and its SQL. */
export interface Signature {
  readonly argTypes: readonly TrinoType[];
  readonly returnType: TrinoType;
  readonly sql: (...args: Sql[]) => Sql;
}

/** A function whose form the types of its arguments choose: an exact match first, then one by coercion. */
export function overloads(...candidates: readonly Signature[]): FunctionRule {
  return (call) => {
    const { args } = call;
    const fits = (matches: (from: TrinoType, to: TrinoType) => boolean) =>
      candidates.find(
        ({ argTypes }) =>
          argTypes.length === args.length &&
          argTypes.every((type, index) => {
            const arg = args[index];
            return arg !== undefined && matches(arg.type, type);
          }),
      );
    const form = fits(sameType) ?? fits(canCoerce);
    if (form === undefined) throw call.noMatchingSignature();
    const values = form.argTypes.map((type, index) => {
      const arg = args[index];
      return arg === undefined ? SQL`NULL` : coerce(arg, type);
    });
    return { sql: form.sql(...values), type: form.returnType };
  };
}

/** One form of a function. */
export function signature(
  argTypes: readonly TrinoType[],
  returnType: TrinoType,
  sql: (...args: Sql[]) => Sql,
): Signature {
  return { argTypes, returnType, sql };
}

/** A function that is called alike on both sides. */
export function callTo(name: Sql): (...args: Sql[]) => Sql {
  return (...args) => SQL`${name}(${join(args)})`;
}
