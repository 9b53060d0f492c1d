import { join, numericLiteral, SQL, type Sql } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { coerce, typed } from "../../translation/expressions/typed-sql";
import { BIGINT, isIntegerType, isNumeric, type TrinoType } from "../../types/trino-type";
import { rejectMaps } from "../../types/reject-maps";
import type { FunctionCall } from "../function-call";
import type { AggregateRule, AggregateRules } from "./aggregate-rule";
import { macroCall } from "../../engine/macros/macro-call";

/** An exact count, which is within the standard error of Trino's. */
const approxDistinct: AggregateRule = (call, write) => {
  call.requireArity(1, 2);
  const { sql, type } = call.arg(0);
  rejectMaps(type, "approx_distinct", call.node);
  const zoned = type.kind === "timestamp with time zone";
  return typed(BIGINT, () => {
    const key = zoned ? SQL`${sql()}.i` : sql();
    return write(SQL`count`, [SQL`DISTINCT ${key}`]);
  });
};

/**
 * The exact percentile, which Trino approximates for large sets: the value at the place `share * count`, counted from 0.
 * DuckDB rounds that place down if it counts from the greatest value, which is what a negative share means.
 */
const approxPercentile: AggregateRule = (call, write) => {
  if (call.node.args.length > 2) throw unsupported("approx_percentile with weights", call.node);
  call.requireArity(2);
  const value = call.arg(0);
  if (!isNumeric(value.type)) throw call.noMatchingSignature();
  const type: TrinoType = isIntegerType(value.type)
    ? BIGINT
    : { kind: value.type.kind === "double" ? "double" : "real" };
  call.requireRepeatable(0);
  const checked = () => {
    const coerced = coerce(value, type);
    return type.kind === "bigint" ? coerced : macroCall(SQL`trino_percentile_value`, coerced);
  };
  const node = call.argNode(1);
  if (node.kind !== "array") {
    const place = placeOf(node, call);
    return typed(type, () => write(SQL`quantile_disc`, [checked(), decimal(place)]));
  }
  const places = node.items.map((item) => placeOf(item, call));
  return typed({ kind: "array", element: type }, () =>
    write(SQL`quantile_disc`, [checked(), SQL`[${join(places.map(decimal))}]`]),
  );
};

/** DuckDB's share of a percentile: the digits of `1 - share`, of which it takes the negative. */
function placeOf(node: Expression, call: FunctionCall): string {
  if (node.kind !== "integer" && node.kind !== "decimal" && node.kind !== "double") {
    throw unsupported("A percentage of approx_percentile that is not a number", node);
  }
  const share = Number(node.text);
  if (share < 0 || share > 1) {
    // An error of Trino's for a value, but not for no value.
    throw unsupported("approx_percentile of a percentage that is not between 0 and 1", call.node);
  }
  return (1 - share).toFixed(PLACES);
}

/** An exact decimal: `-(1 - share)`. */
function decimal(rest: string): Sql {
  return Number(rest) === 0 ? SQL`1.0` : SQL`-${numericLiteral(rest)}`;
}

/** Decimal places of a share; more would not fit the decimals that DuckDB computes with. */
const PLACES = 9;

/** Approximate aggregates, computed exactly. */
export const APPROXIMATE_AGGREGATES: AggregateRules = {
  approx_distinct: approxDistinct,
  approx_percentile: approxPercentile,
};
