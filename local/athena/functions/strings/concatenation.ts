import { join, SQL, type Sql } from "../../../duckdb/sql";
import { arithmetic } from "../../translation/expressions/operators/operators";
import { concatenate } from "../../translation/expressions/operators/concatenation";
import { coerced, type TypedSql } from "../../translation/expressions/typed-sql";
import { type TrinoType, VARCHAR } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import type { FunctionRule } from "../signature";
import { ambiguous } from "./ambiguous-null";

/** An array of texts. */
export const TEXTS: TrinoType = { kind: "array", element: VARCHAR };

/** `concat` of texts, binaries or arrays, as a chain of `||`. */
export const concatenation: FunctionRule = (call: FunctionCall) => {
  call.requireArity(2, Infinity);
  const { args } = call;
  // Of three and more arguments, Trino takes a bare NULL for text next to a text, of two for an array.
  const texts = args.length > 2 && args.some(({ type }) => type.kind === "varchar");
  const values = args.map((arg): TypedSql =>
    texts && arg.type.kind === "unknown" ? coerced(arg, VARCHAR) : arg,
  );
  if (values.length > 2 && values.some(({ type }) => type.kind !== "unknown")) {
    return values.reduce((left, right) => concatenate(left, right, call.node));
  }
  return values.reduce((left, right) => arithmetic("||", left, right, call.node));
};

/** The parts of concat_ws as a list. */
export function concatenated(call: FunctionCall): () => Sql {
  const [first, second] = call.args.slice(1);
  if (first !== undefined && second === undefined) {
    if (first.type.kind === "array") return call.argAs(1, TEXTS).sql;
    if (first.type.kind === "unknown") throw ambiguous(call);
  }
  const texts = call.args.slice(1).map((_, index) => call.argAs(index + 1, VARCHAR));
  return () => SQL`[${join(texts.map(({ sql }) => sql()))}]`;
}
