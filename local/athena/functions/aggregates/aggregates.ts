import { SQL } from "../../../duckdb/sql";
import { evaluated } from "../../translation/expressions/typed-sql";
import { BIGINT, BOOLEAN } from "../../types/trino-type";
import { typed } from "../../translation/expressions/typed-sql";
import type { AggregateRule, AggregateRules } from "./aggregate-rule";
import { APPROXIMATE_AGGREGATES } from "./approximate-aggregates";
import { COLLECTION_AGGREGATES } from "./collection-aggregates";
import { EXTREME_AGGREGATES } from "./extreme-aggregates";
import { NUMERIC_AGGREGATES } from "./numeric-aggregates";

const arbitrary: AggregateRule = (call, write) => {
  call.requireArity(1);
  const { sql, type } = call.arg(0);
  return typed(type, () => write(SQL`any_value`, [sql()]));
};

const count: AggregateRule = (call, write) => {
  call.requireArity(0, 1);
  if (call.node.star || call.node.args.length === 0)
    return typed(BIGINT, () => write(SQL`count`, [SQL`*`]));
  const value = call.expressions.translate(call.argNode(0));
  const byInstant = value.type.kind === "timestamp with time zone" && call.node.distinct;
  return typed(BIGINT, () =>
    write(SQL`count`, [byInstant ? SQL`${value.sql()}.i` : evaluated(value)]),
  );
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
    const condition = call.argAs(0, BOOLEAN);
    // Unlike DuckDB's count_if, 0 and not null where no value is known.
    return typed(BIGINT, () => write(SQL`count`, [SQL`CASE WHEN ${condition.sql()} THEN 1 END`]));
  },
  arbitrary,
  any_value: arbitrary,
};

/** Whether a function is an aggregate. */
export function isAggregate(name: string): boolean {
  return Object.hasOwn(AGGREGATES, name);
}
