import type { Sql } from "../../../duckdb/sql";
import { type Analyzed, TypedExpression } from "../../analysis/typed-expression";
import type { TypedSql } from "./typed-sql";

/** A typed expression of which DuckDB's SQL can be written; that is done once, when it is first needed. */
export class WritableExpression extends TypedExpression implements TypedSql {
  private written?: Sql;

  constructor(
    analyzed: Analyzed,
    private readonly write: (expression: WritableExpression) => Sql,
  ) {
    super(analyzed);
  }

  get sql(): Sql {
    this.written ??= this.write(this);
    return this.written;
  }
}
