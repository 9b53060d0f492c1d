import type { Call, Expression, Window } from "../../sql/syntax-tree";

/** The expressions directly inside one; those of subqueries are not its own. */
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

/** Whether the expression or one inside it passes the test; a part that `stop` names is not looked into. */
export function contains(
  node: Expression,
  test: (inner: Expression) => boolean,
  stop: (inner: Expression) => boolean = () => false,
): boolean {
  if (test(node)) return true;
  return !stop(node) && childExpressions(node).some((inner) => contains(inner, test, stop));
}

/** The expressions of a window. */
export function windowExpressions(window: Window): readonly Expression[] {
  return [...window.partitionBy, ...window.orderBy.map(({ value }) => value)];
}

function callExpressions(call: Call): readonly Expression[] {
  return [
    ...call.args,
    ...call.orderBy.map(({ value }) => value),
    ...defined(call.filter),
    ...(call.over === undefined ? [] : windowExpressions(call.over)),
  ];
}

function defined(node: Expression | undefined): readonly Expression[] {
  return node === undefined ? [] : [node];
}

/** The parts of a name such as `a.b.c`; undefined for what is more than a name. */
export function dottedName(node: Expression): string[] | undefined {
  if (node.kind === "name") return [node.name];
  if (node.kind !== "field") return undefined;
  const base = dottedName(node.base);
  return base === undefined ? undefined : [...base, node.name];
}

/** The parts of a condition that all have to hold. */
export function* conjuncts(condition: Expression): Generator<Expression> {
  if (condition.kind === "and") {
    yield* conjuncts(condition.left);
    yield* conjuncts(condition.right);
  } else {
    yield condition;
  }
}
