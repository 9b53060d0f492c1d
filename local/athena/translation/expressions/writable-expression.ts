import type { Sql } from "../../../duckdb/sql";
import { type Analyzed, TypedExpression } from "../../analysis/typed-expression";
import { once, type TypedSql } from "./typed-sql";

/** A typed expression with the writer of its SQL for DuckDB. */
export class WritableExpression extends TypedExpression implements TypedSql {
  readonly sql: () => Sql;

  /** @param write is called once at most */
  constructor(analyzed: Analyzed, write: (expression: WritableExpression) => Sql) {
    super(analyzed);
    this.sql = once(() => write(this));
  }
}
