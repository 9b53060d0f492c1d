import { join, SQL, type Sql } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import {
  commonTypeOf,
  comparable,
  requireComparable,
} from "../../translation/expressions/comparisons";
import { coerce, typed } from "../../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { DOUBLE } from "../../types/trino-type";
import type { FunctionRule } from "../signature";

/** Kinds of expressions that can't fail. */
const INFALLIBLE = ["null", "boolean", "integer", "decimal", "double", "string", "name", "field"];

const DUCKDB_NAMES = { greatest: SQL`greatest`, least: SQL`least` } as const;

/** `greatest` or `least`. Unlike DuckDB's, null if any argument is null. */
export const greatestOrLeast =
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
