import { SQL } from "../../../duckdb/sql";
import { BIGINT, BOOLEAN } from "../../types/trino-type";
import type { AggregateRule, AggregateRules } from "./aggregate-rule";
import { APPROXIMATE_AGGREGATES } from "./approximate-aggregates";
import { COLLECTION_AGGREGATES } from "./collection-aggregates";
import { EXTREME_AGGREGATES } from "./extreme-aggregates";
import { NUMERIC_AGGREGATES } from "./numeric-aggregates";

const arbitrary: AggregateRule = (call, write) => {
  call.requireArity(1);
  const { sql, type } = call.arg(0);
  return { sql: write(SQL`any_value`, [sql]), type };
};

const count: AggregateRule = (call, write) => {
  call.requireArity(0, 1);
  if (call.node.star || call.node.args.length === 0)
    return { sql: write(SQL`count`, [SQL`*`]), type: BIGINT };
  const { sql, type } = call.arg(0);
  const key = type.kind === "timestamp with time zone" && call.node.distinct ? SQL`${sql}.i` : sql;
  return { sql: write(SQL`count`, [key]), type: BIGINT };
};

/** The supported aggregate functions: those that return what Trino's return. */
export const AGGREGATES: AggregateRules = {
  ...NUMERIC_AGGREGATES,
  ...EXTREME_AGGREGATES,
  ...APPROXIMATE_AGGREGATES,
  ...COLLECTION_AGGREGATES,
  count,
  count_if: (call, write) => {
    call.requireArity(1);
    return {
      // Unlike DuckDB's count_if, 0 and not null where no value is known.
      sql: write(SQL`count`, [SQL`CASE WHEN ${call.argAs(0, BOOLEAN)} THEN 1 END`]),
      type: BIGINT,
    };
  },
  arbitrary,
  any_value: arbitrary,
};

/** Whether a function is an aggregate. */
export function isAggregate(name: string): boolean {
  return Object.hasOwn(AGGREGATES, name);
}
