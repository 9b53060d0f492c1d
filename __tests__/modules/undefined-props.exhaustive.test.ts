import { isDeepStrictEqual } from "node:util";
import { parseStack } from "../support/plans/synth";
import type { Block } from "../support/plans/synth";
import { exportedProps } from "../support/sources/library-types";
import { optionalProperties } from "../support/sources/optional-properties";
import type { OptionalProperty, Tree } from "../support/sources/optional-properties";
import { constructSamples } from "./support/construct-samples";

const types = exportedProps();
const cases = [...types].flatMap(([name, type]) =>
  optionalProperties(type, constructSamples[name]?.props ?? {}).map((property) => ({
    name,
    ...property,
  })),
);

/** Properties that the same value lacks, named by the first. */
interface Lacking {
  readonly name: string;
  readonly path: string;
  readonly without: Tree;
  readonly properties: readonly OptionalProperty[];
}

function byValue(): Lacking[] {
  const groups: (Lacking & { readonly properties: OptionalProperty[] })[] = [];
  for (const { name, ...property } of cases) {
    const { path, without } = property;
    const same = groups.find(
      (each) => each.name === name && isDeepStrictEqual(each.without, without),
    );
    if (same === undefined) groups.push({ name, path, without, properties: [property] });
    else same.properties.push(property);
  }
  return groups;
}

/** The same value with what each of two has more. */
function merged(one: Tree, other: Tree): Tree {
  const entries = Object.keys({ ...one, ...other }).map((key) => {
    const [left, right] = [one[key], other[key]];
    return [key, isPlain(left) && isPlain(right) ? merged(left, right) : left] as const;
  });
  // A list is a tree, too, whose keys are its places.
  if (Array.isArray(one)) return entries.map(([, value]) => value) as unknown as Tree;
  return Object.fromEntries(entries);
}

function isPlain(value: unknown): value is Tree {
  return (
    typeof value === "object" &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as object)
  );
}

function synthesize(name: string, props: Tree): Block {
  const { [name]: sample } = constructSamples;
  if (sample === undefined) throw new Error(`There is no sample of ${name}.`);
  const stack = parseStack(sample.build(props));
  const { resources, dataSources, outputs, providers, imports, terraform } = stack;
  return { resources, dataSources, outputs, providers, imports, terraform };
}

describe("a property that is undefined", () => {
  it("is tested for every exported construct and every static method that takes properties", () => {
    expect([...types.keys()].sort()).toEqual(Object.keys(constructSamples).sort());
    expect(cases.length).toBeGreaterThan(1_000);
    expect(cases.map(({ name, path }) => `${name} ${path}`)).toEqual(
      expect.arrayContaining([
        "RawBucket retentionDays",
        "RawBucket accessLogs",
        "DataLakeBucket lifecycle.errorsExpireAfterDays",
        "DeliveryStream backup.buffering.sizeMiB",
        "DataLakeStack environment.monitoring.tolerance.failedPuts",
        "EncryptedBucket.fromBucketName purpose",
      ]),
    );
  });

  // JavaScript can set any property to undefined, and TypeScript those that accept it.
  it.each(byValue())("is left out of $name: $path and others", ({ name, without, properties }) => {
    const stack = synthesize(name, without);
    const all = properties.reduce((tree, { asUndefined }) => merged(tree, asUndefined), without);
    // One by one only where not all at once are left out: this takes a tenth of the time.
    if (isDeepStrictEqual(synthesize(name, all), stack)) return;
    for (const { path, asUndefined } of properties) {
      expect([path, synthesize(name, asUndefined)]).toEqual([path, stack]);
    }
    expect(synthesize(name, all)).toEqual(stack);
  });
});
