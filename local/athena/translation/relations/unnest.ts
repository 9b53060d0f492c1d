import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError } from "../../query-error";
import type { Relation } from "../../sql/syntax-tree";
import { fieldName } from "../../types/duckdb-type";
import { BIGINT, type TrinoType, typeName } from "../../types/trino-type";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import type { TranslatedRelation } from "./relation";

/**
 * Translates `UNNEST(a, b) WITH ORDINALITY`: the elements of an array, the fields of an array of rows, or the keys and
 * values of a map. Shorter ones are padded with nulls.
 *
 * @param source the FROM clause with the columns that the translated values use
 */
export function translateUnnest(
  node: Extract<Relation, { kind: "unnest" }>,
  expressions: ExpressionTranslator,
  alias: Sql,
  source: () => Sql,
): TranslatedRelation {
  const lists: Sql[] = [];
  const columns: { sql: Sql; type: TrinoType; name?: string | undefined }[] = [];
  const add = (list: Sql): Sql => {
    lists.push(list);
    return SQL`u.l${literal(lists.length - 1)}`;
  };
  for (const value of node.values) {
    const { sql, type } = expressions.translate(value);
    if (type.kind === "map") {
      columns.push({ sql: add(SQL`map_keys(${sql})`), type: type.key });
      columns.push({ sql: add(SQL`map_values(${sql})`), type: type.value });
    } else if (type.kind === "array" && type.element.kind === "row") {
      const item = add(sql);
      for (const [index, field] of type.element.fields.entries()) {
        const name = fieldName(field.name, index);
        columns.push({
          sql: SQL`(${item}).${identifier(name)}`,
          type: field.type,
          name: field.name,
        });
      }
    } else if (type.kind === "array") {
      columns.push({ sql: add(sql), type: type.element });
    } else {
      const reason = `Cannot unnest type: ${typeName(type)}`;
      throw new QueryError("TYPE_MISMATCH", reason, value);
    }
  }
  if (node.withOrdinality) {
    const longest = join(lists.map((list) => SQL`coalesce(len(${list}), 0)`));
    columns.push({ sql: add(SQL`range(1, greatest(${longest}) + 1)`), type: BIGINT });
  }
  const unnested = join(lists.map((list, index) => SQL`unnest(${list}) AS l${literal(index)}`));
  const selected = join(columns.map(({ sql }, index) => SQL`${sql} AS c${literal(index)}`));
  return {
    sql: SQL`LATERAL (SELECT ${selected} FROM (SELECT ${unnested}${source()}) AS u) AS ${alias}`,
    fields: columns.map(({ type, name }, index) => ({
      name,
      relation: [],
      column: Symbol(name),
      type,
      sql: SQL`${alias}.c${literal(index)}`,
    })),
  };
}
