import { literal, SQL, type Sql } from "../../../duckdb/sql";
import type { Field, PartitionSource } from "../field";
import type { TrinoType } from "../../types/trino-type";

/** An output column of a query; its SQL name is `c` and its index. */
export interface OutputColumn {
  /** Undefined for an expression without an alias. */
  readonly name: string | undefined;
  readonly type: TrinoType;
  readonly partition?: PartitionSource | undefined;
  /** For timestamps with time zone: whether all values are known to have the same zone. */
  readonly singleZone?: boolean | undefined;
  /** Marks the columns that it depends on as used. */
  readonly use: () => void;
}

/** An analyzed query, and what writes it: the first call ends the analysis. */
export interface TranslatedQuery {
  readonly sql: () => Sql;
  readonly columns: readonly OutputColumn[];
}

/** An analyzed relation of FROM, and what writes it. */
export interface TranslatedRelation {
  readonly sql: () => Sql;
  readonly fields: readonly Field[];
}

/** Makes a query a relation. */
export function subqueryRelation(
  query: TranslatedQuery,
  alias: () => Sql,
  relation: readonly string[],
): TranslatedRelation {
  return {
    sql: () => SQL`(${query.sql()}) AS ${alias()}`,
    fields: query.columns.map(({ name, type, singleZone, partition, use }, index) => ({
      name: name?.toLowerCase(),
      label: name,
      relation,
      column: Symbol(name),
      type,
      singleZone,
      sql: () => SQL`${alias()}.c${literal(index)}`,
      partition,
      use,
    })),
  };
}
