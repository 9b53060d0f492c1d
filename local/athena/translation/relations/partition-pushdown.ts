import { identifier, type Sql } from "../../../duckdb/sql";
import { QueryError } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { DuckDbExpressionTranslator } from "../expressions/duckdb-expression-translator";
import { conjuncts, contains, dottedName } from "../expressions/expression-walk";
import { type Field, Scope } from "../scope";
import type { TranslationState } from "../translation-state";

/** Non-deterministic functions. */
const NON_DETERMINISTIC = new Set(["random", "rand", "uuid", "shuffle"]);

/**
 * Adds the conjuncts of a condition that use only partition columns of one table to the table's scan, which prunes the
 * partitions. The whole condition is still applied to the rows.
 */
export function pushPartitionConditions(
  condition: Expression,
  fields: readonly Field[],
  state: TranslationState,
): void {
  const scans = new Set(fields.flatMap(({ partition }) => partition?.scan ?? []));
  for (const conjunct of conjuncts(condition)) {
    if (contains(conjunct, (node) => node.kind === "call" && NON_DETERMINISTIC.has(node.name)))
      continue;
    for (const scan of scans) {
      const columns = new Set<string>();
      // Other fields stay visible, so that names resolve as in the query, but using one aborts the translation.
      const candidates = fields.map((field): Field => {
        const own = field.partition?.scan === scan ? field.partition : undefined;
        return own === undefined
          ? { ...field, use: notPrunable }
          : { ...field, sql: identifier(own.column), use: () => columns.add(own.column) };
      });
      const sql = tryTranslate(conjunct, candidates, state);
      if (sql === undefined || columns.size === 0) continue;
      scan.partitionConditions.push({ sql, columns, equals: staticValues(conjunct) });
    }
  }
}

/** The values of `column = 'value'` and `column IN ('a', 'b')`. */
function staticValues(node: Expression): readonly string[] | undefined {
  const items =
    node.kind === "comparison" && node.operator === "="
      ? [node.left, node.right].filter((side) => dottedName(side) === undefined)
      : node.kind === "inList"
        ? node.items
        : [];
  const texts = items.flatMap((item) =>
    item.kind === "string" || item.kind === "integer" ? [item.text] : [],
  );
  return texts.length > 0 && texts.length === items.length ? texts : undefined;
}

function tryTranslate(
  node: Expression,
  fields: readonly Field[],
  state: TranslationState,
): Sql | undefined {
  try {
    return new DuckDbExpressionTranslator({
      state,
      scope: new Scope(fields),
      windows: new Map(),
      translateQuery: notPrunable,
    }).condition(node, "WHERE clause");
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

function notPrunable(): never {
  throw new QueryError("NOT_PRUNABLE", "not a condition on partition columns alone");
}
