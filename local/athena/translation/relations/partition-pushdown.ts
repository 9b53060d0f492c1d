import { identifier, type Sql } from "../../../duckdb/sql";
import { QueryError } from "../../query-error";
import type { Expression } from "../../sql/syntax-tree";
import { DuckDbExpressionTranslator } from "../expressions/duckdb-expression-translator";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import { conjuncts, dottedName } from "../../analysis/expression-walk";
import { Scope } from "../../analysis/scope";
import type { Field } from "../field";
import type { TypedSql } from "../expressions/typed-sql";
import type { TableScan } from "./table-scan";
import type { TranslationState } from "../translation-state";

/**
 * Adds the conjuncts of a condition that use only partition columns of one table to the table's scan, which prunes the
 * partitions. The whole condition is still applied to the rows.
 *
 * @param fields the fields of the scope whose partition columns may prune
 */
export function pushPartitionConditions(
  condition: Expression,
  expressions: ExpressionTranslator,
  fields: readonly Field[],
): void {
  const { state } = expressions.context;
  if (!fields.some(({ partition }) => partition !== undefined)) return;
  for (const conjunct of conjuncts(condition)) {
    if (expressions.translate(conjunct).volatile) continue;
    const used = new Map<TableScan, Set<string>>();
    // Other fields stay visible, so that names resolve as in the query, but using one aborts the analysis.
    const candidates = fields.map((field): Field => {
      const { partition } = field;
      if (partition === undefined) return { ...field, use: notPrunable };
      const { scan, column } = partition;
      const use = () => used.set(scan, (used.get(scan) ?? new Set()).add(column));
      return { ...field, sql: () => identifier(column), use };
    });
    const pruning = tryTranslate(conjunct, candidates, state);
    const [first, ...others] = used;
    if (pruning === undefined || first === undefined || others.length > 0) continue;
    const [scan, columns] = first;
    scan.partitionConditions.push({
      sql: pruning.sql,
      columns,
      equals: staticValues(conjunct, state),
    });
  }
}

/** The constants of `column = 'value'` and `column IN ('a', lower('B'))`; undefined for any other condition. */
function staticValues(
  node: Expression,
  state: TranslationState,
): readonly (() => Sql)[] | undefined {
  const sides = node.kind === "comparison" && node.operator === "=" ? [node.left, node.right] : [];
  const items =
    node.kind === "inList"
      ? node.items
      : sides.some((side) => dottedName(side) !== undefined)
        ? sides.filter((side) => dottedName(side) === undefined)
        : [];
  const values = items.flatMap((item) => tryConstant(item, state) ?? []);
  return values.length > 0 && values.length === items.length ? values : undefined;
}

/** An expression without columns. */
function tryConstant(node: Expression, state: TranslationState): (() => Sql) | undefined {
  return attempt(() => translator([], state).translate(node))?.sql;
}

function tryTranslate(
  node: Expression,
  fields: readonly Field[],
  state: TranslationState,
): TypedSql | undefined {
  return attempt(() => translator(fields, state).condition(node, "WHERE clause"));
}

function translator(fields: readonly Field[], state: TranslationState): DuckDbExpressionTranslator {
  return new DuckDbExpressionTranslator({
    state,
    scope: new Scope<Field>(fields),
    windows: new Map(),
    translateQuery: notPrunable,
  });
}

function attempt<Typed extends TypedSql>(translate: () => Typed): Typed | undefined {
  try {
    return translate();
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

function notPrunable(): never {
  throw new QueryError("NOT_PRUNABLE", "not a condition on partition columns alone");
}
