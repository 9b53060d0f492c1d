import path from "node:path";
import ts from "typescript";
import { root } from "./project-files";

const program = createProgram(path.join(root, "index.ts"));

/** Type checker of what `index.ts` exports. */
export const checker = program.getTypeChecker();

function createProgram(file: string): ts.Program {
  const settings = ts.readConfigFile(path.join(root, "tsconfig.json"), (name) =>
    ts.sys.readFile(name),
  ) as { readonly config: unknown };
  const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, root);
  return ts.createProgram([file], options);
}

/**
 * Sources of the library, by their paths from the root.
 *
 * @param name pattern that the path must match
 */
export function librarySources(name: RegExp): ReadonlyMap<string, ts.SourceFile> {
  return new Map(
    program
      .getSourceFiles()
      .map((source): [string, ts.SourceFile] => [path.relative(root, source.fileName), source])
      .filter(([file]) => name.test(file)),
  );
}

/** Everything that `index.ts` exports, by its name. */
function exportedSymbols(): ReadonlyMap<string, ts.Symbol> {
  const source = program.getSourceFile(path.join(root, "index.ts"));
  const index = source && checker.getSymbolAtLocation(source);
  if (index === undefined) throw new Error("index.ts can't be read");
  return new Map(
    checker
      .getExportsOfModule(index)
      .map((symbol) => [
        symbol.name,
        symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
      ]),
  );
}

/** The type of an exported interface or type alias. */
export function exportedType(name: string): ts.Type {
  const symbol = exportedSymbols().get(name);
  if (symbol === undefined) throw new Error(`index.ts does not export ${name}`);
  return checker.getDeclaredTypeOfSymbol(symbol);
}

/**
 * Types of the props of every exported class, by its name, and of its static methods, by `Class.method`. Classes and methods
 * without an object as last parameter are left out.
 */
export function exportedProps(): ReadonlyMap<string, ts.Type> {
  const props = new Map<string, ts.Type>();
  for (const [name, symbol] of exportedSymbols()) {
    if (!(symbol.flags & ts.SymbolFlags.Class)) continue;
    const type = checker.getTypeOfSymbol(symbol);
    addLastParameter(props, name, type.getConstructSignatures());
    for (const method of symbol.exports?.values() ?? []) {
      const signatures = checker.getTypeOfSymbol(method).getCallSignatures();
      addLastParameter(props, `${name}.${method.name}`, signatures);
    }
  }
  return props;
}

function addLastParameter(
  props: Map<string, ts.Type>,
  name: string,
  [signature]: readonly ts.Signature[],
): void {
  const last = signature?.parameters.at(-1);
  if (last === undefined) return;
  const type = checker.getTypeOfSymbol(last);
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return;
  if (checker.isArrayType(type)) return;
  props.set(name, type);
}
