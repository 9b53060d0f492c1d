import { literal, SQL } from "../../../../duckdb/sql";
import { type Position, QueryError } from "../../../query-error";
import { typed, type TypedSql } from "../typed-sql";

/** `1.50`, of type decimal(3,2). @throws QueryError INVALID_LITERAL */
export function decimalLiteral(digits: string, position: Position): TypedSql {
  const [whole = "", fraction = ""] = digits.split(".");
  const significant = whole.replace(/^0+/, "");
  const precision = Math.max(significant.length + fraction.length, 1);
  if (precision > 38) {
    throw new QueryError("INVALID_LITERAL", `Decimal literal is too long: ${digits}`, position);
  }
  const type = { kind: "decimal" as const, precision, scale: fraction.length };
  return typed(
    type,
    () =>
      SQL`CAST(${literal(digits)} AS DECIMAL(${literal(precision)},${literal(fraction.length)}))`,
  );
}

/** `DECIMAL '1.50'`. @throws QueryError INVALID_LITERAL */
export function decimalText(value: string, position: Position): TypedSql {
  const match = /^([+-]?)(\d*\.?\d*)$/.exec(value);
  if (match?.[2] === undefined || !/\d/.test(match[2])) {
    throw new QueryError("INVALID_LITERAL", `'${value}' is not a valid DECIMAL literal`, position);
  }
  const { sql, type } = decimalLiteral(match[2], position);
  return typed(type, () => (match[1] === "-" ? SQL`(-${sql()})` : sql()));
}
