import { join, SQL } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { unsupported } from "../../query-error";
import { typed } from "../../translation/expressions/typed-sql";
import { BIGINT, VARCHAR } from "../../types/trino-type";
import type { FunctionRule } from "../signature";
import { ambiguous } from "./ambiguous-null";
import { isPlace, uncast } from "./plain-form";

/** `substr`, of characters from a place on. */
export const substring: FunctionRule = (call) => {
  call.requireArity(2, 3);
  const { type } = call.arg(0);
  if (type.kind === "varbinary") throw unsupported("substr of a varbinary", call.node);
  if (type.kind === "unknown") throw ambiguous(call);
  if (type.kind !== "varchar") throw call.noMatchingSignature();
  const text = call.argAs(0, VARCHAR);
  const start = call.argAs(1, BIGINT);
  const length = call.optionalArgAs(2, BIGINT);
  // DuckDB agrees with Trino if neither is negative or zero.
  const places = call.args.slice(1);
  if (places.every(isPlace)) {
    return typed(type, () => SQL`substring(${text.sql()}, ${join(places.map(uncast))})`);
  }
  return typed(type, () => {
    const size = length?.sql() ?? SQL`9223372036854775807`;
    return macroCall(SQL`trino_substr`, text.sql(), start.sql(), size);
  });
};
