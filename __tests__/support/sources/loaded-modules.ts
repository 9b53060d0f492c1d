import ts from "typescript";

/** The modules that a source file loads. */
export interface LoadedModules {
  /** As the file names them: files and packages alike. */
  readonly specifiers: readonly string[];
  /** Loads whose module only the running program knows, such as `import(file)`. */
  readonly computed: readonly string[];
}

/** Calls that load the module which their first argument names. */
const LOADS =
  /^(import|(module\.)?require(\.resolve)?|import\.meta\.resolve|jest\.(mock|doMock|unmock|requireActual|requireMock)|new (\w+\.)*Worker|(\w+\.)*fork)$/;

/** Calls after which the file can load any module under a name of its own. */
const MAKES_LOADER = /(^|\.)(createRequire|_load|tsImport)$/;

/** What has to be called where it is mentioned: under another name its calls would not be seen. */
const CALLED_BY_NAME = /^(require|createRequire|_load|tsImport|Worker|fork)$/;

/**
 * The modules that a source file loads: by import and export, types too, by `import()`, `require()`, Jest's mocks,
 * `new Worker()`, `fork()` and `new URL(…, import.meta.url)`, and as a text behind `--require`, `--import` or the folder
 * `node_modules`.
 *
 * @param file its name, which tells JavaScript, TypeScript and JSX apart
 */
export function loadedModules(source: string, file = "source.ts"): LoadedModules {
  const specifiers: string[] = [];
  const computed: string[] = [];
  const load = (by: string, module: ts.Node | undefined): void => {
    if (module === undefined || isModuleUrl(module)) return;
    if (ts.isStringLiteralLike(module)) specifiers.push(module.text);
    else computed.push(`${by}(${shortText(module)})`);
  };
  const announced = (nodes: readonly ts.Node[]): void => {
    nodes.forEach((node, index) => {
      const module = nodes[index + 1];
      if (module === undefined || !ts.isStringLiteralLike(node)) return;
      if (/^--(require|import)$/.test(node.text)) load(node.text, module);
      // What is only read there may have any name.
      if (node.text !== "node_modules" || !ts.isStringLiteralLike(module)) return;
      specifiers.push(`node_modules/${module.text}`);
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      load("import", node.moduleSpecifier);
    } else if (ts.isExternalModuleReference(node)) load("require", node.expression);
    else if (ts.isImportTypeNode(node)) {
      load("import", ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument);
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const [first] = node.arguments ?? [];
      const name = `${ts.isNewExpression(node) ? "new " : ""}${shortText(node.expression)}`;
      if (isModuleUrl(node)) load(name, first);
      else if (LOADS.test(name)) load(name, first);
      else if (MAKES_LOADER.test(name)) computed.push(`${name}(${shortText(first)})`);
      else announced(node.arguments ?? []);
    } else if (ts.isArrayLiteralExpression(node)) {
      announced(node.elements);
    } else if (isRenamedLoader(node)) computed.push(shortText(node.parent));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return { specifiers, computed };
}

function shortText(node: ts.Node | undefined): string {
  return node?.getText().replaceAll(/\s+/g, " ") ?? "";
}

/** `new URL(…, import.meta.url)`: a file by its place from this one. */
function isModuleUrl(node: ts.Node): boolean {
  return (
    ts.isNewExpression(node) &&
    node.expression.getText() === "URL" &&
    node.arguments?.[1]?.getText() === "import.meta.url"
  );
}

/** A mention of {@link CALLED_BY_NAME} that is no call and no declaration. */
function isRenamedLoader(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !CALLED_BY_NAME.test(node.text)) return false;
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isBindingElement(parent)) {
    return parent.propertyName === node;
  }
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.name === node && !isCalled(parent);
  }
  if (ts.isTypeNode(parent) || ts.isTypeOfExpression(parent)) return false;
  return !("name" in parent && parent.name === node) && !isCalled(node);
}

function isCalled(node: ts.Node): boolean {
  const { parent } = node;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
}

/**
 * The package that a specifier names, also where it names a file below `node_modules`; undefined for other files, modules
 * of Node.js and what can't be a package's name.
 */
export function packageOf(specifier: string): string | undefined {
  const name = specifier.replace(/^[./]*(.*\/)?node_modules\//, "");
  if (/^node:|^#/.test(name)) return undefined;
  return /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~][\w.~-]*(?=\/|$)/.exec(name)?.[0];
}
