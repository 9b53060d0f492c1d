import { type Position, QueryError } from "../query-error";
import { type TrinoType, typeName } from "../types/trino-type";

/** Athena's error for a column that can't be resolved. */
export function columnNotFound(name: string, position: Position): QueryError {
  return new QueryError(
    "COLUMN_NOT_FOUND",
    `Column '${name}' cannot be resolved or requester is not authorized to access requested resources`,
    position,
  );
}

/** Trino's error for a field that a row does not have. @param name with what stands before it, if those are names */
export function rowFieldNotFound(name: string, position: Position): QueryError {
  return new QueryError(
    "INVALID_COLUMN_REFERENCE",
    `Column reference '${name}' is invalid`,
    position,
  );
}

/** Trino's error for an ordinal that is not in the select list. */
export function ordinalOutOfRange(clause: string, ordinal: string, position: Position): QueryError {
  const reason = `${clause} position ${ordinal} is not in select list`;
  return new QueryError("INVALID_COLUMN_REFERENCE", reason, position);
}

/** Trino's error for an operator that the operands' types don't have. */
export function cannotApplyOperator(
  operator: string,
  left: { readonly type: TrinoType },
  right: { readonly type: TrinoType },
  position: Position,
): QueryError {
  const reason = `Cannot apply operator: ${typeName(left.type)} ${operator} ${typeName(right.type)}`;
  return new QueryError("TYPE_MISMATCH", reason, position);
}
