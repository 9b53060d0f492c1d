import { FAILING_FORMS } from "./forms/failing-forms";
import { SEVERAL_TABLE_FORMS } from "./forms/several-table-forms";
import { type Form, SINGLE_TABLE_FORMS } from "./forms/single-table-forms";
import { Workshop } from "./forms/source";
import { SeededRandom } from "./seeded-random";
import type { GeneratedTable } from "./tables/generated-table";

/** A generated statement. */
export interface GeneratedStatement {
  readonly sql: string;
  /** Whether the order of its rows is total. */
  readonly ordered: boolean;
  /** Whether it has results whose last digits depend on the order of a sum or on a library. */
  readonly inexact: boolean;
  /** Whether it aggregates into maps, the entries of which Trino orders by their hashes. */
  readonly anyMapOrder: boolean;
}

/** The statements of a run: of all kinds, or with an expression that can fail inside of others. */
export type StatementKind = "all" | "failing";

const FORMS: Readonly<Record<StatementKind, readonly Form[]>> = {
  all: repeated([...SINGLE_TABLE_FORMS, ...SEVERAL_TABLE_FORMS]),
  failing: repeated(FAILING_FORMS),
};

/** Each form as often as it is made. */
function repeated(forms: readonly (readonly [Form, number])[]): readonly Form[] {
  return forms.flatMap(([form, times]) => Array.from({ length: times }, () => form));
}

/** Makes one statement over the tables of a seed; the same seed and index make the same one. */
export function generateStatement(
  seed: number,
  index: number,
  tables: readonly GeneratedTable[],
  kind: StatementKind = "all",
): GeneratedStatement {
  const random = new SeededRandom(seed * 1_000_003 + index * 7919);
  const shop = new Workshop(random, tables);
  const { sql, ordered = false } = shop.complete(random.pick(FORMS[kind])(shop));
  const anyMapOrder = /\b(?:map_agg|map_union|histogram)\(/.test(sql);
  return { sql, ordered, inexact: shop.expressions.inexact, anyMapOrder };
}
