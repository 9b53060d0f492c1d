import { keyword } from "../../../duckdb/keyword";
import { EMPTY, join, literal, SQL } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import type { QueryBody } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { rejectMaps } from "../../types/reject-maps";
import { type TrinoType, typeName } from "../../types/trino-type";
import { coerceSql, requireUtc } from "../expressions/typed-sql";
import type { TranslatedQuery } from "../relations/relation";
import type { TranslationState } from "../translation-state";

/**
 * Translates UNION, INTERSECT or EXCEPT.
 *
 * @param sides the translated queries on its left and on its right
 */
export function translateSetOperation(
  { operator, all }: Extract<QueryBody, { kind: "setOperation" }>,
  sides: readonly [TranslatedQuery, TranslatedQuery],
  state: TranslationState,
): TranslatedQuery {
  const [a, b] = sides;
  if (a.columns.length !== b.columns.length) {
    const reason = `${operator} query has different number of fields: ${a.columns.length}, ${b.columns.length}`;
    throw new QueryError("TYPE_MISMATCH", reason);
  }
  const columns = a.columns.map((column, index) => {
    const other = b.columns[index];
    const type = other === undefined ? undefined : commonType(column.type, other.type);
    if (type === undefined && [column.type.kind, other?.type.kind].includes("char")) {
      throw unsupported(`${operator} of ${typeName(column.type)} with another type`);
    }
    if (other === undefined || type === undefined) {
      const reason = `column ${index + 1} in ${operator} query has incompatible types: ${typeName(column.type)}, ${typeName(other?.type ?? column.type)}`;
      throw new QueryError("TYPE_MISMATCH", reason);
    }
    checkSetOperation(operator, all, type);
    const use = () => {
      column.use();
      other.use();
    };
    if (!all || operator !== "UNION") use();
    return { name: column.name, type, use };
  });
  const aliases = sides.map(() => state.alias());
  return {
    sql: () => {
      const [x, y] = sides.map((side, place) => {
        const alias = aliases[place]?.() ?? EMPTY;
        const items = side.columns.map(({ type: from }, index) => {
          const to = columns[index]?.type ?? from;
          const sql = coerceSql(SQL`${alias}.c${literal(index)}`, from, to);
          return SQL`${all ? sql : requireUtc(sql, to)} AS c${literal(index)}`;
        });
        return SQL`(SELECT ${join(items)} FROM (${side.sql()}) AS ${alias})`;
      });
      const union = SQL`${keyword(operator)}${all ? SQL` ALL` : EMPTY}`;
      return SQL`${x ?? EMPTY} ${union} ${y ?? EMPTY}`;
    },
    columns,
  };
}

/** @throws QueryError NOT_SUPPORTED for values whose equality differs from Trino's */
function checkSetOperation(operator: string, all: boolean, type: TrinoType): void {
  if (operator === "UNION" && all) return;
  rejectMaps(type, operator);
  // Trino numbers the equal rows, and fails for a null in what it compares for that.
  if (all && (type.kind === "array" || type.kind === "row")) {
    throw unsupported(`${operator} ALL of ${type.kind} values`);
  }
}
