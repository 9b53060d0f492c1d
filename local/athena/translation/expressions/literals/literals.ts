import { literal, numericLiteral, SQL } from "../../../../duckdb/sql";
import { type Position, QueryError } from "../../../query-error";
import type { ExpressionOf } from "../../../sql/syntax-tree";
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, UNKNOWN, VARBINARY } from "../../../types/trino-type";
import { decimalLiteral } from "./decimal-literal";
import { intervalLiteral } from "./interval-literal";
import { typed, type TypedSql } from "../typed-sql";
import { typedLiteral } from "./typed-literals";
import { varcharLiteral } from "./varchar-literal";

const MAX_INTEGER = 2147483647n;
const MAX_BIGINT = 9223372036854775807n;

type LiteralNode = ExpressionOf<
  "null" | "boolean" | "integer" | "decimal" | "double" | "string" | "binary" | "typed" | "interval"
>;

/** Types a literal as Trino does: `1.50` is a decimal(3,2), `'abc'` a varchar(3). */
export function translateLiteral(node: LiteralNode): TypedSql {
  switch (node.kind) {
    case "null":
      return typed(UNKNOWN, () => SQL`NULL`);
    case "boolean":
      return typed(BOOLEAN, () => literal(node.value));
    case "integer":
      return integerLiteral(node.text, node);
    case "double":
      return typed(DOUBLE, () => SQL`CAST(${numericLiteral(node.text)} AS DOUBLE)`, {
        literal: Number(node.text),
      });
    case "decimal":
      return decimalLiteral(node.text, node);
    case "string":
      requireWellFormed(node.text, node);
      return varcharLiteral(node.text);
    case "binary": {
      const hex = node.text.replace(/\s/g, "");
      if (hex.length % 2 === 1) {
        const reason = "Binary literal must contain an even number of digits";
        throw new QueryError("SYNTAX_ERROR", reason, node);
      }
      return typed(VARBINARY, () => SQL`from_hex(${literal(hex)})`);
    }
    case "typed":
      return typedLiteral(node);
    case "interval":
      return intervalLiteral(node);
  }
}

/** Rejects a text that has no UTF-8, which DuckDB can't be given. @throws QueryError NOT_SUPPORTED */
function requireWellFormed(text: string, position: Position): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  const reason = `The text ${JSON.stringify(text.slice(0, 100))} is not well-formed Unicode`;
  throw new QueryError("NOT_SUPPORTED", reason, position);
}

function integerLiteral(digits: string, position: Position): TypedSql {
  const value = BigInt(digits);
  if (value > MAX_BIGINT || value < -MAX_BIGINT - 1n) {
    throw new QueryError("SYNTAX_ERROR", `Invalid numeric literal: ${digits}`, position);
  }
  return value > MAX_INTEGER || value < -MAX_INTEGER - 1n
    ? typed(BIGINT, () => SQL`CAST(${literal(value)} AS BIGINT)`, { literal: value })
    : typed(INTEGER, () => SQL`CAST(${literal(value)} AS INTEGER)`, { literal: value });
}
