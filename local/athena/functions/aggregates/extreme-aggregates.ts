import { evaluatedOnce } from "../../../duckdb/bind-shared";
import { literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { rejectRepeated } from "../../translation/repeated-argument";
import { typed, type TypedSql } from "../../translation/expressions/typed-sql";
import type { WritableExpression } from "../../translation/expressions/writable-expression";
import { type TrinoType, UNKNOWN } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import type { AggregateRule, AggregateRules } from "./aggregate-rule";
import { macroCall } from "../../engine/macros/macro-call";

/** DuckDB's aggregates: the extreme value, and the value of the row with the extreme key. */
const EXTREMES = {
  min: { of: SQL`min`, by: SQL`arg_min`, byOrNull: SQL`arg_min_null` },
  max: { of: SQL`max`, by: SQL`arg_max`, byOrNull: SQL`arg_max_null` },
} as const;

const extreme =
  (name: keyof typeof EXTREMES): AggregateRule =>
  (call, write) => {
    if (call.node.args.length === 2) return several(call, write, name, call.arg(0));
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    rejectNested(call, type, name);
    if (type.kind === "timestamp with time zone") {
      call.requireRepeatable(0);
      return typed(type, () => write(EXTREMES[name].by, [sql(), SQL`${sql()}.i`]));
    }
    const plain = () => write(EXTREMES[name].of, [sql()]);
    if (name === "min" || !isFloating(type)) return typed(type, plain);
    call.requireRepeatable(0);
    // In DuckDB NaN is the greatest number; Trino returns it only if there is no other.
    return typed(type, () => {
      const numbers = write(SQL`max`, [SQL`CASE WHEN NOT isnan(${sql()}) THEN ${sql()} END`]);
      return SQL`coalesce(${numbers}, ${plain()})`;
    });
  };

/** The value of the row with the extreme key. Unlike with DuckDB's arg_min and arg_max, the value may be null. */
const extremeBy =
  (name: keyof typeof EXTREMES): AggregateRule =>
  (call, write) => {
    if (call.node.args.length === 3) return several(call, write, name, call.arg(1));
    call.requireArity(2);
    const value = call.arg(0);
    const key = call.arg(1);
    rejectNested(call, key.type, `${name}_by`);
    if (isFloating(key.type)) call.requireRepeatable(1);
    return typed(value.type, () =>
      write(EXTREMES[name].byOrNull, [value.sql(), orderOf(name, key)]),
    );
  };

/** The largest number of values that Trino's extremes return. */
const MAX_VALUES = 10_000;

/** The values of the `n` rows with the extreme keys, which the last argument counts. */
function several(
  call: FunctionCall,
  write: Parameters<AggregateRule>[1],
  name: keyof typeof EXTREMES,
  key: WritableExpression,
): TypedSql {
  const { node } = call;
  const value = call.arg(0);
  const count = node.args[node.args.length - 1];
  if (count?.kind !== "integer") {
    throw unsupported(`${node.name} of a number of values that is not a literal`, node);
  }
  const n = Number(count.text);
  if (n > MAX_VALUES || n < 1) {
    const reason = `the number of values of ${node.name} must be between 1 and ${MAX_VALUES}: ${n}`;
    throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, node);
  }
  rejectNested(call, key.type, node.name);
  if (node.over !== undefined) throw unsupported(`${node.name} of several values with OVER`, node);
  [value, key].forEach(rejectRepeated);
  return typed({ kind: "array", element: value.type }, () => {
    const by = orderOf(name, key);
    const entry = SQL`CASE WHEN ${key.sql()} IS NOT NULL THEN struct_pack(k := ${by}, v := ${value.sql()}) END`;
    const sorted = SQL`list_sort(${write(SQL`array_agg`, [entry])}, ${name === "max" ? SQL`'DESC'` : SQL`'ASC'`}, 'NULLS LAST')`;
    if (node.args.length > 2 || !isFloating(value.type)) {
      return macroCall(SQL`trino_first_values`, sorted, literal(n));
    }
    return evaluatedOnce(sorted, (entries) =>
      macroCall(SQL`trino_first_numbers`, entries, literal(n)),
    );
  });
}

/** `min`, `max`, `min_by` and `max_by`. */
export const EXTREME_AGGREGATES: AggregateRules = {
  min: extreme("min"),
  max: extreme("max"),
  min_by: extremeBy("min"),
  max_by: extremeBy("max"),
};

/** What DuckDB orders the rows by: to it NaN is the greatest number, to Trino's `max` the least. */
function orderOf(name: keyof typeof EXTREMES, { sql, type }: TypedSql): Sql {
  if (type.kind === "timestamp with time zone") return SQL`${sql()}.i`;
  return name === "max" && isFloating(type)
    ? SQL`CASE WHEN ${sql()} IS NOT NULL THEN struct_pack(n := NOT isnan(${sql()}), v := ${sql()}) END`
    : sql();
}

function isFloating({ kind }: TrinoType): boolean {
  return kind === "double" || kind === "real";
}

function rejectNested(call: FunctionCall, type: TrinoType, name: string): void {
  if (["array", "row", "map", "json"].includes(type.kind)) {
    throw unsupported(`${name} of a value of type ${type.kind}`, call.node);
  }
  if (type.kind === UNKNOWN.kind) throw call.noMatchingSignature();
}
