import { join, SQL } from "../../../../duckdb/sql";
import { isName } from "../../../analysis/expression-kinds";
import { contains } from "../../../analysis/expression-walk";
import { sameExpression } from "../../../analysis/same-expression";
import { unsupported } from "../../../query-error";
import type { Expression, ExpressionOf } from "../../../sql/syntax-tree";
import { BOOLEAN } from "../../../types/trino-type";
import { commonTypeOf, comparable, comparison, requireComparable } from "../comparisons";
import type { ExpressionTranslator } from "../expression-translator";
import { coerce, typed, type TypedSql } from "../typed-sql";

const NUMBERS = ["integer", "decimal", "double", "null"];
const LITERALS = [...NUMBERS, "boolean", "string", "typed"];

function isTry(node: Expression): boolean {
  return node.kind === "call" && node.name === "try";
}

function isNullif(node: Expression): boolean {
  return node.kind === "call" && node.name === "nullif";
}

function isCaseOfValue(node: Expression): boolean {
  return node.kind === "case" && node.operand !== undefined;
}

/** `value IN (…)`. */
export function inList(node: ExpressionOf<"inList">, expressions: ExpressionTranslator): TypedSql {
  const value = expressions.translate(node.value);
  const items = node.items.map((item) => expressions.translate(item));
  if (!contains(node.value, isName) && items.some(({ canFail }) => canFail)) {
    // Trino computes all items of a list of constants while it plans.
    throw unsupported("IN of a constant with an item that can fail", node);
  }
  if (contains(node.value, isTry) && !node.items.every(({ kind }) => LITERALS.includes(kind))) {
    // Trino 476 loses track of nulls there: true, or false, where the answer is unknown.
    throw unsupported("TRY as the value of IN with items that are not literals", node);
  }
  const type = commonTypeOf([value, ...items], "IN value and list items", node);
  const has = (isForm: (each: Expression) => boolean) =>
    node.items.some((item) => contains(item, isForm));
  const comparing = has(isNullif) ? "NULLIF" : has(isCaseOfValue) ? "CASE of a value" : undefined;
  if (
    comparing !== undefined &&
    node.items.filter(({ kind }) => !LITERALS.includes(kind)).length > 1
  ) {
    // Trino 476 answers true for all rows of a table: 1 IN (b, nullif(c, 3)), 1 IN (b, CASE b WHEN c THEN 5 END).
    throw unsupported(`IN with ${comparing} next to another item that is not a literal`, node);
  }
  const floating = type.kind === "double" || type.kind === "real";
  if (floating && !isName(node.value) && comparing !== undefined) {
    // Trino 476 answers true for rows of a table, whatever the values.
    throw unsupported(`IN of a computed value with ${comparing} in the list`, node);
  }
  // Trino answers true even for NaN, which no comparison with itself does.
  if (
    floating &&
    contains(node.value, isName) &&
    items.some((item) => sameExpression(item, value))
  ) {
    throw unsupported("IN with the value itself in the list", node);
  }
  // To DuckDB, NaN is in a list that has NaN.
  if (type.kind === "row" || (floating && node.items.some(({ kind }) => !NUMBERS.includes(kind)))) {
    const matches = items.map((item) => comparison("=", value, item, node));
    return typed(
      BOOLEAN,
      () =>
        SQL`(${join(
          matches.map(({ sql }) => sql()),
          SQL` OR `,
        )})`,
    );
  }
  requireComparable(type, node);
  const side = (each: TypedSql) => comparable(coerce(each, type), type);
  return typed(BOOLEAN, () => SQL`(${side(value)} IN (${join(items.map(side))}))`);
}
