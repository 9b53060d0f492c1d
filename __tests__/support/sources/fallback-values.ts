import ts from "typescript";

/** Fallbacks without a value of their own: the default of the table, or nothing. */
const WITHOUT_VALUE = /^(?:(?:defaultOf|datasetDefaultOf)\(.*\)|\[\]|\{\}|"")$/s;

const OPERATORS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.BarBarEqualsToken,
];

/**
 * Values that a source uses where another is missing, as `name: value` or `expression ?? value`: initializers of parameters and
 * of destructured properties, right sides of `??` and `||`, and results of comparisons with `undefined`. Conditions are left
 * out, and so are the values of the table of defaults.
 */
export function fallbackValues(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const text = (node: ts.Node) => node.getText(source).replace(/\s+/g, " ");
  const add = (of: string, value: ts.Expression) => {
    if (!WITHOUT_VALUE.test(text(value))) found.push(`${of} ${text(value)}`);
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isParameter(node) || ts.isBindingElement(node)) && node.initializer !== undefined) {
      add(`${text(node.name)} =`, node.initializer);
    }
    if (ts.isBinaryExpression(node) && OPERATORS.includes(node.operatorToken.kind)) {
      if (!isCondition(node.right))
        add(`${text(node.left)} ${text(node.operatorToken)}`, node.right);
    }
    if (ts.isConditionalExpression(node)) addBranch(node);
    ts.forEachChild(node, visit);
  };
  const addBranch = ({ condition, whenTrue, whenFalse }: ts.ConditionalExpression) => {
    if (!ts.isBinaryExpression(condition) || text(condition.right) !== "undefined") return;
    const isMissing = text(condition.operatorToken) === "===";
    const [fallback, value] = isMissing ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
    // Otherwise the value decides between two others.
    if (text(value) === text(condition.left)) add(`${text(condition.left)} ??`, fallback);
  };
  visit(source);
  return found;
}

function isCondition(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isCondition(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isCallExpression(node))
    return /(?:^|\.)(?:is|has|includes|test)/.test(node.expression.getText());
  return (
    ts.isBinaryExpression(node) &&
    /^(?:[=!]==?|[<>]=?|&&|\|\||in|instanceof)$/.test(node.operatorToken.getText())
  );
}

/**
 * Properties of object literals that a spread after them replaces by `undefined`: `{ days: 30, ...props }` and
 * `{ ...defaults, ...props }`, where `days` is an optional property of `props`.
 */
export function erasedProperties(source: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) found.push(...erasedIn(node, source, checker));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function erasedIn(
  literal: ts.ObjectLiteralExpression,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): string[] {
  const set = new Set<string>();
  return literal.properties.flatMap((property) => {
    if (!ts.isSpreadAssignment(property)) {
      if (property.name !== undefined) set.add(property.name.getText(source));
      return [];
    }
    const { expression } = property;
    const type = checker.getTypeAtLocation(expression);
    const members = type.isUnion() ? type.types : [type];
    const properties = members.flatMap((member) => checker.getPropertiesOfType(member));
    const erased = properties.filter((each) => set.has(each.name) && canBeUndefined(each, checker));
    for (const { name } of properties) set.add(name);
    return erased.map(({ name }) => `${name} by ...${expression.getText(source)}`);
  });
}

/** Whether a property is optional; those that TypeScript only adds to a branch of a condition are never there. */
function canBeUndefined(property: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (!(property.flags & ts.SymbolFlags.Optional)) return false;
  return !(checker.getTypeOfSymbol(property).flags & ts.TypeFlags.Undefined);
}
