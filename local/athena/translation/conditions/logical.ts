import { join, SQL, type Sql } from "../../../duckdb/sql";
import type { TypedExpression } from "../../analysis/typed-expression";
import type { Expression, ExpressionOf } from "../../sql/syntax-tree";
import { BOOLEAN } from "../../types/trino-type";
import { andInOrder } from "./and-in-order";
import { bothEvaluated } from "./both-evaluated";
import { rejectRepeatedLazily } from "../repeated-argument";
import type { ExpressionTranslator } from "../expressions/expression-translator";
import { typed, type TypedSql } from "../expressions/typed-sql";

/** `first AND second AND …`, or with OR. Where one can fail, they are evaluated in the written order, as Trino does. */
export function logical(
  node: ExpressionOf<"and" | "or">,
  expressions: ExpressionTranslator,
): TypedSql {
  const nodes = operandsOf(node.kind, node);
  const terms = nodes.map((each) => ({
    value: expressions.condition(each, "Logical expression term"),
    typed: expressions.translate(each),
  }));
  // Trino computes constants while it plans, and evaluates none of the others next to one that decides.
  const constants = terms.filter((term) => isConstant(term.typed));
  const others = terms.filter((term) => !isConstant(term.typed));
  const lastFailing = others.findLastIndex((term) => term.typed.canFail);
  const repeated = others.slice(0, Math.max(lastFailing, 0)).map((term) => term.typed);
  if (repeated.length > 0) {
    const all = terms.map((term) => term.typed);
    rejectRepeatedLazily(repeated, all, expressions.scope.outer !== undefined);
  }
  return typed(BOOLEAN, () => {
    const written = others.map(({ value }) => value.sql());
    const operator = node.kind === "and" ? SQL` AND ` : SQL` OR `;
    const known = constants.map(({ value }) => value.sql());
    if (written.length === 0) return SQL`(${join(known, operator)})`;
    // Joined at the end, since each join copies what it joins. The last operand is the first one here.
    let rest: Sql[] = [];
    const together = () => join([...rest].reverse(), operator);
    for (const [index, first] of [...written.entries()].reverse()) {
      if (index < lastFailing) rest = [inOrder(node.kind, first, together())];
      else if (rest.length > 0 && others[index]?.typed.canFail === true)
        rest = [bothEvaluated(node.kind, first, together())];
      else rest.push(first);
    }
    return SQL`(${join([...known, together()], operator)})`;
  });
}

/** DuckDB evaluates both operands for all rows. */
function inOrder(kind: "and" | "or", first: Sql, rest: Sql): Sql {
  return kind === "and"
    ? SQL`(${andInOrder(first, rest)})`
    : SQL`(${first} OR CASE WHEN ${first} IS NOT TRUE THEN ${rest} END)`;
}

/** Whether DuckDB, too, knows the value of a term while it plans. A null decides nothing. */
function isConstant({ constantDepth, canFail, type }: TypedExpression): boolean {
  return constantDepth >= 0 && !canFail && type.kind !== "unknown";
}

/** The operands of an AND, or of an OR, and those of one in it. */
function operandsOf(kind: "and" | "or", node: Expression, found: Expression[] = []): Expression[] {
  if (node.kind !== kind) found.push(node);
  else for (const operand of [node.left, node.right]) operandsOf(kind, operand, found);
  return found;
}
