import { type Position, QueryError } from "../../query-error";
import { TokenCursor } from "../../sql/token-cursor";
import { parseType } from "../../sql/type-parser";
import { canCoerce } from "../../types/coercion";
import { resolveType } from "../../types/resolve-type";
import { sameType, type TrinoType, typeName } from "../../types/trino-type";
import type { CatalogView } from "../catalog-entry";
import { coerceSql } from "../expressions/typed-sql";
import type { TranslationState } from "../translation-state";
import { subqueryRelation, type TranslatedQuery, type TranslatedRelation } from "./relation";

/**
 * Analyzes a view. Its columns have the names and types of its creation, to which those of its query today are coerced.
 *
 * @param relation catalog, database and name
 * @param analyze analyzes its query
 * @throws QueryError INVALID_VIEW where its query is invalid, VIEW_IS_STALE where its columns are others,
 *   VIEW_IS_RECURSIVE where it reads itself
 * @see https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/sql/analyzer/StatementAnalyzer.java
 */
export function viewRelation(
  view: CatalogView,
  relation: readonly string[],
  position: Position,
  state: TranslationState,
  analyze: () => TranslatedQuery,
): TranslatedRelation {
  const query = state.insideView(relation, position, () => analyzed(analyze, relation, position));
  const stale = (reason: string) =>
    new QueryError(
      "VIEW_IS_STALE",
      `View '${relation.join(".")}' is stale or in invalid state: ${reason}`,
      position,
    );
  if (query.columns.length !== view.columns.length) {
    throw stale(
      `stored view column count (${view.columns.length}) does not match column count derived from the view query analysis (${query.columns.length})`,
    );
  }
  const types = query.columns.map(({ name = "", type }, index) => {
    // The lengths are equal.
    const stored = view.columns[index] ?? { name, type: typeName(type) };
    const place = `projected from query view at position ${index}`;
    // By name too: values of swapped columns would be those of the other one.
    if (name !== "" && name.toLowerCase() !== stored.name.toLowerCase()) {
      throw stale(
        `column [${name}] of type ${typeName(type)} ${place} has a different name from column [${stored.name}] of type ${stored.type} stored in view definition`,
      );
    }
    const storedType = typeOfText(stored.type, type);
    if (storedType !== undefined && canCoerce(type, storedType)) return storedType;
    throw stale(
      `column [${name}] of type ${typeName(type)} ${place} cannot be coerced to column [${stored.name}] of type ${stored.type} stored in view definition`,
    );
  });
  const columns = query.columns.map((column, index) => ({
    ...column,
    name: view.columns[index]?.name ?? column.name,
  }));
  const { sql, fields } = subqueryRelation({ ...query, columns }, state.alias(), relation);
  return {
    sql,
    fields: fields.map((field, index) => {
      const type = types[index] ?? field.type;
      if (sameType(type, field.type)) return { ...field, type };
      return {
        ...field,
        type,
        singleZone: undefined,
        partition: undefined,
        sql: () => coerceSql(field.sql(), field.type, type),
      };
    }),
  };
}

/** The query of a view. Its errors are those of the view, except that one that this engine refuses names what it lacks. */
function analyzed(
  analyze: () => TranslatedQuery,
  relation: readonly string[],
  position: Position,
): TranslatedQuery {
  try {
    return analyze();
  } catch (error) {
    if (!(error instanceof QueryError) || error.code === "NOT_SUPPORTED") throw error;
    const reason = `Failed analyzing stored view '${relation.join(".")}': ${error.locatedReason}`;
    throw new QueryError("INVALID_VIEW", reason, position);
  }
}

/**
 * The type that a view's definition names; undefined for a text that is none.
 *
 * @param current of the column today, which mostly has the name
 */
function typeOfText(text: string, current: TrinoType): TrinoType | undefined {
  if (text === typeName(current)) return current;
  try {
    return resolveType(parseType(new TokenCursor(text)));
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
