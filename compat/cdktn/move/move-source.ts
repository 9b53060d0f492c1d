import ts from "typescript";
import { applyEdits, editRange } from "./edits";
import type { Edit } from "./edits";
import { packageName, renameCommands, renamePackage } from "./tool-names";

type Text =
  | ts.StringLiteralLike
  | ts.TemplateHead
  | ts.TemplateMiddle
  | ts.TemplateTail
  | ts.RegularExpressionLiteral
  | ts.JsxText;

/** Functions that take the name of a module first: Node.js's, and those of Jest that replace one. */
const loaders =
  /^(?:require(?:\.resolve)?|import\.meta\.resolve|jest\.\w*[mM]ock|jest\.requireActual|jest\.requireMock)$/;

/** Settings whose keys are names of modules, or patterns of them. */
const moduleMaps = /^(?:moduleNameMapper|paths|alias|imports)$/;

/**
 * Moves a TypeScript or JavaScript source: modules that it loads, packages in lists, paths and module maps, and commands in its
 * texts and comments. Every other value stays, such as that of a tag.
 *
 * @param fileName decides by its ending whether it is TypeScript, JavaScript or JSX
 */
export function moveSource(text: string, fileName: string): string {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const edits = commentEdits(source);
  for (const { pos, end } of source.typeReferenceDirectives) {
    edits.set(pos, editRange(text, [pos, end], renameIfPackage));
  }
  visit(source);
  return applyEdits(text, [...edits.values()].flat());

  function visit(node: ts.Node): void {
    if (isText(node)) edits.set(node.getStart(source), textEdits(node, source));
    ts.forEachChild(node, visit);
  }
}

function textEdits(node: Text, source: ts.SourceFile): Edit[] {
  const range = [node.getStart(source), node.end] as const;
  const inner = [range[0] + 1, range[1] - 1] as const;
  const { text } = source;
  if (ts.isRegularExpressionLiteral(node)) return editRange(text, range, renameInPattern);
  if (ts.isStringLiteralLike(node)) {
    if (isModuleMapKey(node)) return editRange(text, inner, renameInPattern);
    if (packageName.test(node.text) && namesPackage(node))
      return editRange(text, inner, renamePackage);
    // A source within a source, as the tests of tools have it.
    if (/\b(?:import|require)\b[^;]*["']@?cdktf\b/.test(node.text)) {
      return editRange(text, inner, (code) => moveSource(code, "inner.ts"));
    }
  }
  return editRange(text, range, renameCommands);
}

function renameIfPackage(text: string): string {
  return packageName.test(text) ? renamePackage(text) : text;
}

/** A regular expression: a package that is a whole alternative of it, or the whole of it. */
function renameInPattern(pattern: string): string {
  return renameCommands(pattern).replace(/(?<=[(|^/]|^)(@?)cdktf(?=[)|$/]|$)/g, "$1cdktn");
}

function isText(node: ts.Node): node is Text {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isJsxText(node)
  );
}

/** Whether a text is loaded as a module, or stands among other packages or in a path below `node_modules`. */
function namesPackage(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) return isAmongPackages(parent.elements, node);
  if (ts.isCallExpression(parent)) {
    const { expression, arguments: args } = parent;
    const isFirst = args[0] === node;
    if (isFirst && expression.kind === ts.SyntaxKind.ImportKeyword) return true;
    if (isFirst && loaders.test(expression.getText())) return true;
    return args.some((other) => isTextOf(other, /(?:^|\/)(?:node_modules|\.bin)$/));
  }
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    ts.isModuleDeclaration(parent) ||
    (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent))
  );
}

/** A list that names other packages of the tool, or the arguments of a command. */
function isAmongPackages(elements: readonly ts.Expression[], node: ts.Expression): boolean {
  const next = elements[elements.indexOf(node) + 1];
  return (
    elements.some((each) => isTextOf(each, /^(?:@cdktf(?:\/.*)?|cdktf-cli|constructs)$/)) ||
    (next !== undefined && isTextOf(next, /^(?:deploy|destroy|diff|get|list|output|synth|watch)$/))
  );
}

function isTextOf(node: ts.Expression, pattern: RegExp): boolean {
  return ts.isStringLiteralLike(node) && pattern.test(node.text);
}

function isModuleMapKey(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  if (!ts.isPropertyAssignment(parent) || parent.name !== node) return false;
  const owner = parent.parent.parent;
  return (
    ts.isPropertyAssignment(owner) &&
    moduleMaps.test(
      ts.isIdentifier(owner.name) || ts.isStringLiteralLike(owner.name) ? owner.name.text : "",
    )
  );
}

function commentEdits(source: ts.SourceFile): Map<number, Edit[]> {
  const edits = new Map<number, Edit[]>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []) {
      edits.set(pos, editRange(source.text, [pos, end], renameCommands));
    }
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  return edits;
}
