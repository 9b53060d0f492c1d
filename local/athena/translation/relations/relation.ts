import { literal, SQL, type Sql } from "../../../duckdb/sql";
import type { Field, PartitionSource } from "../scope";
import type { TrinoType } from "../../types/trino-type";

/** A column that a query gives out; its SQL name is `c` and its place. */
export interface OutputColumn {
  /** Undefined for an expression without an alias. */
  readonly name: string | undefined;
  readonly type: TrinoType;
  readonly partition?: PartitionSource | undefined;
  /** Of timestamps with time zone: whether all of them are known to have the same zone. */
  readonly singleZone?: boolean | undefined;
  /** Notes the use of the columns that it is made of. */
  readonly use: () => void;
}

/** A query in DuckDB's SQL. */
export interface TranslatedQuery {
  readonly sql: Sql;
  readonly columns: readonly OutputColumn[];
}

/** Something to stand behind FROM in DuckDB's SQL. */
export interface TranslatedRelation {
  readonly sql: Sql;
  readonly fields: readonly Field[];
}

/** Makes a query a relation: its columns become fields under a name. */
export function subqueryRelation(
  query: TranslatedQuery,
  alias: Sql,
  relation: readonly string[],
): TranslatedRelation {
  return {
    sql: SQL`(${query.sql}) AS ${alias}`,
    fields: query.columns.map(({ name, type, singleZone, partition, use }, index) => ({
      name: name?.toLowerCase(),
      relation,
      type,
      singleZone,
      sql: SQL`${alias}.c${literal(index)}`,
      partition,
      use,
    })),
  };
}
