import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { CatalogRows } from "../catalog-entry";
import type { TranslationState } from "../translation-state";
import type { TranslatedRelation } from "./relation";

/** Translates a table of metadata, whose rows are known before the query runs. */
export function metadataRelation(
  { columns, rows }: CatalogRows,
  relation: readonly string[],
  state: TranslationState,
): TranslatedRelation {
  state.readsMetadata = true;
  const alias = state.alias();
  const names = columns.map(({ name }) => identifier(name));
  const typed = columns.map(
    ({ type }, index) =>
      SQL`CAST(${names[index] ?? SQL`NULL`} AS ${duckDbTypeOf(type)}) AS ${names[index] ?? SQL`c`}`,
  );
  const lines: Sql[] = rows.map((row) => SQL`(${join(row.map((value) => literal(value)))})`);
  const content =
    lines.length === 0
      ? SQL`SELECT ${join(names.map((name) => SQL`NULL AS ${name}`))} WHERE FALSE`
      : SQL`SELECT * FROM (VALUES ${join(lines)}) AS v(${join(names)})`;
  return {
    sql: SQL`(SELECT ${join(typed)} FROM (${content})) AS ${alias}`,
    fields: columns.map(({ name, type, hidden }) => ({
      name,
      relation,
      column: Symbol(name),
      type,
      hidden: hidden === true,
      sql: SQL`${alias}.${identifier(name)}`,
    })),
  };
}
