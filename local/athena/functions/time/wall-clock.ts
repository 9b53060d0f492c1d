import { SQL, type Sql } from "../../../duckdb/sql";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import type { FunctionCall } from "../function-call";

/** The local time of a date or timestamp in its zone, as DuckDB's TIMESTAMP or DATE; undefined for other types. */
export function wallClock({ sql, type }: TypedSql): Sql | undefined {
  if (type.kind === "timestamp with time zone") return SQL`trino_local(${sql})`;
  return type.kind === "timestamp" || type.kind === "date" ? sql : undefined;
}

/** An argument that is a date or a timestamp. Unlike in other dialects, a varchar is not converted. */
export function dateTimeArg(call: FunctionCall, index: number): TypedSql & { readonly clock: Sql } {
  const value = call.arg(index);
  const clock = wallClock(value);
  if (clock === undefined) throw call.noMatchingSignature();
  return { sql: value.sql, type: value.type, clock };
}

/** Converts a local time back to the type of the value that it was derived from. */
export function fromWallClock({ sql, type }: TypedSql, clock: Sql): Sql {
  if (type.kind === "date") return SQL`CAST(${clock} AS DATE)`;
  if (type.kind === "timestamp") return SQL`CAST(${clock} AS TIMESTAMP)`;
  return SQL`trino_zoned_from_local(CAST(${clock} AS TIMESTAMP), ${sql}.z, ${sql}.i)`;
}
