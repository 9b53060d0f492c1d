import { identifier, type Sql } from "../../../duckdb/sql";
import { QueryError } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { DuckDbExpressionTranslator } from "../expressions/duckdb-expression-translator";
import { conjuncts, contains, dottedName } from "../expressions/expression-walk";
import { type Field, Scope } from "../scope";
import type { TranslationState } from "../translation-state";

/** Functions that don't give the same answer twice. */
const NON_DETERMINISTIC = new Set(["random", "rand", "uuid", "shuffle"]);

/**
 * Hands the parts of a condition that touch only partition columns of one table to its scan, which then leaves out the
 * partitions that can't match. The whole condition is still applied to the rows.
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
      // A field of anything else is still found, so that a name means the same as in the query; using it gives up.
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
