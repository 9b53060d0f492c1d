import path from "node:path";

import ts from "typescript";

/** A violation of a rule for generated SQL. */
export interface Finding {
  readonly rule: string;
  /** `folder/file.ts:12` */
  readonly location: string;
}

const ROOT = path.join(__dirname, "..", "..", "..");

/** The only files that may create fragments, run SQL and open DuckDB. */
const EXEMPT = {
  tag: "local/duckdb/sql.ts",
  run: "local/duckdb/run-sql.ts",
  open: "local/duckdb/open-duckdb.ts",
} as const;

/**
 * Finds code that turns text into SQL, or passes text to DuckDB, where the compiler does not reject it.
 *
 * @param files relative to the project's root
 * @param planted contents of files that don't exist
 */
export function findRawSql(
  files: readonly string[],
  planted: Readonly<Record<string, string>> = {},
): Finding[] {
  const program = programOf(files, planted);
  const checker = program.getTypeChecker();
  const findings: Finding[] = [];
  const isSql = (node: ts.Node): boolean => isSqlType(checker.getTypeAtLocation(node));
  for (const file of files) {
    const source = program.getSourceFile(path.join(ROOT, file));
    if (source === undefined) throw new Error(`${file} does not exist`);
    const visit = (node: ts.Node): void => {
      for (const rule of broken(node, file)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        findings.push({ rule, location: `${file}:${line + 1}` });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return findings;

  function* broken(node: ts.Node, file: string): Generator<string> {
    if (ts.isPropertyAccessExpression(node)) {
      const owner = duckDbOwner(node, checker);
      if (owner?.takesSql === true && file !== EXEMPT.run) yield "runs SQL outside of run-sql.ts";
      // A benchmark compares with a DuckDB without a sandbox.
      if (owner?.opens === true && file !== EXEMPT.open && !file.startsWith("bench/"))
        yield "opens DuckDB outside of open-duckdb.ts";
    }
    if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)) {
      if (node.templateSpans.some(({ expression }) => isSql(expression)))
        yield "SQL is converted to text";
    }
    if (ts.isTaggedTemplateExpression(node) && isTag(node.tag, checker)) {
      if (hasQuotedFragment(node.template)) yield "a value is inserted between quotes";
    }
    if (file === EXEMPT.tag) return;
    if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
      if (isSql(node)) yield "a cast makes text SQL";
    }
    if (ts.isIdentifier(node) && isTag(node, checker) && !isImportOrTag(node)) {
      yield "the tag is not used as a tag";
    }
    if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())) {
      if (isSql(node.left) && isSql(node.right)) yield "SQL is compared by identity";
    }
  }
}

function programOf(files: readonly string[], planted: Readonly<Record<string, string>>) {
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      target: "ES2022",
      lib: ["ES2023"],
      module: "Preserve",
      moduleResolution: "Bundler",
      esModuleInterop: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      types: ["node"],
    },
    ROOT,
  );
  const host = ts.createCompilerHost(options);
  const texts = new Map(
    Object.entries(planted).map(([file, text]) => [path.join(ROOT, file), text] as const),
  );
  return ts.createProgram(
    files.map((file) => path.join(ROOT, file)),
    options,
    {
      ...host,
      fileExists: (name) => texts.has(name) || host.fileExists(name),
      readFile: (name) => texts.get(name) ?? host.readFile(name),
      getSourceFile: (name, language, ...rest) => {
        const text = texts.get(name);
        return text === undefined
          ? host.getSourceFile(name, language, ...rest)
          : ts.createSourceFile(name, text, language, true);
      },
    },
  );
}

function isSqlType(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isSqlType);
  const declared = type.symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
  return type.symbol?.name === "Sql" && declared.endsWith(EXEMPT.tag);
}

/** Whether a method of DuckDB's client takes SQL as text, and whether it opens a database. */
function duckDbOwner(node: ts.PropertyAccessExpression, checker: ts.TypeChecker) {
  const declaration = checker.getSymbolAtLocation(node.name)?.declarations?.[0];
  if (declaration?.getSourceFile().fileName.includes("@duckdb/") !== true) return undefined;
  if (!ts.isMethodDeclaration(declaration)) return undefined;
  const owner = ts.isClassDeclaration(declaration.parent) ? declaration.parent.name?.text : "";
  return {
    takesSql:
      owner === "DuckDBConnection" &&
      declaration.parameters.some(({ name }) => name.getText() === "sql"),
    opens: /^(?:create|fromCache)$/.test(node.name.text) && /Instance|Connection/.test(owner ?? ""),
  };
}

function isTag(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(node)) return false;
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol === undefined) return false;
  const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const file = original.declarations?.[0]?.getSourceFile().fileName ?? "";
  return original.name === "SQL" && file.endsWith(EXEMPT.tag);
}

function isImportOrTag({ parent }: ts.Node): boolean {
  return ts.isImportSpecifier(parent) || ts.isTaggedTemplateExpression(parent);
}

/** Whether a fragment is inserted between quotes, where quoting would not help. */
function hasQuotedFragment(template: ts.TemplateLiteral): boolean {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return false;
  let before = template.head.text;
  for (const { literal } of template.templateSpans) {
    const outside = before.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, "");
    if (/['"]|--|\/\*/.test(outside)) return true;
    before += `x${literal.text}`;
  }
  return false;
}
