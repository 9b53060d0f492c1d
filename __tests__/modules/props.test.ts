import type ts from "typescript";
import { checker, exportedProps } from "../support/sources/library-types";

/** Classes that are no resources, so that nothing exists to be passed in their place. */
const VALUES = ["LakeArns"];

/** Names of the classes whose instances a property accepts, and nothing else of their shape. */
function classesOf(property: ts.Symbol): string[] {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const members = type.isUnion() ? type.types : [type];
  return members.filter((member) => member.isClass()).map((member) => member.symbol.name);
}

describe("the properties of exported constructs", () => {
  const properties = [...exportedProps()].flatMap(([name, type]) =>
    checker.getPropertiesOfType(type).map((property) => ({ name, property })),
  );

  it("accept existing resources: an interface of each, not the class that creates it", () => {
    expect(properties.length).toBeGreaterThan(150);
    const concrete = properties.flatMap(({ name, property }) =>
      classesOf(property)
        .filter((type) => !VALUES.includes(type))
        .map((type) => `${name} ${property.name}: ${type}`),
    );
    expect(concrete).toEqual([]);
  });
});
