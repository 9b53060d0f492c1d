import path from "node:path";

import ts from "typescript";

/** Where a rule of generated SQL is broken. */
export interface Finding {
  readonly rule: string;
  /** `folder/file.ts:12` */
  readonly place: string;
}

const ROOT = path.join(__dirname, "..", "..", "..", "..");

/** What the code around DuckDB may do that no other code may. */
const DOORS = {
  tag: "local/duckdb/sql.ts",
  run: "local/duckdb/run-sql.ts",
  open: "local/duckdb/open-duckdb.ts",
} as const;

/**
 * Finds code that makes SQL of text, or hands text to DuckDB. The compiler refuses most of it already; what it lets pass
 * is named here.
 *
 * @param files from the project's root
 * @param planted the text of files that aren't there
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
    if (source === undefined) throw new Error(`${file} is not there`);
    const visit = (node: ts.Node): void => {
      for (const rule of broken(node, file)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        findings.push({ rule, place: `${file}:${line + 1}` });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return findings;

  function* broken(node: ts.Node, file: string): Generator<string> {
    if (ts.isPropertyAccessExpression(node)) {
      const owner = duckDbOwner(node, checker);
      if (owner?.takesSql === true && file !== DOORS.run) yield "runs SQL outside of run-sql.ts";
      // A benchmark compares with a DuckDB that nobody shut in.
      if (owner?.opens === true && file !== DOORS.open && !file.startsWith("bench/"))
        yield "opens DuckDB outside of open-duckdb.ts";
    }
    if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)) {
      if (node.templateSpans.some(({ expression }) => isSql(expression))) yield "SQL becomes text";
    }
    if (ts.isTaggedTemplateExpression(node) && isTag(node.tag, checker)) {
      if (hasQuotedHole(node.template)) yield "a value in quotes of the template";
    }
    if (file === DOORS.tag) return;
    if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
      if (isSql(node)) yield "text called SQL by a cast";
    }
    if (ts.isIdentifier(node) && isTag(node, checker) && !isImportOrTag(node)) {
      yield "the tag is not used as a tag";
    }
    if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())) {
      if (isSql(node.left) && isSql(node.right)) yield "SQL compared by identity";
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
  return type.symbol?.name === "Sql" && declared.endsWith(DOORS.tag);
}

/** What a member of DuckDB's own classes does, and whether it takes SQL as text. */
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
  return original.name === "SQL" && file.endsWith(DOORS.tag);
}

function isImportOrTag({ parent }: ts.Node): boolean {
  return ts.isImportSpecifier(parent) || ts.isTaggedTemplateExpression(parent);
}

/** Whether a hole stands between quotes, where quoting would not help. */
function hasQuotedHole(template: ts.TemplateLiteral): boolean {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return false;
  let before = template.head.text;
  for (const { literal } of template.templateSpans) {
    const outside = before.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, "");
    if (/['"]|--|\/\*/.test(outside)) return true;
    before += `x${literal.text}`;
  }
  return false;
}
