import { SQL, type Sql } from "../../../duckdb/sql";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import type { FunctionCall } from "../function-call";

/** What writes the local time of a date or timestamp in its zone, as DuckDB's TIMESTAMP or DATE; undefined for other types. */
export function wallClock({ sql, type }: TypedSql): (() => Sql) | undefined {
  if (type.kind === "timestamp with time zone") return () => SQL`trino_local(${sql()})`;
  return type.kind === "timestamp" || type.kind === "date" ? sql : undefined;
}

/** A date or a timestamp, and what writes its local time. */
export interface DateTime extends TypedSql {
  readonly clock: () => Sql;
}

/** An argument that is a date or a timestamp. Unlike in other dialects, a varchar is not converted. */
export function dateTimeArg(call: FunctionCall, index: number): DateTime {
  const { sql, type } = call.arg(index);
  const clock = wallClock({ sql, type });
  if (clock === undefined) throw call.noMatchingSignature();
  return { sql, type, clock };
}

/** Writes a local time as the type of the value that it was derived from. */
export function fromWallClock({ sql, type }: TypedSql, clock: Sql): Sql {
  if (type.kind === "date") return SQL`CAST(${clock} AS DATE)`;
  if (type.kind === "timestamp") return SQL`CAST(${clock} AS TIMESTAMP)`;
  return SQL`trino_zoned_from_local(CAST(${clock} AS TIMESTAMP), ${sql()}.z, ${sql()}.i)`;
}
