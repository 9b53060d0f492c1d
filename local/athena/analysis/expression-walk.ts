import type { Call, Expression, Window } from "../sql/syntax-tree";

/** The direct child expressions, without those of subqueries. */
export function childExpressions(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "call":
      return callExpressions(node);
    case "field":
      return [node.base];
    case "subscript":
      return [node.base, node.index];
    case "not":
    case "negate":
    case "isNull":
    case "inQuery":
    case "cast":
    case "extract":
      return [node.value];
    case "and":
    case "or":
    case "arithmetic":
    case "comparison":
      return [node.left, node.right];
    case "quantified":
      return [node.left];
    case "between":
      return [node.value, node.low, node.high];
    case "inList":
      return [node.value, ...node.items];
    case "like":
      return [node.value, node.pattern, ...defined(node.escape)];
    case "case":
      return [
        ...defined(node.operand),
        ...node.whens.flatMap(({ when, then }) => [when, then]),
        ...defined(node.otherwise),
      ];
    case "atTimeZone":
      return [node.value, node.zone];
    case "array":
    case "row":
      return node.items;
    case "lambda":
      return [node.body];
    default:
      return [];
  }
}

/** Whether an expression or a descendant passes a test. @param stop excludes the children of an expression */
export function contains(
  node: Expression,
  test: (inner: Expression) => boolean,
  stop: (inner: Expression) => boolean = () => false,
): boolean {
  if (test(node)) return true;
  return !stop(node) && childExpressions(node).some((inner) => contains(inner, test, stop));
}

/** Whether no column is named in an expression. */
export function isConstant(node: Expression): boolean {
  return !contains(node, ({ kind }) => kind === "name" || kind === "field");
}

/** The child expressions of a window. */
export function windowExpressions(window: Window): readonly Expression[] {
  return [...window.partitionBy, ...window.orderBy.map(({ value }) => value)];
}

function callExpressions({ args, orderBy, filter, over }: Call): readonly Expression[] {
  // Most calls have only arguments, and each pass over a query walks them.
  if (orderBy.length === 0 && filter === undefined && over === undefined) return args;
  return [
    ...args,
    ...orderBy.map(({ value }) => value),
    ...defined(filter),
    ...(over === undefined ? [] : windowExpressions(over)),
  ];
}

function defined(node: Expression | undefined): readonly Expression[] {
  return node === undefined ? [] : [node];
}

/** The parts of a dotted name such as `a.b.c`; undefined for other expressions. */
export function dottedName(node: Expression): string[] | undefined {
  if (node.kind === "name") return [node.name];
  if (node.kind !== "field") return undefined;
  const base = dottedName(node.base);
  return base === undefined ? undefined : [...base, node.name];
}

/** Whether an expression is a name, perhaps a dotted one. */
export function isDottedName(node: Expression): boolean {
  return dottedName(node) !== undefined;
}

/** The conjuncts of a condition: the terms of AND. */
export function* conjuncts(condition: Expression): Generator<Expression> {
  if (condition.kind === "and") {
    yield* conjuncts(condition.left);
    yield* conjuncts(condition.right);
  } else {
    yield condition;
  }
}
