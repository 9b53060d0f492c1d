import ts from "typescript";
import { checker } from "./library-types";

/** Values by property, as an untyped program passes them. */
export type Tree = Readonly<Record<string, unknown>>;

/** An optional property of a type, or of a type within it. */
export interface OptionalProperty {
  /** Path of the property. A member of a union is in brackets, `*` stands for any key, and `0` for an element of a list. */
  readonly path: string;
  /** A value of the type that has everything around the property, but not the property. */
  readonly without: Tree;
  /** The same value in which the property is `undefined`. */
  readonly asUndefined: Tree;
}

/** The value that has another value at one place. */
type Replace = (value: unknown) => Tree;

/**
 * Every optional property of a type and, within it, of the types that this project declares: new ones are found by
 * themselves. Required properties have the values of `base`; where it has none, the smallest value of the type.
 *
 * Objects with methods, such as constructs, are left as they are.
 */
export function optionalProperties(type: ts.Type, base: Tree): OptionalProperty[] {
  return [...inType(type, base, "", (value) => value as Tree, [])];
}

function* inType(
  type: ts.Type,
  value: unknown,
  path: string,
  replace: Replace,
  outer: readonly ts.Type[],
): Iterable<OptionalProperty> {
  const members = membersOf(type);
  for (const member of members) {
    if (outer.includes(member) || !isPlainObject(member)) continue;
    const within = [...outer, member];
    const label = members.length > 1 ? `${path}(${checker.typeToString(member)})` : path;
    if (checker.isArrayType(member)) {
      const [element] = checker.getTypeArguments(member as ts.TypeReference);
      if (element === undefined || !membersOf(element).some(isPlainObject)) continue;
      const [first = smallestValue(element), ...rest] = (value ?? []) as readonly unknown[];
      const put: Replace = (changed) => replace([changed, ...rest]);
      yield* inType(element, first, join(label, "0"), put, within);
      continue;
    }
    const isGiven = outer.length === 0 || fits(value, member);
    const tree = (isGiven ? value : smallestValue(member)) as Tree;
    const index = checker.getIndexInfoOfType(member, ts.IndexKind.String)?.type;
    if (index !== undefined) {
      const [key = "sample_events"] = Object.keys(tree);
      const put: Replace = (changed) => replace({ ...tree, [key]: changed });
      yield* inType(index, tree[key], join(label, "*"), put, within);
    }
    for (const property of checker.getPropertiesOfType(member)) {
      yield* inProperty(property, tree, label, replace, within);
    }
  }
}

function* inProperty(
  property: ts.Symbol,
  tree: Tree,
  path: string,
  replace: Replace,
  outer: readonly ts.Type[],
): Iterable<OptionalProperty> {
  const { name } = property;
  const place = join(path, name);
  if (property.flags & ts.SymbolFlags.Optional) {
    const others = Object.fromEntries(Object.entries(tree).filter(([key]) => key !== name));
    yield {
      path: place,
      without: replace(others),
      asUndefined: replace({ ...others, [name]: undefined }),
    };
  }
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const put: Replace = (changed) => replace({ ...tree, [name]: changed });
  yield* inType(type, tree[name], place, put, outer);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** Whether a type has properties, no methods, and none that a package declares. */
function isPlainObject(type: ts.Type): boolean {
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return false;
  if (checker.isArrayType(type)) return true;
  if (type.getCallSignatures().length > 0 || type.isClass()) return false;
  const properties = checker.getPropertiesOfType(type);
  return (
    !properties.some(isMethod) &&
    (properties.some(isOwn) || (properties.length === 0 && type.getStringIndexType() !== undefined))
  );
}

function isMethod(property: ts.Symbol): boolean {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  return type.getCallSignatures().length > 0;
}

function isOwn(property: ts.Symbol): boolean {
  return !!property.declarations?.every(
    (declaration) => !declaration.getSourceFile().fileName.includes("/node_modules/"),
  );
}

/** Whether a value is of this member of a union, by the literals of the type. */
function fits(value: unknown, type: ts.Type): boolean {
  if (typeof value !== "object" || value === null) return false;
  return checker.getPropertiesOfType(type).every((property) => {
    const expected = checker.getTypeOfSymbol(property);
    const given = (value as Tree)[property.name];
    if (given === undefined) return (property.flags & ts.SymbolFlags.Optional) !== 0;
    return !expected.isStringLiteral() || expected.value === given;
  });
}

/** A value with the required properties only. @throws for a type that has no literal values, such as a function */
function smallestValue(type: ts.Type): unknown {
  const [member = type] = membersOf(checker.getNonNullableType(type));
  if (member.isStringLiteral() || member.isNumberLiteral()) return member.value;
  if (member.flags & ts.TypeFlags.StringLike) return "any";
  if (member.flags & ts.TypeFlags.NumberLike) return 1;
  if (member.flags & ts.TypeFlags.BooleanLike) return false;
  if (checker.isArrayType(member) || checker.isTupleType(member)) return [];
  if (!isPlainObject(member)) {
    throw new Error(`Add a value of ${checker.typeToString(member)} to the sample of the test.`);
  }
  const required = checker
    .getPropertiesOfType(member)
    .filter((property) => !(property.flags & ts.SymbolFlags.Optional));
  return Object.fromEntries(
    required.map((property) => [property.name, smallestValue(checker.getTypeOfSymbol(property))]),
  );
}
