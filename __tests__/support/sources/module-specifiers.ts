import ts from "typescript";

/** Options and folders that stand before the name of a module which only a running program loads. */
const ANNOUNCES_MODULE = /^(--require|--import|node_modules)$/;

/**
 * The modules that a source file names, relative ones and packages alike: by import and export, types too, by `import()`,
 * `require()`, `require.resolve()` and Jest's mocks, and as a text behind `--require`, `--import` or the folder
 * `node_modules`.
 */
export function moduleSpecifiers(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const each of specifiersOf(node)) {
      if (each !== undefined && ts.isStringLiteralLike(each)) found.push(each.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true));
  return found;
}

function specifiersOf(node: ts.Node): (ts.Node | undefined)[] {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return [node.moduleSpecifier];
  if (ts.isExternalModuleReference(node)) return [node.expression];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return [node.argument.literal];
  }
  if (ts.isArrayLiteralExpression(node)) return announced(node.elements);
  if (!ts.isCallExpression(node)) return [];
  return loadsModule(node.expression) ? [node.arguments[0]] : announced(node.arguments);
}

function loadsModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return /^(require(\.resolve)?|jest\.(mock|doMock|unmock|requireActual|requireMock))$/.test(
    callee.getText(),
  );
}

function announced(nodes: readonly ts.Node[]): (ts.Node | undefined)[] {
  return nodes.flatMap((node, index) =>
    ts.isStringLiteralLike(node) && ANNOUNCES_MODULE.test(node.text) ? [nodes[index + 1]] : [],
  );
}

/** The package that a specifier names; undefined for a file, a module of Node.js and what can't be a package's name. */
export function packageOf(specifier: string): string | undefined {
  if (/^node:|^#/.test(specifier)) return undefined;
  return /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~][\w.~-]*(?=\/|$)/.exec(specifier)?.[0];
}
