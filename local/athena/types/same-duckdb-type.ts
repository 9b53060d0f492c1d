import { fieldName } from "./duckdb-type";
import type { TrinoType } from "./trino-type";

/** Types of Trino whose values have the type VARCHAR in DuckDB. */
const TEXTS: readonly TrinoType["kind"][] = ["varchar", "json"];

const INTERVALS: readonly TrinoType["kind"][] = [
  "interval year to month",
  "interval day to second",
];

/** A bare NULL is an integer in DuckDB. */
const INTEGERS: readonly TrinoType["kind"][] = ["integer", "unknown"];

/** Whether values of two types of Trino have one type in DuckDB: a varchar of any length, a char of one, a timestamp of any precision. */
export function sameDuckDbType(left: TrinoType, right: TrinoType): boolean {
  if (left.kind === "decimal" && right.kind === "decimal") {
    return left.precision === right.precision && left.scale === right.scale;
  }
  if (left.kind === "array" && right.kind === "array") {
    return sameDuckDbType(left.element, right.element);
  }
  if (left.kind === "map" && right.kind === "map") {
    return sameDuckDbType(left.key, right.key) && sameDuckDbType(left.value, right.value);
  }
  if (left.kind === "row" && right.kind === "row") {
    return (
      left.fields.length === right.fields.length &&
      left.fields.every(({ name, type }, index) => {
        const other = right.fields[index];
        return (
          other !== undefined &&
          fieldName(name, index) === fieldName(other.name, index) &&
          sameDuckDbType(type, other.type)
        );
      })
    );
  }
  // One is padded to the length of the other.
  if (left.kind === "char" && right.kind === "char") return left.length === right.length;
  return (
    left.kind === right.kind ||
    [TEXTS, INTERVALS, INTEGERS].some(
      (kinds) => kinds.includes(left.kind) && kinds.includes(right.kind),
    )
  );
}
