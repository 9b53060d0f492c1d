import { literal } from "../../../../duckdb/sql";
import { typed, type TypedSql } from "../typed-sql";

/** A string literal. */
export function varcharLiteral(value: string): TypedSql {
  const type = { kind: "varchar", length: [...value].length } as const;
  return typed(type, () => literal(value), { literal: value });
}
