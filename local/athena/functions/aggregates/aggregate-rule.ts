import type { Sql } from "../../../duckdb/sql";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import type { FunctionCall } from "../function-call";

/** Writes an aggregate's call with the DISTINCT, ORDER BY, FILTER and OVER of the query. */
export type WriteAggregate = (name: Sql, args: readonly Sql[]) => Sql;

/** Types a call of one of Trino's aggregate functions. @param write for the writer of the SQL */
export type AggregateRule = (call: FunctionCall, write: WriteAggregate) => TypedSql;

/** Aggregate functions by name. */
export type AggregateRules = Readonly<Record<string, AggregateRule>>;
