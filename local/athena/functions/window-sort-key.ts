import type { SortItem } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "../translation/expressions/expression-translator";
import { rejectRepeated } from "../translation/repeated-argument";
import { type SortKey, sortKeyOf } from "../translation/sort";

/** Types an item of the ORDER BY of an aggregate or a window. @throws QueryError NOT_SUPPORTED */
export function windowSortKey(item: SortItem, expressions: ExpressionTranslator): SortKey {
  const value = expressions.translate(item.value);
  // The key is written twice: first whether it is NaN.
  if (item.nullsFirst && (value.type.kind === "double" || value.type.kind === "real")) {
    rejectRepeated(value);
  }
  return sortKeyOf({ item, value });
}
