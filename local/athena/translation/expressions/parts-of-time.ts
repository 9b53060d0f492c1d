import { type Position, QueryError } from "../../query-error";
import { type TrinoType, typeName } from "../../types/trino-type";

const CLOCK: readonly string[] = ["hour", "minute", "second"];
const ZONE: readonly string[] = ["timezone_hour", "timezone_minute"];

/** Fields of EXTRACT that only some types have. */
function hasField({ kind }: TrinoType, field: string): boolean | undefined {
  switch (kind) {
    case "date":
      return !CLOCK.includes(field) && !ZONE.includes(field);
    case "timestamp":
      return !ZONE.includes(field);
    case "timestamp with time zone":
      return true;
    case "interval year to month":
      return field === "year" || field === "month";
    case "interval day to second":
      return field === "day" || CLOCK.includes(field);
    default:
      return undefined;
  }
}

/** Checks the type that a field is extracted from. @throws QueryError TYPE_MISMATCH */
export function checkExtracted(field: string, type: TrinoType, position: Position): void {
  const found = hasField(type, field);
  if (found === true) return;
  const reason =
    found === undefined
      ? `Type of argument to extract must be DATE, TIME, TIMESTAMP, or INTERVAL (actual ${typeName(type)})`
      : `Cannot extract ${field.toUpperCase()} from ${typeName(type)}`;
  throw new QueryError("TYPE_MISMATCH", reason, position);
}

/** Checks the type of the value of AT TIME ZONE. @throws QueryError TYPE_MISMATCH */
export function checkZoned(type: TrinoType, position: Position): void {
  if (type.kind === "timestamp" || type.kind === "timestamp with time zone") return;
  const reason = `Type of value must be a time or timestamp with or without time zone (actual ${typeName(type)})`;
  throw new QueryError("TYPE_MISMATCH", reason, position);
}
