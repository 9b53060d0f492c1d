import { identifier, join, literal, SQL, Sql } from "../../../duckdb/sql";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { UNKNOWN } from "../../types/trino-type";
import type { CatalogRows } from "../catalog-entry";
import type { TranslationState } from "../translation-state";
import type { TranslatedRelation } from "./relation";

/** Analyzes a table of metadata, whose rows are known before the query runs. */
export function metadataRelation(
  { columns, rows }: CatalogRows,
  relation: readonly string[],
  state: TranslationState,
): TranslatedRelation {
  state.readsMetadata = true;
  const alias = state.alias();
  return {
    sql: () => SQL`(${content(columns, rows)}) AS ${alias()}`,
    fields: columns.map(({ name, type, hidden }) => ({
      name,
      relation,
      column: Symbol(name),
      type,
      hidden: hidden === true,
      sql: () => SQL`${alias()}.${identifier(name)}`,
    })),
  };
}

function content(columns: CatalogRows["columns"], rows: CatalogRows["rows"]): Sql {
  const names = columns.map(({ name }) => identifier(name));
  const typed = columns.map(
    ({ type }, index) =>
      SQL`CAST(${names[index] ?? SQL`NULL`} AS ${duckDbTypeOf(type)}) AS ${names[index] ?? SQL`c`}`,
  );
  const lines = rows.map((row) => {
    // Each row casts, so that all have the same types.
    const values = row.map((value, index) => {
      const type = columns[index]?.type ?? UNKNOWN;
      return value instanceof Sql ? SQL`CAST(${value} AS ${duckDbTypeOf(type)})` : literal(value);
    });
    return SQL`(${join(values)})`;
  });
  const values =
    lines.length === 0
      ? SQL`SELECT ${join(names.map((name) => SQL`NULL AS ${name}`))} WHERE FALSE`
      : SQL`SELECT * FROM (VALUES ${join(lines)}) AS v(${join(names)})`;
  return SQL`SELECT ${join(typed)} FROM (${values})`;
}
