import { conjuncts, contains, isDottedName } from "../../analysis/expression-walk";
import { relationContains } from "../../analysis/query-walk";
import { Scope } from "../../analysis/scope";
import { QueryError, unsupported } from "../../query-error";
import type { Expression, Relation } from "../../sql/syntax-tree";
import type { Field } from "../field";
import type { TranslatedRelation } from "./relation";

/** Whether a relation is an UNNEST, perhaps with an alias. */
export function isUnnest(relation: Relation): boolean {
  return relation.kind === "alias" ? isUnnest(relation.relation) : relation.kind === "unnest";
}

/** Rejects subqueries that DuckDB can't evaluate before an outer join: on the side of which all rows are kept. */
export function rejectSubqueries(
  type: "LEFT" | "RIGHT" | "FULL",
  on: Expression,
  left: TranslatedRelation,
  right: TranslatedRelation,
): void {
  const inner = type === "LEFT" ? right : type === "RIGHT" ? left : { fields: [] };
  const scope = new Scope<Field>(inner.fields);
  const isOther = (node: Expression) => isDottedName(node) && scope.resolveNode(node) === undefined;
  const refused = [...conjuncts(on)].find(
    (part) =>
      contains(part, (node) => "query" in node) &&
      (!contains(part, isDottedName) || contains(part, isOther, isDottedName)),
  );
  if (refused === undefined) return;
  throw unsupported(`A subquery in the condition of a ${type} JOIN`, refused);
}

/** Rejects columns of the left side in an UNNEST that keeps its own rows. @throws QueryError INVALID_COLUMN_REFERENCE */
export function rejectLateral(
  { type, right }: Extract<Relation, { kind: "join" }>,
  leftFields: readonly Field[],
): void {
  const left = new Scope<Field>(leftFields);
  const isLeft = (node: Expression) => left.resolveNode(node) !== undefined;
  if (!isUnnest(right) || !relationContains(right, isLeft)) return;
  const reason = `LATERAL reference not allowed in ${type} JOIN`;
  throw new QueryError("INVALID_COLUMN_REFERENCE", reason, right);
}
