import ts from "typescript";
import { checker } from "./library-types";

/** The `@default` of a property. */
export interface DocumentedDefault {
  /** Path of the property within the type. */
  readonly path: string;
  /** The value as it is written, without a note after it; undefined if there is none, or prose after a dash. */
  readonly literal: string | undefined;
}

/** The `@default` of every property of a type that has one, and of the types within it that this project declares. */
export function documentedDefaults(type: ts.Type, path = ""): DocumentedDefault[] {
  const members = type.isUnion() ? type.types : [type];
  return members.filter(isDeclaredHere).flatMap((member) =>
    checker.getPropertiesOfType(member).flatMap((property) => {
      const place = path === "" ? property.name : `${path}.${property.name}`;
      const text = (property.declarations ?? []).map(defaultText).find(isPresent);
      const inner = checker.getNonNullableType(checker.getTypeOfSymbol(property));
      return [
        ...(text === undefined ? [] : [{ path: place, literal: literalOf(text) }]),
        ...documentedDefaults(inner, place),
      ];
    }),
  );
}

/** Every `@default` of the properties that a source declares in its interfaces; their path is the name alone. */
export function defaultsIn(source: ts.SourceFile): DocumentedDefault[] {
  const found: DocumentedDefault[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isPropertySignature(node) ? defaultText(node) : undefined;
    if (text !== undefined && ts.isPropertySignature(node))
      found.push({ path: node.name.getText(source), literal: literalOf(text) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What stands behind `@default` in the comment of a declaration, also within a line, where TypeScript finds no tag. */
function defaultText(node: ts.Node): string | undefined {
  const { text } = node.getSourceFile();
  const comment = ts.getLeadingCommentRanges(text, node.getFullStart())?.at(-1);
  if (comment === undefined) return undefined;
  return /@default +(.+?) *(?:\*\/|\n|$)/.exec(text.slice(comment.pos, comment.end))?.[1];
}

function literalOf(text: string): string | undefined {
  return text.startsWith("- ") ? undefined : text.split(" - ")[0];
}

function isPresent(text: string | undefined): text is string {
  return text !== undefined;
}

function isDeclaredHere(type: ts.Type): boolean {
  const [declaration] = type.symbol?.declarations ?? [];
  return (
    declaration !== undefined &&
    (ts.isInterfaceDeclaration(declaration) || ts.isTypeLiteralNode(declaration)) &&
    !declaration.getSourceFile().fileName.includes("/node_modules/")
  );
}
