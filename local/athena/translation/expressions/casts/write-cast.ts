import type { Sql } from "../../../../duckdb/sql";
import type { Position } from "../../../query-error";
import type { TrinoType } from "../../../types/trino-type";
import type { TypedSql } from "../typed-sql";

/** Writes the cast of a value. */
export type WriteCast = (sql: Sql) => Sql;

/** What is cast: its type, and its value if that is a literal. */
export type Source = Pick<TypedSql, "type" | "literal">;

/** Finds what writes a cast. @throws QueryError TYPE_MISMATCH for a cast that Trino does not have */
export type CastOf = (value: Source, to: TrinoType, position: Position) => WriteCast;
