import { SQL } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import { BIGINT, DOUBLE, isNumeric } from "../../types/trino-type";
import type { AggregateRule, AggregateRules } from "./aggregate-rule";

/** An exact count, which is within the standard error of Trino's. */
const approxDistinct: AggregateRule = (call, write) => {
  call.requireArity(1, 2);
  const { sql, type } = call.arg(0);
  const key = type.kind === "timestamp with time zone" ? SQL`${sql}.i` : sql;
  return { sql: write(SQL`count`, [SQL`DISTINCT ${key}`]), type: BIGINT };
};

/** The exact discrete percentile, which Trino approximates. */
const approxPercentile: AggregateRule = (call, write) => {
  if (call.node.args.length > 2) throw unsupported("approx_percentile with weights", call.node);
  call.requireArity(2);
  const value = call.arg(0);
  if (!isNumeric(value.type) || value.type.kind === "decimal") throw call.noMatchingSignature();
  const share = call.arg(1);
  const list = share.type.kind === "array";
  const place = list ? call.argAs(1, { kind: "array", element: DOUBLE }) : call.argAs(1, DOUBLE);
  return {
    sql: write(SQL`quantile_disc`, [value.sql, place]),
    type: list ? { kind: "array", element: value.type } : value.type,
  };
};

/** Approximate aggregates, computed exactly. */
export const APPROXIMATE_AGGREGATES: AggregateRules = {
  approx_distinct: approxDistinct,
  approx_percentile: approxPercentile,
};
