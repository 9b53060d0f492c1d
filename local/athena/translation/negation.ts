import { SQL } from "../../duckdb/sql";
import { type Position, QueryError } from "../query-error";
import { isNumeric, typeName } from "../types/trino-type";
import { typed, type TypedSql } from "./expressions/typed-sql";

/** `-value`. @throws QueryError for a value that is no number or interval */
export function negated(value: TypedSql, position: Position): TypedSql {
  if (isNumeric(value.type) || value.type.kind.startsWith("interval")) {
    return typed(value.type, () => SQL`(-${value.sql()})`);
  }
  const code = value.type.kind === "unknown" ? "AMBIGUOUS_FUNCTION_CALL" : "TYPE_MISMATCH";
  throw new QueryError(code, `Cannot negate ${typeName(value.type)}`, position);
}
