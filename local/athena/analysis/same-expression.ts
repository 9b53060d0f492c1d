import type { Expression } from "../sql/syntax-tree";
import { childExpressions } from "./expression-walk";
import type { Reference, TypedExpression } from "./typed-expression";

/**
 * Whether two expressions are one to Trino, for example a grouping key and an expression of the select list: they are
 * written alike, and their names refer to the same columns, however these are qualified. Parameters of lambdas have to
 * have the same names.
 */
export function sameExpression(left: TypedExpression, right: TypedExpression): boolean {
  const [a, b] = [unaliased(left), unaliased(right)];
  if (a === b) return true;
  if (a.reference !== undefined || b.reference !== undefined) {
    return sameReference(a.reference, b.reference);
  }
  return (
    a.children.length === b.children.length &&
    formOf(a.node) === formOf(b.node) &&
    a.children.every((child, index) => {
      const other = b.children[index];
      return other !== undefined && sameExpression(child, other);
    })
  );
}

/** The expression that a name of the select list stands for. */
function unaliased(expression: TypedExpression): TypedExpression {
  const { aliasOf, path } = expression.reference ?? {};
  return aliasOf !== undefined && path?.length === 1 ? unaliased(aliasOf) : expression;
}

function sameReference(a: Reference | undefined, b: Reference | undefined): boolean {
  if (a === undefined || b === undefined || a.column !== b.column) return false;
  // Two columns may have two names: an alias list renames them.
  const [x, y] = a.column === undefined ? [a.path, b.path] : [a.path.slice(1), b.path.slice(1)];
  return x.length === y.length && x.every((name, index) => name === y[index]);
}

const forms = new WeakMap<Expression, string>();

/** What is written in an expression besides the expressions in it. */
function formOf(node: Expression): string {
  const known = forms.get(node);
  if (known !== undefined) return known;
  const form = writtenForm(node);
  forms.set(node, form);
  return form;
}

function writtenForm(node: Expression): string {
  // The same number may be written in several ways; the digits of a decimal are its type.
  if (node.kind === "integer") return `integer ${BigInt(node.text)}`;
  if (node.kind === "double") return `double ${Number(node.text)}`;
  // Trino reads `||` as a call of concat.
  if (node.kind === "arithmetic" && node.operator === "||") return "concat of 2";
  if (isPlainConcat(node)) return `concat of ${node.args.length}`;
  const children = new Set<unknown>(childExpressions(node));
  return JSON.stringify(node, (key, value: unknown) => {
    if (key === "line" || key === "column" || key === "position") return undefined;
    if (children.has(value)) return 0;
    return value instanceof Map ? [...value.entries()] : value;
  });
}

function isPlainConcat(node: Expression): node is Extract<Expression, { kind: "call" }> {
  return node.kind === "call" && node.name === "concat" && node.over === undefined;
}
