import { join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import type { Expression, QueryBody } from "../../sql/syntax-tree";
import { commonTypeOf } from "../expressions/comparisons";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import { rowFields } from "../expressions/nested-expressions";
import { coerce, type TypedSql } from "../expressions/typed-sql";
import type { TranslatedQuery } from "../relations/relation";
import type { TranslationState } from "../translation-state";

/** Translates VALUES. */
export function translateValues(
  { rows }: Extract<QueryBody, { kind: "values" }>,
  expressions: ExpressionTranslator,
  state: TranslationState,
): TranslatedQuery {
  const typed = rows.map((row) => rowOfValues(row, expressions));
  const [first = []] = typed;
  if (typed.some((row) => row.length !== first.length)) {
    throw new QueryError("TYPE_MISMATCH", "Values rows have mismatched sizes", rows[0]);
  }
  const types = first.map((_, index) => {
    const column = typed.map((row) => row[index]).filter((value) => value !== undefined);
    return commonTypeOf(column, "Values rows", rows[0] ?? { line: 1, column: 1 });
  });
  const alias = state.alias();
  return {
    sql: () => {
      const lines = typed.map(
        (row) => SQL`(${join(types.map((type, index) => coerceAt(row, index, type)))})`,
      );
      const names = join(types.map((_, index) => SQL`c${literal(index)}`));
      return SQL`SELECT ${names} FROM (VALUES ${join(lines)}) AS ${alias()}(${names})`;
    },
    columns: types.map((type) => ({ name: undefined, type, use: () => undefined })),
  };
}

/** The columns of a row of VALUES: those of an expression that is a row are its fields. */
function rowOfValues(row: Expression, expressions: ExpressionTranslator): readonly TypedSql[] {
  if (row.kind === "row") return row.items.map((item) => expressions.translate(item));
  const value = expressions.translate(row);
  if (value.type.kind !== "row") return [value];
  // Trino fails for a null one; each field is written with the whole row.
  const isWritten = row.kind === "cast" && !row.safe && row.value.kind === "row";
  if (!isWritten || value.volatile) {
    throw unsupported("VALUES of a row that is neither ROW nor CAST of ROW", row);
  }
  return rowFields(value);
}

function coerceAt(
  row: readonly Parameters<typeof coerce>[0][],
  index: number,
  type: Parameters<typeof coerce>[1],
): Sql {
  const value = row[index];
  return value === undefined ? SQL`NULL` : coerce(value, type);
}
