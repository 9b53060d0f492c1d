import ts from "typescript";

/** A path in the folder for temporary files of the whole system, also within a program or a URL. */
const SYSTEM_FOLDER = /(?:^|["'`\s(]|file:\/\/)\/(?:var\/)?tmp\b/;

/** A path in the folder that the environment names, which is that of the run in a test. */
const IN_FOLDER_OF_RUN = /^(?:path\.)?(?:join|joinPath)\( ?(?:os\.)?tmpdir\(\),/;

/**
 * Where a program may put temporary files past the folder that its environment names: texts with `/tmp` or `/var/tmp`, calls of
 * `mkdtemp` for a folder that is not in `tmpdir()`, and changes of the variables that `tmpdir()` reads.
 */
export function temporaryPaths(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const text = (node: ts.Node) => node.getText(source).replace(/\s+/g, " ");
  const visit = (node: ts.Node): void => {
    if (isText(node))
      found.push(...node.text.split("\n").filter((line) => SYSTEM_FOLDER.test(line)));
    if (ts.isCallExpression(node) && /\bmkdtemp\w*$/.test(text(node.expression))) {
      const [folder] = node.arguments;
      if (folder === undefined || !IN_FOLDER_OF_RUN.test(text(folder))) found.push(text(node));
    }
    if (isVariableOfFolder(node)) found.push(text(node.parent));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}

/** A property `TMPDIR` of an environment that is written or removed. */
function isVariableOfFolder(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
    const { parent } = node;
    const isWritten =
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isNameOfFolder(name) && (isWritten || ts.isDeleteExpression(parent));
  }
  const isProperty = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
  return isProperty && isNameOfFolder(node.name);
}

function isNameOfFolder(name: ts.Node): boolean {
  return (
    (ts.isIdentifier(name) || ts.isStringLiteral(name)) && /^(?:TMPDIR|TEMP|TMP)$/.test(name.text)
  );
}
