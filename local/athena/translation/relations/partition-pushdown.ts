import { identifier, type Sql } from "../../../duckdb/sql";
import type { Expression } from "../../sql/syntax-tree";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import { conjuncts, isDottedName } from "../../analysis/expression-walk";
import type { Field } from "../field";
import { pushFileCondition } from "./file-pushdown";
import type { TableScan } from "./table-scan";
import type { TranslationState } from "../translation-state";
import { notPrunable, tryConstant, tryTranslate } from "./try-translate";

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
    pushFileCondition(conjunct, fields, state);
    const used = new Map<TableScan, Set<string>>();
    // Other fields stay visible, so that names resolve as in the query, but using one aborts the analysis.
    const candidates = fields.map((field): Field => {
      const { partition } = field;
      // The files of an Iceberg table are pruned by bounds, not by values.
      if (partition === undefined || partition.scan.table.iceberg !== undefined) {
        return { ...field, use: notPrunable };
      }
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

/**
 * The constants of `column = 'value'`, `column IN ('a', lower('B'))`, and alternatives of those; undefined for any other
 * condition.
 */
function staticValues(
  node: Expression,
  state: TranslationState,
): readonly (() => Sql)[] | undefined {
  if (node.kind === "or") {
    const alternatives = [node.left, node.right].map((side) => staticValues(side, state));
    return alternatives.every((values) => values !== undefined) ? alternatives.flat() : undefined;
  }
  const sides = node.kind === "comparison" && node.operator === "=" ? [node.left, node.right] : [];
  const items =
    node.kind === "inList"
      ? node.items
      : sides.some(isDottedName)
        ? sides.filter((side) => !isDottedName(side))
        : [];
  const values = items.flatMap((item) => tryConstant(item, state) ?? []);
  return values.length > 0 && values.length === items.length ? values : undefined;
}
