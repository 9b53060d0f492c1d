import ts from "typescript";

const THROWN = /^@throws (?:\{@link )?([A-Z]\w*)(?=[\s}])/;

/** Texts of source files by their paths. */
export type SourceTexts = ReadonlyMap<string, string>;

/** The references of comments. */
export interface DocReferences {
  readonly count: number;
  /** Those that lead to nothing, as `file:line: reference`. */
  readonly broken: readonly string[];
}

/**
 * Follows each `link` as TypeScript does, from the declaration that has the comment, and each `throws` to a
 * class of these sources or of JavaScript.
 */
export function followDocReferences(sources: SourceTexts): DocReferences {
  const classes = new Set(
    [...sources.values()].flatMap((text) =>
      [...text.matchAll(/\bclass (\w+)/g)].map(([, name]) => name),
    ),
  );
  const broken: string[] = [];
  let count = 0;
  const { files, checker } = bind(sources);
  for (const file of files) {
    const follow = (node: ts.Node, reference: string, exists: boolean): void => {
      count += 1;
      if (exists) return;
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      broken.push(`${file.fileName}:${line + 1}: ${reference}`);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isJSDocLinkLike(node) && node.name !== undefined && !node.text.startsWith("://")) {
        follow(node, node.getText(), isInScope(node.name, checker));
      }
      if (ts.isJSDocThrowsTag(node)) {
        // TypeScript takes the braces of a link for those of a type, so the text is read.
        const [text = "", name = ""] = THROWN.exec(file.text.slice(node.getStart())) ?? [];
        if (text !== "") follow(node, text, classes.has(name) || name in globalThis);
      }
      // TypeScript keeps a node's comments there, which its declarations leave out.
      (node as { readonly jsDoc?: readonly ts.JSDoc[] }).jsDoc?.forEach(visit);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { count, broken };
}

/** Members of an imported type are not known here, since no import is followed. */
function isInScope(name: ts.EntityName | ts.JSDocMemberName, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol !== undefined || ts.isIdentifier(name)) return symbol !== undefined;
  const owner = checker.getSymbolAtLocation(name.left);
  return owner !== undefined && (owner.flags & ts.SymbolFlags.Alias) !== 0;
}

/** Binds the names of each file; that an imported name exists elsewhere is what the compiler checks. */
function bind(sources: SourceTexts) {
  const options: ts.CompilerOptions = { noResolve: true, noLib: true, allowJs: true, types: [] };
  const host = ts.createCompilerHost(options);
  const documented = [...sources].filter(([, text]) => /\{@link|@throws/.test(text));
  const files = new Map(
    documented.map(([file, text]) => [
      file,
      ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
    ]),
  );
  host.getSourceFile = (file) => files.get(file);
  const program = ts.createProgram([...files.keys()], options, host);
  return { files: files.values(), checker: program.getTypeChecker() };
}
