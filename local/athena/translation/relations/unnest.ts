import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError } from "../../query-error";
import type { Relation } from "../../sql/syntax-tree";
import { fieldName } from "../../types/duckdb-type";
import { BIGINT, type TrinoType, typeName } from "../../types/trino-type";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import { rejectRepeated } from "../repeated-argument";
import type { TranslatedRelation } from "./relation";

/** A column of an UNNEST. */
interface UnnestedColumn {
  readonly type: TrinoType;
  readonly name?: string | undefined;
  /** Writes it. @param item the element of the list at {@link list} */
  readonly sql: (item: Sql) => Sql;
  /** The index of its list. */
  readonly list: number;
}

/**
 * Analyzes `UNNEST(a, b) WITH ORDINALITY`: the elements of an array, the fields of an array of rows, or the keys and
 * values of a map. Shorter ones are padded with nulls.
 *
 * @param source writes the FROM clause with the columns that the values use
 * @throws QueryError NOT_SUPPORTED for a volatile map, and for a volatile argument WITH ORDINALITY
 */
export function translateUnnest(
  node: Extract<Relation, { kind: "unnest" }>,
  expressions: ExpressionTranslator,
  alias: () => Sql,
  source: () => Sql,
): TranslatedRelation {
  const lists: (() => Sql)[] = [];
  const columns: UnnestedColumn[] = [];
  const add = (list: () => Sql): number => lists.push(list) - 1;
  const plain = (list: () => Sql, type: TrinoType) =>
    columns.push({ type, sql: (item) => item, list: add(list) });
  for (const value of node.values) {
    const expression = expressions.translate(value);
    const { sql, type } = expression;
    // The lists of a map's keys and values, and the longest length for the ordinals, contain the argument again.
    if (node.withOrdinality || type.kind === "map") rejectRepeated(expression);
    if (type.kind === "map") {
      plain(() => SQL`map_keys(${sql()})`, type.key);
      plain(() => SQL`map_values(${sql()})`, type.value);
    } else if (type.kind === "array" && type.element.kind === "row") {
      const list = add(sql);
      for (const [index, field] of type.element.fields.entries()) {
        columns.push({
          ...field,
          sql: (item) => SQL`(${item}).${identifier(fieldName(field.name, index))}`,
          list,
        });
      }
    } else if (type.kind === "array") {
      plain(sql, type.element);
    } else {
      const reason = `Cannot unnest type: ${typeName(type)}`;
      throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, value);
    }
  }
  if (node.withOrdinality) {
    const values = [...lists];
    plain(() => {
      const longest = join(values.map((list) => SQL`coalesce(len(${list()}), 0)`));
      return SQL`range(1, greatest(${longest}) + 1)`;
    }, BIGINT);
  }
  return {
    sql: () => {
      const unnested = join(
        lists.map((list, index) => SQL`unnest(${list()}) AS l${literal(index)}`),
      );
      const selected = join(
        columns.map(
          ({ sql, list }, index) => SQL`${sql(SQL`u.l${literal(list)}`)} AS c${literal(index)}`,
        ),
      );
      return SQL`LATERAL (SELECT ${selected} FROM (SELECT ${unnested}${source()}) AS u) AS ${alias()}`;
    },
    fields: columns.map(({ type, name }, index) => ({
      name,
      relation: [],
      column: Symbol(name),
      type,
      sql: () => SQL`${alias()}.c${literal(index)}`,
    })),
  };
}
